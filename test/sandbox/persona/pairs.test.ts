// Every operation of Persona answers with each status that its document declares for it, and with what the document says of
// it. What it does not answer with stands in pairs/unproduced.ts.

import { afterAll, expect, test } from "vitest";
import { closeCallers, openCaller, operations } from "./pairs/caller.js";
import { goodCall } from "./pairs/good.js";
import { common, own, type Scene } from "./pairs/scenes.js";
import { unproduced } from "./pairs/unproduced.js";

const pairs = [...operations.values()].flatMap(({ id, responses }) =>
  [...responses.keys()].map((status) => [id, status] as const),
);

afterAll(closeCallers);

/** Whether an operation answers with a status after a scene: `yes`, or what happened instead. */
async function outcome(id: string, status: number, { options, call }: Scene): Promise<string> {
  const caller = openCaller(options);
  const operation = operations.get(id);
  if (operation === undefined) throw new Error(`There is no operation ${id}.`);
  try {
    const good = await goodCall(caller, id, operation.path);
    const answered = await caller.status(id, await call(good, caller, operation));
    if (answered !== status) return `${answered}`;
  } catch (error) {
    return (error as Error).message;
  }
  const { verdict, error, operation: called } = caller.sandbox.requests.at(-1) ?? {};
  return called === id && error === undefined && verdict?.kind === "conforms"
    ? "yes"
    : JSON.stringify([verdict, error]);
}

function scenesOf(id: string, status: number): readonly Scene[] {
  const scene = own[`${id} ${status}`];
  return scene === undefined ? (common[status] ?? []) : [scene];
}

async function outcomes(id: string, status: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const scene of scenesOf(id, status)) {
    found.push(await outcome(id, status, scene));
    if (found.at(-1) === "yes") break;
  }
  return found;
}

test("The pairs are those of 222 operations, and what is not produced is among them.", () => {
  expect(operations.size).toBe(222);
  expect(pairs).toHaveLength(1615);
  const known = new Set(pairs.map((pair) => pair.join(" ")));
  expect([...Object.keys(own), ...Object.keys(unproduced)].filter((pair) => !known.has(pair))).toEqual([]);
  expect(Object.keys(unproduced)).toHaveLength(40);
});

test.each([...operations.keys()])("%s answers with every status it declares", async (id) => {
  const failed: string[] = [];
  for (const [each, status] of pairs) {
    if (each !== id || `${id} ${status}` in unproduced) continue;
    const found = await outcomes(id, status);
    if (found.at(-1) !== "yes") failed.push(`${status}: ${found.join(" | ") || "no scene"}`);
  }
  expect(failed).toEqual([]);
});

test.each(Object.keys(unproduced))("%s is not produced", async (pair) => {
  const [id = "", status] = pair.split(" ");
  expect(await outcomes(id, Number(status))).not.toContain("yes");
});
