// Values as object literals in the examples of the fact sheet, which no formatter lays out.

import { lineColumns } from "../../typescript/comment.js";
import { literal, propertyKey } from "../../typescript/escape.js";
import { Expression } from "../../typescript/literal.js";
import type { Value } from "./sample.js";

/** On one line. */
export function valueText(value: Value): string {
  if (value === null) return "null";
  if (value instanceof Expression) return value.text;
  if (typeof value !== "object") return literal(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  const members = Object.entries(value).map(([name, inside]) => `${propertyKey(name)}: ${valueText(inside)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Between `head` and `tail`: on their line if it fits, else with each member on a line of its own. */
export function wrappedValue(head: string, value: Value, tail: string, indent = 0): string {
  const line = `${head}${valueText(value)}${tail}`;
  const isSimple = typeof value !== "object" || value === null || value instanceof Expression;
  if (isSimple || (indent + line.length <= lineColumns && !line.includes("\n"))) return line;
  const margin = " ".repeat(indent);
  const entries: readonly (readonly [string, Value])[] = Array.isArray(value)
    ? value.map((item) => ["", item] as const)
    : Object.entries(value).map(([name, inside]) => [`${propertyKey(name)}: `, inside] as const);
  if (entries.length === 0) return line;
  const lines = entries.map(([name, inside]) => `${margin}  ${wrappedValue(name, inside, ",", indent + 2)}\n`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${head}${open}\n${lines.join("")}${margin}${close}${tail}`;
}
