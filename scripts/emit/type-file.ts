// A file of named types.

import type { Declaration } from "../model/types/node.js";
import { declare } from "./declaration.js";
import { type Context, printFile } from "./file.js";
import { declareStates } from "./state-types.js";

export function emitDeclarations(context: Context, file: string, declarations: readonly Declaration[]): string {
  return printFile(context, file, (builder) => {
    for (const declaration of declarations) {
      const { states } = declaration;
      const split = states && declareStates(declaration, states, builder);
      builder.statements.push(...(split ?? [declare(declaration, builder)]));
    }
  });
}
