// One generated file: banner, imports, statements; printed by ts-morph.

import { IndentationText, Project, QuoteKind, type StatementStructures } from "ts-morph";
import { banner } from "./banner.js";
import { Imports } from "./imports.js";
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
  const body = context.project.createSourceFile(`/${path}.ts`, { statements: file.statements }, { overwrite: true });
  const text = body.getFullText().replace(filled, (_, index: string) => holes[Number(index)] ?? "");
  context.project.removeSourceFile(body);
  return tidy([banner(context.specFolder, context.command), imports.print(), text].join("\n"));
}

/** A letter, so that a hole is an identifier; the escaping module lets no spec text hold it. */
const mark = "\ua66e";
const filled = /\ua66e(\d+)\ua66e/g;

/** ts-morph sets declarations apart by its own rules; here each stands apart from the one before it. */
function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const spaced = lines.flatMap((line, index) => {
    const before = lines[index - 1] ?? "";
    const starts = /^(\/\*\*|const |export (const|type \w+ =|interface|class|function|declare))/.test(line);
    return starts && before !== "" && before !== " */" && !before.startsWith("/**") ? ["", line] : [line];
  });
  return `${spaced
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/ \{\n *\}$/gm, " {}")
    .trimEnd()}\n`;
}
