import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashText, type ServiceEntry } from "../../scripts/cache/hash.js";
import { hashToolchain, hashTree, openCache } from "../../scripts/cache/record.js";
import { createProject, type Project } from "./project.js";

const entry: ServiceEntry = { name: "toys", alias: "toys", root: "specs/toys/openapi.yaml" };
const outputs = new Map([["toys/index.ts", "generated"]]);
const now = { lint: true, outputs };
const FILES = { "redocly.yaml": "config", "specs/toys/openapi.yaml": "spec", "specs/toys/schemas/Toy.yaml": "schema" };
const RECORD = "node_modules/.cache/sharewright/toys.json";
const REGISTRY = "node_modules/.cache/sharewright/.registry.json";

/** A project after a run of the toolchain `tool`. */
function afterRun(linted = true): Project {
  const project = createProject(FILES);
  const files = new Map(Object.entries(FILES).map(([path, text]) => [path, hashText(text)]));
  const cache = openCache(project.root, "tool");
  cache.save({ entry, linted, operations: 3, problems: [], files, outputs });
  cache.saveServices([entry]);
  return project;
}

test("a service is fresh when nothing changed", () => {
  expect(openCache(afterRun().root, "tool").fresh(entry, now)).toMatchObject({ operations: 3, problems: [] });
});

test("a file that nobody refers to changes nothing", () => {
  const project = afterRun();
  project.write({ "specs/toys/notes.md": "new" });
  expect(openCache(project.root, "tool").fresh(entry, now)).toBeDefined();
});

test("other line ends in the same files change nothing", () => {
  const project = createProject({ ...FILES, "specs/toys/openapi.yaml": "a: 1\r\nb: 2\r\n" });
  const files = new Map([["specs/toys/openapi.yaml", hashText("a: 1\nb: 2\n")]]);
  const cache = openCache(project.root, "tool");
  cache.save({ entry, linted: true, operations: 3, problems: [], files, outputs });
  expect(cache.fresh(entry, now)).toBeDefined();
});

test.each([
  ["the document", (project: Project) => project.write({ "specs/toys/openapi.yaml": "other" })],
  ["a file it refers to", (project: Project) => project.write({ "specs/toys/schemas/Toy.yaml": "other" })],
  ["the configuration", (project: Project) => project.write({ "redocly.yaml": "other" })],
  ["a file that is gone", (project: Project) => rmSync(join(project.root, "specs/toys/schemas/Toy.yaml"))],
])("a service is stale after a change of %s", (_title, change) => {
  const project = afterRun();
  change(project);
  expect(openCache(project.root, "tool").fresh(entry, now)).toBeUndefined();
});

test("a service is stale after a change of the generator, of its outputs, of its root, and without a lint that is wanted", () => {
  const { root } = afterRun();
  expect(openCache(root, "other tool").fresh(entry, now)).toBeUndefined();
  const cache = openCache(root, "tool");
  expect(cache.fresh(entry, { lint: true, outputs: new Map([["toys/index.ts", "edited"]]) })).toBeUndefined();
  expect(cache.fresh(entry, { lint: true, outputs: new Map() })).toBeUndefined();
  expect(cache.fresh({ ...entry, root: "specs/toys/v2.yaml" }, now)).toBeUndefined();
  expect(cache.fresh(entry, { lint: false, outputs })).toBeDefined();
  const unlinted = openCache(afterRun(false).root, "tool");
  expect(unlinted.fresh(entry, { lint: false, outputs })).toBeDefined();
  expect(unlinted.fresh(entry, now)).toBeUndefined();
});

test("the list of services is that of redocly.yaml as it is", () => {
  const project = afterRun();
  expect(openCache(project.root, "tool").services()).toEqual([entry]);
  project.write({ "redocly.yaml": "other" });
  expect(openCache(project.root, "tool").services()).toBeUndefined();
});

test("a list read before redocly.yaml was saved again does not stand for the new one", () => {
  const project = createProject(FILES);
  const cache = openCache(project.root, "tool");
  project.write({ "redocly.yaml": "saved meanwhile" });
  cache.saveServices([entry]);
  expect(openCache(project.root, "tool").services()).toBeUndefined();
});

test.each([
  ["empty", () => ""],
  ["cut off", (text: string) => text.slice(0, -20)],
  ["edited", (text: string) => text.replace('"operations":3', '"operations":4').replace("specs/toys", "specs/boys")],
  ["of another kind", () => "[]"],
  ["null", () => "null"],
])("a cache file that is %s is ignored", (_title, damage) => {
  const project = afterRun();
  for (const file of [RECORD, REGISTRY]) project.write({ [file]: damage(project.read(file)) });
  const cache = openCache(project.root, "tool");
  expect(cache.fresh(entry, now)).toBeUndefined();
  expect(cache.services()).toBeUndefined();
});

test("a cache that cannot be written does not fail the run", () => {
  const project = createProject({ ...FILES, node_modules: "a file where a folder should be" });
  const cache = openCache(project.root, "tool");
  expect(() => cache.saveServices([entry])).not.toThrow();
});

test("the toolchain is the sources of the generator and what is installed", () => {
  const { root } = createProject({
    "scripts/a.ts": "1",
    "package-lock.json": "1",
    "node_modules/.package-lock.json": "1",
  });
  const before = hashToolchain(root);
  writeFileSync(join(root, "package-lock.json"), "what should be installed");
  expect(hashToolchain(root)).toBe(before);
  writeFileSync(join(root, "node_modules/.package-lock.json"), "2");
  const installed = hashToolchain(root);
  expect(installed).not.toBe(before);
  writeFileSync(join(root, "scripts/a.ts"), "2");
  expect(hashToolchain(root)).not.toBe(installed);
});

test("two trees have one hash only if they are equal", () => {
  const hashes = [
    new Map([["a", "bc"]]),
    new Map([["ab", "c"]]),
    new Map([
      ["a", "b"],
      ["c", ""],
    ]),
    new Map([
      ["a", ""],
      ["b", "c"],
    ]),
    new Map<string, string>(),
  ].map(hashTree);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(
    hashTree(
      new Map([
        ["b", "2"],
        ["a", "1"],
      ]),
    ),
  ).toBe(
    hashTree(
      new Map<string, string | Buffer>([
        ["a", Buffer.from("1")],
        ["b", "2"],
      ]),
    ),
  );
});
