import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashText } from "../../scripts/cache/hash.js";
import { hashToolchain, hashTree, openRecords } from "../../scripts/cache/record.js";
import type { Job } from "../../scripts/job/job.js";
import { specJob } from "../../scripts/job/spec-job.js";
import { createProject, type Project } from "./project.js";

const output = new Map([["index.ts", "generated"]]);
const FILES = { "redocly.yaml": "config", "openapi.yaml": "spec", "schemas/Toy.yaml": "schema" };

function job({ root }: Project, lint: Job["lint"] = "recommended"): Job {
  return { ...specJob({ spec: "openapi.yaml", out: "toys" }, root), lint };
}

function records(project: Project, toolchain = "tool", lint?: Job["lint"] | "none") {
  const wanted = lint === "none" ? { ...job(project), lint: undefined } : job(project);
  return openRecords(wanted, join(project.root, "records"), toolchain);
}

/** A project after a run of the toolchain `tool`. */
function afterRun(lint?: "none"): Project {
  const project = createProject(FILES);
  const files = new Map(Object.entries(FILES).map(([path, text]) => [join(project.root, path), hashText(text)]));
  records(project, "tool", lint).save({ operations: 3, problems: [], files, output });
  return project;
}

function recordFile(project: Project): string {
  return `records/${hashText(job(project).out)}.json`;
}

test("there is nothing to do when nothing changed", () => {
  expect(records(afterRun()).last(output)).toMatchObject({ operations: 3, problems: [] });
});

test("a file that nobody refers to changes nothing", () => {
  const project = afterRun();
  project.write({ "schemas/notes.md": "new" });
  expect(records(project).last(output)).toBeDefined();
});

test.each([
  ["the document", (project: Project) => project.write({ "openapi.yaml": "other" })],
  ["a file it refers to", (project: Project) => project.write({ "schemas/Toy.yaml": "other" })],
  ["the configuration", (project: Project) => project.write({ "redocly.yaml": "other" })],
  ["a file that is gone", (project: Project) => rmSync(join(project.root, "schemas/Toy.yaml"))],
])("there is something to do after a change of %s", (_title, change) => {
  const project = afterRun();
  change(project);
  expect(records(project).last(output)).toBeUndefined();
});

test("there is something to do after a change of the generator, of the output, of the job, and for a lint that was left out", () => {
  const project = afterRun();
  expect(records(project, "other tool").last(output)).toBeUndefined();
  expect(records(project).last(new Map([["index.ts", "edited"]]))).toBeUndefined();
  expect(records(project).last(new Map())).toBeUndefined();
  const other = openRecords({ ...job(project), runtime: "./mine.js" }, join(project.root, "records"), "tool");
  expect(other.last(output)).toBeUndefined();
  expect(records(project, "tool", "none").last(output)).toBeDefined();
  const unlinted = afterRun("none");
  expect(records(unlinted, "tool", "none").last(output)).toBeDefined();
  expect(records(unlinted).last(output)).toBeUndefined();
});

test.each([
  ["empty", () => ""],
  ["cut off", (text: string) => text.slice(0, -20)],
  ["edited", (text: string) => text.replace('"operations":3', '"operations":4')],
  ["of another kind", () => "[]"],
  ["null", () => "null"],
])("a record that is %s is ignored", (_title, damage) => {
  const project = afterRun();
  project.write({ [recordFile(project)]: damage(project.read(recordFile(project))) });
  expect(records(project).last(output)).toBeUndefined();
});

test("records that cannot be written do not fail the run", () => {
  const project = createProject({ ...FILES, records: "a file where a folder should be" });
  expect(() => records(project).save({ operations: 3, problems: [], files: new Map(), output })).not.toThrow();
  expect(records(project).last(output)).toBeUndefined();
});

test("the toolchain is the sources of the generator and what is installed", () => {
  const { root } = createProject({
    "scripts/a.ts": "1",
    "package-lock.json": "1",
    "node_modules/.package-lock.json": "1",
  });
  const before = hashToolchain(join(root, "scripts"));
  writeFileSync(join(root, "package-lock.json"), "what should be installed");
  expect(hashToolchain(join(root, "scripts"))).toBe(before);
  writeFileSync(join(root, "node_modules/.package-lock.json"), "2");
  const installed = hashToolchain(join(root, "scripts"));
  expect(installed).not.toBe(before);
  writeFileSync(join(root, "scripts/a.ts"), "2");
  expect(hashToolchain(join(root, "scripts"))).not.toBe(installed);
});

test("two trees have one hash only if they are equal", () => {
  const trees = [{ a: "bc" }, { ab: "c" }, { a: "b", c: "" }, { a: "", b: "c" }, {}].map(
    (files) => new Map<string, string>(Object.entries(files)),
  );
  expect(new Set(trees.map(hashTree)).size).toBe(trees.length);
  const buffers = new Map<string, string | Buffer>([
    ["b", "2"],
    ["a", Buffer.from("1")],
  ]);
  expect(hashTree(new Map(Object.entries({ a: "1", b: "2" })))).toBe(hashTree(buffers));
});
