// Data as object literals: what the runtime has to know about an operation.

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
    value instanceof Expression && value.text === key ? key : `${propertyKey(key)}: ${dataText(value)}`,
  );
  if (items.length === 0) return "{}";
  return expanded ? `{\n${items.join(",\n")},\n}` : `{ ${items.join(", ")} }`;
}

/** `{ a: b, c }`: an object literal of members that are text already. */
export function objectText(members: readonly string[]): string {
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
