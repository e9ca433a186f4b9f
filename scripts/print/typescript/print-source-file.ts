// Structures → text: the only place where generated TypeScript is printed.

import type { Project, StatementStructures, WriterFunction } from "ts-morph";
import { morph } from "./morph.js";
import type { SourceFile } from "./source-file.js";

let project: Project | undefined;

/** The text of a file. The formatter lays it out. */
export function printSourceFile(
  { path, banner, statements }: SourceFile,
  importExtension: "js" | "ts" | "none" = "js",
): string {
  project ??= new morph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: { indentationText: morph.IndentationText.TwoSpaces },
  });
  const first: WriterFunction = (writer) => writer.writeLine(banner).blankLine();
  const file = project.createSourceFile(`/${path}.ts`, {
    statements: [first, ...statements.map((each) => apart(ending(each, importExtension)))],
  });
  const text = file.getFullText();
  // Otherwise the project would keep every file of every service in memory.
  project.removeSourceFile(file);
  return text;
}

/** Imports of the runtime's own sources are those of a clone, where they stay. */
function ending(statement: StatementStructures, importExtension: "js" | "ts" | "none"): StatementStructures {
  const { ImportDeclaration, ExportDeclaration } = morph.StructureKind;
  if (statement.kind !== ImportDeclaration && statement.kind !== ExportDeclaration) return statement;
  const { moduleSpecifier } = statement;
  if (importExtension === "js" || moduleSpecifier === undefined || !moduleSpecifier.startsWith(".")) return statement;
  const end = importExtension === "ts" ? ".ts" : "";
  return { ...statement, moduleSpecifier: moduleSpecifier.replace(/\.js$/, end) } as StatementStructures;
}

/** A blank line ahead of all but imports and exports of names. */
function apart(statement: StatementStructures): StatementStructures {
  const { ImportDeclaration, ExportDeclaration } = morph.StructureKind;
  if (statement.kind === ImportDeclaration || statement.kind === ExportDeclaration) return statement;
  return { ...statement, leadingTrivia: (writer) => writer.blankLineIfLastNot() };
}
