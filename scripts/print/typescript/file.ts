// One generated file: banner, imports, statements. Classes are printed by ts-morph, what stands around and in them is laid
// out before.

import { createRequire } from "node:module";
import type { ClassDeclarationStructure, OptionalKind, Project } from "ts-morph";
import type { Memo } from "../memo.js";
import { banner } from "./banner.js";
import { blockComment } from "./comment.js";
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
  readonly memo: Memo;
}

export type ClassStructure = OptionalKind<ClassDeclarationStructure>;

export interface FileBuilder {
  readonly imports: Imports;
  readonly types: TypePrinter;
  readonly statements: (ClassStructure | string)[];
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
  const statements = file.statements.map((each) => (typeof each === "string" ? each : shaped(each)));
  const parts = [banner(context.specFolder, context.command), imports.print(), ...statements];
  return parts.filter((part) => part !== "").join("\n");

  function shaped(structure: ClassStructure): string {
    takeComments(structure, 0, holes);
    const text = context.memo.draft(["class", structure], () => tidy(printClass(structure)));
    return text.replace(filled, (_, before: string, comment: string | undefined, type: string | undefined) => {
      const inside = holes[Number(comment ?? type)] ?? "";
      return inside.startsWith("\n") ? inside : before + inside;
    });
  }
}

let project: Project | undefined;

/** ts-morph brings a compiler along: it is loaded with the first class, and not by way of `import`, which would read it twice. */
function printClass(structure: ClassStructure): string {
  const morph = createRequire(import.meta.url)("ts-morph") as typeof import("ts-morph");
  project ??= new morph.Project({
    useInMemoryFileSystem: true,
    manipulationSettings: {
      indentationText: morph.IndentationText.TwoSpaces,
      quoteKind: morph.QuoteKind.Double,
      useTrailingCommas: true,
    },
  });
  const statements: ClassDeclarationStructure[] = [{ ...structure, kind: morph.StructureKind.Class }];
  const file = project.createSourceFile("/class.ts", { statements }, { overwrite: true });
  const text = file.getFullText();
  project.removeSourceFile(file);
  return text;
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

function tidy(text: string): string {
  return `${text.replace(/ \{\n *\}$/gm, " {}").trim()}\n`;
}
