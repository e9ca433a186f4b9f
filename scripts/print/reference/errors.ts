// Errors that mean the same wherever they are declared: one section for all operations.

import type { TypeNode } from "../../model/types/node.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import type { Details, OperationDetails } from "./details.js";
import { code, inline, table } from "./markdown.js";
import { typeCell } from "./values/type-text.js";

export interface CommonError {
  readonly status: number;
  readonly body: TypeNode;
  readonly meaning: string | undefined;
}

/** Statuses, bodies and meanings that more than one operation declares. */
export function commonErrors({ root }: Service, details: Details): ReadonlyMap<string, CommonError> {
  const found = new Map<string, CommonError & { count: number }>();
  for (const { id, failures } of operationsOf(root)) {
    const operation = details.operations.get(id);
    for (const { statuses, body } of failures) {
      for (const status of statuses) {
        const key = errorKey(status, body, operation);
        const meaning = operation?.responses[String(status)]?.description;
        const known = found.get(key) ?? { status, body, meaning, count: 0 };
        found.set(key, { ...known, count: known.count + 1 });
      }
    }
  }
  return new Map([...found].filter(([, { count }]) => count > 1));
}

export function errorKey(status: number, body: TypeNode, details: OperationDetails | undefined): string {
  return JSON.stringify([status, body, details?.responses[String(status)]?.description]);
}

export function errorSection(
  errors: ReadonlyMap<string, CommonError>,
  described: ReadonlySet<string>,
): string | undefined {
  if (errors.size === 0) return undefined;
  const rows = [...errors.values()]
    .sort((a, b) => a.status - b.status)
    .map(({ status, body, meaning }) => [String(status), thrown(body, described), inline(meaning ?? "")]);
  return ["## Errors", table(["Status", "Gives", "Meaning"], rows)].join("\n\n");
}

/** The error class of a status, and the type of its `body`. */
export function thrown(body: TypeNode, described: ReadonlySet<string>): string {
  return `${code("ApiError")} with ${typeCell(body, described)}`;
}
