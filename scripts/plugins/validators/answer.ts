// The validator of what a call gives: of its value, or of a page.

import type { VariableStatementStructure } from "ts-morph";
import type { Operation } from "../../model/types/operation.js";
import { constant } from "../../print/typescript/statement.js";
import { entryTexts, type ValidatorFile, valibot, validatorOf } from "./expression.js";

/** `retrieveCase` → `retrieveCaseAnswer` */
export function answerName({ functionName }: Operation): string {
  return `${functionName}Answer`;
}

/** Whether there is something to look at: a stream or a file is not read here. */
export function hasAnswer({ value, pager }: Operation): boolean {
  if (pager !== undefined) return true;
  if (value.kind === "runtime") return value.name === "Decimal" || value.name === "Int64";
  return value.kind !== "primitive" || !["void", "undefined", "never", "unknown"].includes(value.name);
}

export function declareAnswer(operation: Operation, file: ValidatorFile): VariableStatementStructure {
  const { pager, value, beside } = operation;
  const { imports, types } = file;
  const schema = imports.packageType("GenericSchema", "valibot");
  const docs = `Validator of what {@link ${operation.functionName}} gives.`;
  const declared = (type: string, made: string): VariableStatementStructure =>
    constant(answerName(operation), `${schema}<unknown, ${type}>`, made, { exported: true, docs });
  if (pager === undefined) return declared(types.text(value), validatorOf(value, false, file));
  const items = valibot(file, "array", validatorOf(value, false, file));
  const members = beside?.type.kind === "object" ? beside.type.members : [];
  const entries = [`items: ${items}`, ...entryTexts(members, false, file)];
  const text = types.text({ kind: "array", items: value });
  return declared(
    `{ items: ${text} }${beside === undefined ? "" : ` & ${types.text(beside.type)}`}`,
    valibot(file, "looseObject", `{ ${entries.join(", ")} }`),
  );
}
