// Values as object literals, laid out as the rest of the generated code.

import { literal, propertyKey } from "../typescript/escape.js";
import { group, type Layout, list } from "../typescript/layout.js";
import { Expression } from "../typescript/literal.js";
import type { Value } from "./sample.js";

export function valueLayout(value: Value): Layout {
  if (value === null) return "null";
  if (value instanceof Expression) return value.text;
  if (typeof value !== "object") return literal(value);
  if (Array.isArray(value)) return list("[", value.map(valueLayout), "]");
  const members = Object.entries(value).map(
    ([name, inside]): Layout => group(`${propertyKey(name)}: `, valueLayout(inside)),
  );
  return list("{", members, "}", { padded: true });
}
