// Names of a document beside those that generated code needs itself.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";
import { globalNames } from "../../../scripts/model/naming/house-names.js";
import { printService } from "../../../scripts/print/print.js";
import { compileAll } from "../../corpus/compile.js";
import { answer, build, type Json, ref, spec } from "../model/spec.js";

const main = resolve(import.meta.dirname, "../../..");
const text = { type: "string" };
const object = (properties: Json): Json => ({ type: "object", properties });

/** Everything that a document can name, under names of the language: by components, members, parameters and schemes. */
function document(names: readonly string[]): Json {
  const schemas = Object.fromEntries(
    names.map((name, index) => [name, object({ next: ref(names[index + 1] ?? "Last"), [name]: text })]),
  );
  const parameters = names.flatMap((name) => [
    { in: "query", name, style: "form", explode: false, schema: { type: "array", items: text } },
    { in: "header", name, required: true, schema: { type: "array", items: text } },
  ]);
  const paths = names.map((name) => [
    `/${name}/{${name}}`,
    {
      parameters: [{ in: "path", name, required: true, schema: text }],
      get: { operationId: name, parameters, responses: { "200": answer(ref(name)) } },
      put: { requestBody: { content: { "application/json": { schema: ref(name) } } }, responses: { "204": answer() } },
    },
  ]);
  const schemes = names.map((name) => [name, { type: "apiKey", in: "header", name: `X-${name}` }]);
  const document = spec({ schemas: { ...schemas, Last: text }, paths: Object.fromEntries(paths) });
  return {
    ...document,
    security: names.map((name) => ({ [name]: [] })),
    components: { ...(document.components as Json), securitySchemes: Object.fromEntries(schemes) },
  };
}

const names = "Omit Readonly Partial Record Promise ReadonlyArray Function Extract Error constructor toString valueOf";
const hostile = document(names.split(" "));

test("a document whose names are those of the language gives code that compiles", { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["node_modules", "src"]) symlinkSync(join(main, name), join(folder, name));
  const { tree } = await printService(build(hostile), hostile, { runtime: "../src/index" });
  for (const [path, contents] of tree) {
    mkdirSync(dirname(join(folder, "toys", path)), { recursive: true });
    writeFileSync(join(folder, "toys", path), contents);
  }
  expect(compileAll(folder, ["toys"], "typescript")).toBe("");
});

/** Types that a file names and neither imports nor declares. */
function foreignTypes(file: ts.SourceFile): readonly string[] {
  const own = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node)) own.add(node.name.text);
    const isDeclared =
      ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
    if (isDeclared && node.name !== undefined) own.add(node.name.text);
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) used.add(node.typeName.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...used].filter((name) => !own.has(name) && name !== "const");
}

test("what generated code names without an import is reserved", async () => {
  const { tree } = await printService(build(hostile), hostile);
  const found = [...tree].flatMap(([path, contents]) =>
    path.endsWith(".ts") ? foreignTypes(ts.createSourceFile(path, contents, ts.ScriptTarget.Latest, true)) : [],
  );
  expect(found).toContain("Omit");
  expect([...new Set(found)].filter((name) => !globalNames.includes(name as never))).toEqual([]);
});
