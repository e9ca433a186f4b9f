import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareTrees, readTree } from "../../scripts/output/compare.js";
import { createProject } from "./project.js";

test("names what differs, is missing or is left over, by path", () => {
  const found = new Map([
    ["same.ts", Buffer.from("a")],
    ["z/changed.ts", Buffer.from("a")],
    ["old.ts", Buffer.from("a")],
  ]);
  const wanted = new Map([
    ["same.ts", "a"],
    ["z/changed.ts", "b"],
    ["new.ts", "a"],
  ]);
  expect(compareTrees(found, wanted)).toEqual([
    { path: "new.ts", kind: "missing" },
    { path: "old.ts", kind: "left over" },
    { path: "z/changed.ts", kind: "differs" },
  ]);
});

test.each([
  ["a space at the end", "a ", "a"],
  ["the kind of line end", "a\r\n", "a\n"],
  ["a byte order mark", "\ufeffa", "a"],
  ["bytes that are no UTF-8 but would decode alike", Buffer.from([0xff]), Buffer.from([0xfe])],
])("every byte counts: %s", (_title, before, after) => {
  expect(compareTrees(new Map([["f", before]]), new Map([["f", after]]))).toHaveLength(1);
  expect(compareTrees(new Map([["f", before]]), new Map([["f", before]]))).toHaveLength(0);
});

test("a tree is read with its folders, and one that is not there is empty", () => {
  const { root } = createProject({ "generated/a/index.ts": "1", "generated/b.ts": "2" });
  expect([...readTree(join(root, "generated"))].map(([path, content]) => [path, String(content)]).sort()).toEqual([
    ["a/index.ts", "1"],
    ["b.ts", "2"],
  ]);
  expect(readTree(join(root, "nowhere"))).toEqual(new Map());
});

test("a link in the place of a file differs from the file, even if it leads to the same text", () => {
  const { root } = createProject({ "elsewhere.ts": "1" });
  mkdirSync(join(root, "generated"));
  symlinkSync(join(root, "elsewhere.ts"), join(root, "generated/index.ts"));
  expect(compareTrees(readTree(join(root, "generated")), new Map([["index.ts", "1"]]))).toEqual([
    { path: "index.ts", kind: "differs" },
  ]);
});
