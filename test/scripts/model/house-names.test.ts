import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { houseNames } from "../../../scripts/model/naming/house-names.js";
import { namesOf } from "../../../scripts/model/types/node.js";
import { answer, build, ref, spec } from "./spec.js";

const main = resolve(import.meta.dirname, "../../..");

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(resolve(main, file), "utf8"), ts.ScriptTarget.Latest);
}

/** Every name that the runtime exports. */
function exported(): ReadonlySet<string> {
  const names = new Set<string>();
  parse("src/index.ts").forEachChild((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return;
    for (const { name } of statement.exportClause.elements) names.add(name.text);
  });
  return names;
}

test("nothing of a spec takes a name that the emitters print of the runtime", () => {
  const runtime = exported();
  const printed = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && runtime.has(node.text)) printed.add(node.text);
    ts.forEachChild(node, visit);
  };
  for (const file of readdirSync(resolve(main, "scripts/print"), { recursive: true, encoding: "utf8" })) {
    // The reference is prose, and the recorder's file has none of the spec's names.
    if (file.endsWith(".ts") && !/reference|record/.test(file)) visit(parse(join("scripts/print", file)));
  }
  expect(printed.size).toBeGreaterThan(40);
  expect([...printed].filter((name) => !houseNames.includes(name))).toEqual([]);
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
