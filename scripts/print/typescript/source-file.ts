// A generated TypeScript file as plain data: structures of ts-morph, in which types, bodies and initializers are text.

import type { StatementStructures } from "ts-morph";
import { banner } from "./banner.js";
import { Imports } from "./imports.js";
import { TypePrinter } from "./type.js";

export interface SourceFile {
  /** Relative to the service's folder, without an ending. */
  readonly path: string;
  /** Its first line. */
  readonly banner: string;
  /** The imports first. */
  readonly statements: readonly StatementStructures[];
}

/** The settings that all files of a service share. */
export interface Context {
  readonly specFolder: string;
  /** The command that makes these files; see {@link banner}. */
  readonly command?: string | undefined;
  /** Module specifier of the runtime; a relative one is seen from the service's folder. */
  readonly runtime: string;
  /** Files of the declared types, by name. */
  readonly files: ReadonlyMap<string, string>;
}

export interface FileBuilder {
  readonly imports: Imports;
  readonly types: TypePrinter;
  readonly statements: StatementStructures[];
}

/** A file whose statements `fill` gathers. */
export function sourceFile(context: Context, path: string, fill: (file: FileBuilder) => void): SourceFile {
  const imports = new Imports(path, context.files, context.runtime);
  const file: FileBuilder = { imports, types: new TypePrinter(imports), statements: [] };
  fill(file);
  const statements = [...imports.declarations(), ...file.statements];
  return { path, banner: banner(context.specFolder, context.command), statements };
}
