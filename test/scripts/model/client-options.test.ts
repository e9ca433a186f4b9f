import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { clientOptions } from "../../../scripts/model/naming/client-options.js";

test("the options of every client are those that the runtime takes, and those that generated code adds", () => {
  const file = resolve(import.meta.dirname, "../../../src/transport/options/options.ts");
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const found = source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === "ClientOptions")
    .flatMap(({ members }) => members.map((member) => member.name?.getText(source) ?? ""));
  expect([...clientOptions].sort()).toEqual([...found, "environment", "int64"].sort());
});
