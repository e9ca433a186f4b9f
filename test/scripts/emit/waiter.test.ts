import { expect, test } from "vitest";
import { emitResource } from "../../../scripts/emit/resource.js";
import type { Operation, Waiter } from "../../../scripts/model/types.js";
import { docs, named, object, string } from "../model/nodes.js";
import { body, context, declaration, lifecycle, operation, resource, toyId } from "./service.js";

const sold: Waiter = {
  poll: "getToy",
  method: "waitUntilSold",
  functionName: "waitUntilToySold",
  until: ["sold"],
  stop: ["broken"],
  value: named("SoldToy"),
};
const ended: Waiter = {
  ...sold,
  method: "waitUntilEnded",
  functionName: "waitUntilToyEnded",
  until: ["sold", "broken"],
  stop: [],
  value: { kind: "union", of: [named("SoldToy"), named("BrokenToy")] },
};
const read: Partial<Operation> = {
  ids: [{ ...toyId, docs: docs({ description: "Which toy." }) }],
  decode: "data",
  value: named("Toy"),
  failures: [{ statuses: [404], body: named("Problem") }],
};

function printed(waiters: readonly Waiter[], more: Partial<Operation> = {}): string {
  const input = declaration({ name: "RetrieveToyInput", type: object({ fields: string }), file: "resources/toys" });
  const files = { SoldToy: "types/toy", BrokenToy: "types/toy", RetrieveToyInput: "resources/toys" };
  return emitResource(context(files), {
    service: "shop",
    resource: resource({ operations: [operation({ ...read, ...more })] }),
    declarations: [input],
    lifecycles: [lifecycle({ reason: "why", waiters })],
    pagerName: () => undefined,
  });
}

/** The text from `start` up to the next blank line outside of it. */
function part(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  return text.slice(from, text.indexOf(end, from) + end.length);
}

test("a wait is a function that repeats a read, and a method in front of it", () => {
  const text = printed([sold]);
  expect(text).toContain('import type { SoldToy, Toy } from "../types/toy.js";\n');
  expect(part(text, "  /**\n   * Wait", "\n  }\n")).toBe(`  /**
   * Wait until a Toy is \`sold\`.
   *
   * Repeats {@link retrieveToy} until then, with growing pauses and within the rate limit.
   *
   * @param toyId Which toy.
   * @throws {LifecycleError} at once when it is \`broken\`.
   * @throws {TimeoutError} after \`timeoutMs\`, five minutes unless given.
   * @throws {ApiError} with status 404.
   */
  waitUntilSold(toyId: string, options?: WaitOptions<Toy>): Promise<SoldToy> {
    return waitUntilToySold(this.#transport, toyId, options);
  }
`);
  expect(part(text, "/**\n * Wait", "\n}\n")).toBe(`/**
 * Wait until a Toy is \`sold\`.
 *
 * The function behind \`shop.toys.waitUntilSold\`.
 */
export function waitUntilToySold(transport: Transport, toyId: string, options?: WaitOptions<Toy>): Promise<SoldToy> {
  return waitUntil(
    transport,
    retrieveToyOperation,
    [toyId],
    toyLifecycle,
    { until: ["sold"], stop: ["broken"] },
    options,
  );
}
`);
  expect(part(text, "const toyLifecycle", "Lifecycle;\n")).toBe(`const toyLifecycle = {
  resource: "Toy",
  property: "state",
  reason: "why",
} satisfies Lifecycle;
`);
});

test("the query of the read stands in the options, because a wait takes no input", () => {
  const text = printed([sold], { input: { type: named("RetrieveToyInput"), required: false } });
  expect(text).toContain(`  waitUntilSold(
    toyId: string,
    options?: WaitOptions<Toy> & { query?: RetrieveToyInput | undefined },
  ): Promise<SoldToy> {
`);
});

test("a wait for several states gives any of them, and one that nothing can stop says nothing of it", () => {
  const text = printed([ended]);
  expect(text).toContain("   * Wait until a Toy is `sold` or `broken`.\n");
  expect(text).not.toContain("LifecycleError");
  expect(text).toContain("): Promise<SoldToy | BrokenToy> {\n");
  expect(text).toContain('toyLifecycle, { until: ["sold", "broken"] }, options);');
});

test("the lifecycle of several waits stands there once", () => {
  expect(body(printed([sold, ended])).match(/^const toyLifecycle/gm)).toHaveLength(1);
});

test("a wait by another operation is not here", () => {
  expect(printed([{ ...sold, poll: "watchToy" }])).not.toMatch(/wait|Lifecycle/);
});
