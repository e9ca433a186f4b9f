// Data as object literals: what the runtime is told about an operation.

import { literal, propertyKey } from "./escape.js";
import { group, type Layout, list } from "./layout.js";

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

/** A literal; members that are undefined are left out. `expanded` puts each of the outermost members on its own line. */
export function dataLayout(data: Data, expanded = false): Layout {
  if (data instanceof Expression) return data.text;
  if (typeof data !== "object") return literal(data);
  if (Array.isArray(data))
    return list(
      "[",
      data.map((item: Data) => dataLayout(item)),
      "]",
    );
  const members = Object.entries(data).filter((entry): entry is [string, Data] => entry[1] !== undefined);
  const items = members.map(
    ([key, value]): Layout =>
      value instanceof Expression && value.text === key ? key : group(`${propertyKey(key)}: `, dataLayout(value)),
  );
  return list("{", items, "}", { padded: true, broken: expanded });
}
