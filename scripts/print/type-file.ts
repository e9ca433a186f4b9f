// A file of named types.

import type { Declaration } from "../model/types/node.js";
import { declareStates } from "./state-types.js";
import { declare } from "./typescript/declaration.js";
import { type Context, type SourceFile, sourceFile } from "./typescript/source-file.js";

export function typeSource(context: Context, path: string, declarations: readonly Declaration[]): SourceFile {
  return sourceFile(context, path, (file) => {
    for (const declaration of declarations) {
      const { states } = declaration;
      const split = states && declareStates(declaration, states, file);
      file.statements.push(...(split ?? [declare(declaration, file)]));
    }
  });
}
