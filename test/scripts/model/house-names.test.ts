import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { runtimeNames } from "../../../scripts/model/naming/house-names.js";
import { namesOf } from "../../../scripts/model/types/node.js";
import { answer, build, ref, spec } from "./spec.js";

const main = resolve(import.meta.dirname, "../../..");

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(resolve(main, file), "utf8"), ts.ScriptTarget.Latest);
}

/** Every name that the runtime exports to generated code, or those of its values. */
function exported({ values = false } = {}): ReadonlySet<string> {
  const names = new Set<string>();
  parse("src/runtime/index.ts").forEachChild((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return;
    for (const { name, isTypeOnly } of statement.exportClause.elements) {
      if (!values || !(isTypeOnly || statement.isTypeOnly)) names.add(name.text);
    }
  });
  return names;
}

test("every name that the printers may import of the runtime is one that it exports", () => {
  const runtime = exported();
  expect(runtimeNames.filter((name) => !runtime.has(name))).toEqual([]);
});

test("the runtime has no value for generated code that no printer may import", () => {
  const names: ReadonlySet<string> = new Set(runtimeNames);
  expect([...exported({ values: true })].filter((name) => !names.has(name))).toEqual([]);
});

test("what files need under their own names is out of reach, and the rest of the runtime is not", () => {
  const wanted = ["Throttle", "Blob", "File", "URL", "ReadableStream", "Transport", "Issue", "RateLimit", "Error"];
  const schemas = Object.fromEntries(wanted.map((name) => [name, { type: "string" }]));
  const paths = { "/a": { get: { responses: { "200": answer({ prefixItems: wanted.map(ref), items: false }) } } } };
  expect(build(spec({ schemas, paths })).declarations.flatMap(namesOf)).toEqual([
    "Throttle",
    "BlobModel",
    "FileModel",
    "URLModel",
    "ReadableStreamModel",
    "TransportModel",
    "Issue",
    "RateLimit",
    "ErrorModel",
  ]);
});
