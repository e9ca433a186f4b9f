// The compiler's diagnostics of printed types.

import ts from "typescript";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { NameScope } from "../../../scripts/model/naming/names.js";
import type { Direction } from "../../../scripts/model/schema/object.js";
import { Types } from "../../../scripts/model/schema/types.js";
import { typeSource } from "../../../scripts/print/type-file.js";
import { printSourceFile } from "../../../scripts/print/typescript/print-source-file.js";
import { type Json, ref, spec } from "./spec.js";

/** All types that a schema leads to, as code of one file. */
export function codeOf(schemas: Json, directions: readonly Direction[] = ["output"], root: Json = {}): string {
  const scope = new NameScope();
  const types = new Types(new SpecDocument(spec({ ...root, schemas })), { camel: false, jsonapi: false, scope });
  for (const direction of directions) for (const name of Object.keys(schemas)) types.of(ref(name) as never, direction);
  const { declarations } = types;
  const files = new Map(declarations.map(({ name }) => [name, "types"]));
  const context = { specFolder: "specs/toys", runtime: "../../src/index", files };
  return printSourceFile(typeSource(context, "types", declarations)).replace(/^.*\n\n/, "");
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
};
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The compiler's findings in a file, strictly read. */
export function errorsIn(code: string): readonly string[] {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, target) => {
    if (name === "types.ts") return ts.createSourceFile(name, code, target);
    if (!libraries.has(name)) libraries.set(name, read(name, target));
    return libraries.get(name);
  };
  const program = ts.createProgram(["types.ts"], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((each) => `TS${each.code} ${ts.flattenDiagnosticMessageText(each.messageText, " ")}`);
}
