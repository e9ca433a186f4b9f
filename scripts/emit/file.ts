// One generated file: banner, imports, statements; printed by ts-morph.

import { IndentationText, Project, QuoteKind, type StatementStructures } from "ts-morph";
import { banner } from "./banner.js";
import { Imports } from "./imports.js";
import { blockComment } from "./prose.js";
import { TypePrinter } from "./type.js";

/** What all files of a service share. */
export interface Context {
  readonly specFolder: string;
  /** What to run for these files; see {@link banner}. */
  readonly command?: string | undefined;
  /** Module specifier of the runtime; a relative one is seen from the service's folder. */
  readonly runtime: string;
  /** Files of the declared types, by name. */
  readonly files: ReadonlyMap<string, string>;
  readonly project: Project;
}

export function createProject(): Project {
  return new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      quoteKind: QuoteKind.Double,
      useTrailingCommas: true,
    },
  });
}

export interface FileBuilder {
  readonly imports: Imports;
  readonly types: TypePrinter;
  readonly statements: (StatementStructures | string)[];
  /**
   * Takes text of several lines that is laid out already, and gives what to put in its place: ts-morph would indent its
   * lines once more, and parse it.
   */
  hole(text: string): string;
}

/** Prints a file whose statements `fill` gathers. `path` is relative to the service's folder, without an ending. */
export function printFile(context: Context, path: string, fill: (file: FileBuilder) => void): string {
  const imports = new Imports(path, context.files, context.runtime);
  const holes: string[] = [];
  const hole = (text: string): string => (text.includes("\n") ? `${mark}${holes.push(text) - 1}${mark}` : text);
  const file: FileBuilder = { imports, types: new TypePrinter(imports), statements: [], hole };
  fill(file);
  for (const statement of file.statements) if (typeof statement !== "string") takeComments(statement, 0, holes);
  const body = context.project.createSourceFile(`/${path}.ts`, { statements: file.statements }, { overwrite: true });
  const text = tidy([banner(context.specFolder, context.command), imports.print(), body.getFullText()].join("\n"));
  context.project.removeSourceFile(body);
  return text.replace(filled, (_, before: string, comment: string | undefined, type: string | undefined) => {
    const inside = holes[Number(comment ?? type)] ?? "";
    return inside.startsWith("\n") ? inside : before + inside;
  });
}

/**
 * Puts a hole in the place of each comment: most of a file is comments, and ts-morph would look at each character of them
 * more than once.
 */
function takeComments(structure: object, indent: number, holes: string[]): void {
  const { docs } = structure as { docs?: unknown[] };
  for (const [index, text] of (docs ?? []).entries()) {
    if (docs === undefined || typeof text !== "string") continue;
    docs[index] = `${mark}${holes.push(blockComment(text, indent) ?? "") - 1}${mark}`;
  }
  for (const members of ["properties", "methods", "ctors"]) {
    const inner = (structure as Record<string, unknown>)[members];
    if (Array.isArray(inner)) for (const member of inner) takeComments(member, indent + 2, holes);
  }
}

/** A letter, so that a hole is an identifier; the escaping module lets no spec text hold it. */
const mark = "\ua66e";
const filled = /( ?)(?:\/\*\* \ua66e(\d+)\ua66e \*\/|\ua66e(\d+)\ua66e)/g;

/** ts-morph sets declarations apart by its own rules; here each stands apart from the one before it. */
function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const spaced = lines.flatMap((line, index) => {
    const before = lines[index - 1] ?? "";
    const starts = /^(\/\*\*|const |export (const|type \w+ =|interface|class|function|declare))/.test(line);
    return starts && before !== "" && !before.startsWith("/**") ? ["", line] : [line];
  });
  return `${spaced
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/ \{\n *\}$/gm, " {}")
    .trimEnd()}\n`;
}
