// Data as object literals: the facts of an operation for the runtime.

import { literal, propertyKey } from "./escape.js";

/** An expression that is printed as it stands: a name from another file. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Data =
  | string
  | number
  | boolean
  | Expression
  | readonly Data[]
  | { readonly [key: string]: Data | undefined };

/**
 * The text of a literal; members that are undefined are left out. `expanded` puts each of the outermost members on its own
 * line, and formatters leave it so.
 */
export function dataText(data: Data, expanded = false): string {
  if (data instanceof Expression) return data.text;
  if (typeof data !== "object") return literal(data);
  if (Array.isArray(data)) return `[${data.map((item: Data) => dataText(item)).join(", ")}]`;
  const members = Object.entries(data).filter((entry): entry is [string, Data] => entry[1] !== undefined);
  const items = members.map(([key, value]) =>
    value instanceof Expression && value.text === key
      ? key
      : `${propertyKey(key)}: ${dataText(value)}${isObject(value) ? "" : exactUnder(key)}`,
  );
  if (items.length === 0) return "{}";
  return expanded ? `{\n${items.join(",\n")},\n}` : `{ ${items.join(", ")} }`;
}

/**
 * The assertion after a list or a text that gives the compiler its exact type: under a name that every object has
 * (`constructor`) it expects that member's type, and not the one of the map.
 */
export function exactUnder(key: string): "" | " as const" {
  return key in Object.prototype ? " as const" : "";
}

function isObject(data: Data): boolean {
  return typeof data === "object" && !Array.isArray(data);
}

/** `{ a: b, c }`: an object literal of members that are text already. */
export function objectText(members: readonly string[]): string {
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
