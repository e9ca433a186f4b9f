// One operation: the function, its facts, and the types that are its own.

import type { FunctionDeclarationStructure, TypeAliasDeclarationStructure } from "ts-morph";
import type { Declaration, TypeNode } from "../../model/types/node.js";
import type { Operation, Success } from "../../model/types/operation.js";
import { docComment } from "../typescript/comment.js";
import { declare } from "../typescript/declaration.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "../typescript/source-file.js";
import { exportedFunction, typeAlias } from "../typescript/statement.js";
import { exactTables, facts, factsName } from "./facts.js";
import { requestLine, signature, valueType } from "./signature.js";

export interface OperationInput {
  readonly service: string;
  readonly operation: Operation;
  /** Types declared in this operation's file. */
  readonly declarations: readonly Declaration[];
  /** Name of the constant that describes the operation's pager. */
  readonly pagerName: string | undefined;
}

export function operationSource(context: Context, input: OperationInput): SourceFile {
  const { service, operation, declarations, pagerName } = input;
  return sourceFile(context, operation.file, (file) => {
    file.statements.push(
      callFunction(operation, `${service}.${operation.name}`, file),
      facts(operation, file, pagerName),
      ...exactTables(operation, file),
      ...declarations.map((declaration) => declare(declaration, file)),
      resultAlias(operation, file),
    );
  });
}

/** The call of a function and its method: both use the same facts. */
export function callStatement(operation: Operation, transport: string, { imports }: FileBuilder): string {
  const callee = imports.runtimeValue(operation.pager === undefined ? "call" : "list");
  const facts = imports.value(factsName(operation), operation.file);
  const ids = operation.ids.map(({ name }) => name).join(", ");
  const input = operation.input === undefined ? "undefined" : "input";
  return `return ${callee}(${transport}, ${facts}, [${ids}], ${input}, options);`;
}

function callFunction(operation: Operation, clientPath: string, file: FileBuilder): FunctionDeclarationStructure {
  const { parameters, returns } = signature(operation, file);
  const transport = { name: "transport", optional: false, type: file.imports.runtime("Transport") };
  const description = `Also a method: \`${clientPath}\`.`;
  return exportedFunction({
    name: operation.functionName,
    docs: docComment({ ...operation.docs, request: requestLine(operation), description, notes: [], link: undefined }),
    parameters: [transport, ...parameters],
    returns,
    statements: [callStatement(operation, "transport", file)],
  });
}

/** The union of outcomes that the spec declares. */
function resultAlias(operation: Operation, file: FileBuilder): TypeAliasDeclarationStructure {
  const { imports, types } = file;
  const successes: readonly (Pick<Success, "statuses"> & { readonly value?: TypeNode })[] =
    operation.outcomes ?? operation.successes.map((status) => ({ statuses: [status] }));
  const outcomes = [
    ...successes.map(({ statuses, value }) => {
      const status = statuses.includes("any") ? "number" : statuses.join(" | ");
      const type = value === undefined ? valueType(operation, file) : types.text(value);
      return `${imports.runtime("Succeeded")}<${status}, ${type}>`;
    }),
    ...operation.failures.map(({ statuses, ranges = [], body }) => {
      const status = ranges.length > 0 ? "number" : statuses.join(" | ");
      return `${imports.runtime("Failed")}<${status}, ${types.text(body)}>`;
    }),
  ];
  const docs = `Declared outcomes of {@link ${operation.functionName}}, distinguished by \`status\`.`;
  return typeAlias(operation.resultName, outcomes.length === 0 ? "never" : outcomes.join(" | "), docs);
}
