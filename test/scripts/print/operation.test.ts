import { describe, expect, test } from "vitest";
import type { Operation } from "../../../scripts/model/types/operation.js";
import type { Pager } from "../../../scripts/model/types/pager.js";
import { facts } from "../../../scripts/print/operation/facts.js";
import { operationSource } from "../../../scripts/print/operation/operation-file.js";
import { pagerData } from "../../../scripts/print/resource/pager.js";
import { resourceSource } from "../../../scripts/print/resource/resource.js";
import { dataText } from "../../../scripts/print/typescript/literal.js";
import { constant } from "../../../scripts/print/typescript/statement.js";
import { docs, lit, named, string, union, unknown } from "../model/nodes.js";
import { body, context, operation, printed, resource, toyId } from "./service.js";

function factsOf(more: Partial<Operation>, pager?: string): string {
  const text = printed((file) => file.statements.push(facts(operation(more), file, pager)));
  return text.replace("export const retrieveToyOperation: Operation = ", "").replace(/;\n$/, "");
}

describe("the facts of an operation", () => {
  test("are what the runtime has to know, and no more", () => {
    expect(factsOf({})).toBe(`{
  name: "toys.retrieve",
  method: "GET",
  path: "/toys",
  decode: nothing,
  errors: [],
}`);
  });

  test.each<[string, Partial<Operation>, string]>([
    ["nothing to decode", { decode: "none" }, ""],
    ["an envelope", { decode: "data" }, "decode: unwrapData,"],
    ["a JSON:API document", { decode: "jsonapi" }, "decode: flattenDocument,"],
  ])("name what decodes %s", (_title, more, line) => {
    expect(factsOf(more).match(/decode: .*/)?.[0] ?? "").toBe(line);
  });

  test("hold the query: names where they are all, the style where it is another, and the names inside", () => {
    const inner = { toyId: { wire: "toy-id", inner: {} }, a: { wire: "a", inner: { bC: { wire: "b-c", inner: {} } } } };
    const query = [
      { name: "page", wire: "page", style: "form", inner: {} },
      { name: "include", wire: "include", style: "comma", inner: {} },
      { name: "filter", wire: "filter", style: "deepObject", inner },
    ] as const;
    expect(factsOf({ query })).toContain(`
  query: {
    page: "page",
    include: ["include", commaItems],
    filter: ["filter", deepMembers, { toyId: "toy-id", a: ["a", { bC: "b-c" }] }],
  },
`);
  });

  test.each<[string, Operation["body"], string]>([
    ["plain", { kind: "plain", names: {}, always: false }, "body: {},"],
    ["plain and always sent", { kind: "plain", names: {}, always: true }, "body: { required: true },"],
    [
      "plain with other names",
      { kind: "plain", names: { aB: { wire: "a-b", inner: {} } }, always: false },
      'body: { encode: renameMembers, members: { aB: "a-b" } },',
    ],
    [
      "in attributes",
      { kind: "jsonapi", attributes: {}, meta: undefined, always: true },
      "body: { required: true, encode: wrapAttributes, attributes: {} },",
    ],
    [
      "in meta",
      { kind: "jsonapi", attributes: undefined, meta: { aB: { wire: "a-b", inner: {} } }, always: false },
      'body: { encode: wrapAttributes, meta: { aB: "a-b" } },',
    ],
  ])("say of a body that it is %s", (_title, body, line) => {
    expect(factsOf({ body }).match(/body: .*/)?.[0]).toBe(line);
  });

  test("name the sensitive members of a body, and what masks them", () => {
    const body = { kind: "plain", names: {}, always: true } as const;
    expect(factsOf({ body, sensitive: ["user-name", "fields"] })).toContain(
      'body: { required: true, sensitive: ["user-name", "fields"], redact: redactMembers },',
    );
  });

  test("list the declared errors in order, and leave decoding to the pager", () => {
    const failures = [
      { statuses: [404, 429], body: unknown },
      { statuses: [400], body: string },
    ];
    const pager: Pager = {
      kind: "number",
      parameter: ["page"],
      items: [],
      current: [],
      pages: [],
      total: undefined,
      size: undefined,
    };
    expect(factsOf({ failures, pager, decode: "data" }, "numberPager")).toBe(`{
  name: "toys.retrieve",
  method: "GET",
  path: "/toys",
  errors: [400, 404, 429],
  pager: numberPager,
}`);
  });
});

