// Spec text is untrusted: wherever it stands in a spec, it comes out as a comment, a string or a harmless name.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { attack } from "./attack.js";
import { everywhere } from "./everywhere.js";
import { harm, harmOf } from "./inert.js";
import { payloads } from "./payloads.js";

describe.each(Object.entries(payloads))("%s", (_title, payload) => {
  test("comes out inert, wherever it stands", async () => {
    const root = mkdtempSync(join(tmpdir(), "sharewright-"));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const outcome = await attack(root, { "api.json": JSON.stringify(everywhere(payload)) });
    expect(outcome).toMatchObject({ harm: [], codes: [], ok: true });
    expect(outcome.seconds).toBeLessThan(10);
    expect([...outcome.tree.keys()]).toEqual(expect.arrayContaining(["client.ts", "webhooks.ts", "reference.md"]));
  });
});

test("a payload that got out would be seen", async () => {
  expect(harmOf("a.ts", "; globalThis.pwned = 1 /* */")).toEqual([
    "a.ts: EmptyStatement ;",
    "a.ts: ExpressionStatement globalThis.pwned = 1",
    "a.ts: globalThis.pwned",
  ]);
  expect(harmOf("a.ts", 'const a = "')).toEqual(["a.ts: Unterminated string literal."]);
  expect(harmOf("a.ts", 'import "node:fs";')).toEqual(["a.ts: an import of node:fs"]);
  expect(harmOf("a.ts", 'const a = "globalThis.pwned"; // globalThis.pwned = 1')).toEqual([]);
  const hidden = (text: string) => harm(new Map([["a.ts", text]]));
  expect(await hidden('const a = "\u202e";')).toEqual([expect.stringContaining("a.ts: U+202e")]);
  expect(await hidden('export const a = (() => {}).constructor("globalThis.pw" + "ned = 1")();')).toEqual([
    "loading it ran a payload",
  ]);
  expect(await hidden("export const a = (({}).__proto__.b = 1);")).toEqual(["loading it changed a prototype"]);
  expect("b" in {}).toBe(false);
  expect("pwned" in globalThis).toBe(false);
  expect(await harm(new Map([["../a.ts", ""]]))).toEqual(["../a.ts: a path"]);
});
