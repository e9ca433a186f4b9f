// Structures → text: the one place where generated TypeScript is printed.

import type { Project, StatementStructures, WriterFunction } from "ts-morph";
import { morph } from "./morph.js";
import type { SourceFile } from "./source-file.js";

let project: Project | undefined;

/** The text of a file. How it is laid out is the formatter's business. */
export function printSourceFile({ path, banner, statements }: SourceFile): string {
  project ??= new morph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: { indentationText: morph.IndentationText.TwoSpaces },
  });
  const first: WriterFunction = (writer) => writer.writeLine(banner).blankLine();
  const file = project.createSourceFile(`/${path}.ts`, { statements: [first, ...statements.map(apart)] });
  const text = file.getFullText();
  // The project would hold every file of every service.
  project.removeSourceFile(file);
  return text;
}

/** A blank line ahead of all but imports and exports of names. */
function apart(statement: StatementStructures): StatementStructures {
  const { ImportDeclaration, ExportDeclaration } = morph.StructureKind;
  if (statement.kind === ImportDeclaration || statement.kind === ExportDeclaration) return statement;
  return { ...statement, leadingTrivia: (writer) => writer.blankLineIfLastNot() };
}