describe("a pager", () => {
  const cursor: Pager = {
    kind: "cursor",
    after: ["page", "after"],
    before: undefined,
    items: ["data"],
    next: ["links", "next"],
    previous: undefined,
  };

  function pager(pager: Pager, decode: Operation["decode"]): string {
    return printed((file) => {
      file.statements.push(constant("pager", "Pager", dataText(pagerData(pager, decode, file), true)));
    })
      .replace("const pager: Pager = ", "")
      .replace(/;\n$/, "");
  }

  test("by cursor says where the cursor goes and where the next one is", () => {
    expect(pager(cursor, "jsonapi")).toBe(`{
  read: readCursorPage,
  items: flattenItems,
  next: ["links", "next"],
  after: ["page", "after"],
}`);
    expect(pager({ ...cursor, before: ["b"], previous: ["p"] }, "data")).toBe(`{
  read: readCursorPage,
  items: unwrapData,
  next: ["links", "next"],
  previous: ["p"],
  after: ["page", "after"],
  before: ["b"],
}`);
  });

  test.each([
    [["data"], "unwrapData"],
    [["results"], "(body) => (body as { results: unknown }).results"],
    [["list", "toy-items"], '(body) => (body as { list: { "toy-items": unknown } }).list["toy-items"]'],
    [[], "(body) => body"],
  ])("finds the items at %j by %s", (items, expression) => {
    expect(pager({ ...cursor, items }, "none")).toContain(`items: ${expression},`);
  });
});

/** A statement of the operation's file. */
function partOf(more: Partial<Operation>, statement: RegExp): string {
  const input = { service: "shop", operation: operation(more), declarations: [], pagerName: undefined };
  return statement.exec(body(operationSource(context(), input)))?.[0] ?? "";
}

function functionOf(more: Partial<Operation>): string {
  return partOf(more, /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\nexport function [\s\S]*?\n}\n/);
}

describe("the function of an operation", () => {
  test("takes the transport, the ids, the input and the options", () => {
    const more = { ids: [toyId], input: { type: named("Toy"), required: true }, value: named("Toy") };
    expect(functionOf(more)).toBe(`/**
 * \`GET /toys\`
 *
 * Also a method: \`shop.toys.retrieve\`.
 */
export function retrieveToy(
  transport: Transport,
  toyId: string,
  input: Toy,
  options?: RequestOptions,
): ApiPromise<Toy, RetrieveToyResult> {
  return call(transport, retrieveToyOperation, [toyId], input, options);
}
`);
  });

  test("of few words stands on one line", () => {
    expect(functionOf({ docs: docs({ deprecated: true }) })).toContain(`
 * @deprecated
 */
export function retrieveToy(transport: Transport, options?: RequestOptions): ApiPromise<void, RetrieveToyResult> {
  return call(transport, retrieveToyOperation, [], undefined, options);
}
`);
  });

  test("and its method take types whose strings hold brackets", () => {
    const type = union(lit('a) "b'), lit("((\u{1f600}"));
    expect(functionOf({ ids: [{ ...toyId, type }], functionName: "get" })).toContain(`
export function get(
  transport: Transport,
  toyId: 'a) "b' | "((\u{1f600}",
  options?: RequestOptions,
): ApiPromise<void, RetrieveToyResult> {
`);
    const get = operation({ ids: [{ ...toyId, type }], functionName: "get" });
    expect(body(resourceSource(context(), resource({ operations: [get] }), []))).toContain(`
  retrieve(toyId: 'a) "b' | "((\u{1f600}", options?: RequestOptions): ApiPromise<void, RetrieveToyResult> {
`);
  });
});

describe("the declared outcomes", () => {
  const outcomes = (more: Partial<Operation>) => partOf(more, /\/\*\* Declared outcomes [\s\S]*;\n/);

  test("are told apart by status", () => {
    const failures = [
      { statuses: [400, 404], body: named("Problem") },
      { statuses: [401], body: unknown },
    ];
    expect(outcomes({ successes: [200, 202], value: named("Toy"), failures })).toBe(
      `/** Declared outcomes of {@link retrieveToy}, distinguished by \`status\`. */
export type RetrieveToyResult =
  | Succeeded<200, Toy>
  | Succeeded<202, Toy>
  | Failed<400 | 404, Problem>
  | Failed<401, unknown>;
`,
    );
  });

  test("of an operation that declares none are never", () => {
    expect(outcomes({ successes: [] })).toContain("export type RetrieveToyResult = never;");
  });
});
