// A file of named types.

import type { Declaration } from "../model/types/node.js";
import { declareStates } from "./state-types.js";
import { declare } from "./typescript/declaration.js";
import { type Context, printFile } from "./typescript/file.js";

export function emitDeclarations(context: Context, file: string, declarations: readonly Declaration[]): string {
  return printFile(context, file, (builder) => {
    for (const declaration of declarations) {
      const { states } = declaration;
      const split = states && declareStates(declaration, states, builder);
      builder.statements.push(...(split ?? [declare(declaration, builder)]));
    }
  });
}
