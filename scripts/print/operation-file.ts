// One operation: the function, what it is told, and the types that are its own.

import type { Declaration } from "../model/types/node.js";
import type { Operation } from "../model/types/operation.js";
import { callFunction, facts, resultAlias } from "./operation.js";
import { declare } from "./typescript/declaration.js";
import { type Context, printFile } from "./typescript/file.js";

export interface OperationInput {
  readonly service: string;
  readonly operation: Operation;
  /** Types declared in this operation's file. */
  readonly declarations: readonly Declaration[];
  /** Name of the constant that describes the operation's pager. */
  readonly pagerName: string | undefined;
}

export function emitOperation(context: Context, input: OperationInput): string {
  const { service, operation, declarations, pagerName } = input;
  return printFile(context, operation.file, (file) => {
    file.statements.push(
      callFunction(operation, `${service}.${operation.name}`, file),
      facts(operation, file, pagerName),
      ...declarations.map((declaration) => declare(declaration, file)),
      resultAlias(operation, file),
    );
  });
}
