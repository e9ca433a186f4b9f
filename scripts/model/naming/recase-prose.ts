// The spec's prose names members as on the wire (`expires-at`); callers know them by other names. Names in backticks get the
// caller's spelling, unless the same word is also a value somewhere: then it stays.

import { isObject } from "../../document/json.js";
import type { SpecDocument } from "../../document/resolve.js";
import { visit } from "../../document/visit.js";
import { camelCase } from "./names.js";

export function recaseProse<T>(model: T, document: SpecDocument): T {
  const { members, values } = wordsOf(document);
  const recasedText = (text: string): string =>
    text.replace(/`([A-Za-z][\w-]*)(?:=(true|false))?`/g, (whole, name: string, value: string | undefined) => {
      if (!members.has(name) || values.has(name)) return whole;
      return value === undefined ? `\`${camelCase(name)}\`` : `\`${camelCase(name)}: ${value}\``;
    });
  const recased = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(recased);
    if (!isObject(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        (key === "description" || key === "summary") && typeof value === "string" ? recasedText(value) : recased(value),
      ]),
    );
  };
  return recased(model) as T;
}

/** Names of properties and parameters that callers spell otherwise, and all words that are values. */
function wordsOf(document: SpecDocument): {
  readonly members: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
} {
  const members = new Set<string>();
  const values = new Set<string>();
  visit(document.root, (node) => {
    const names = [
      ...Object.keys(isObject(node.properties) ? node.properties : {}),
      node.in === "query" || node.in === "path" ? [node.name] : [],
    ].flat();
    for (const name of names) if (typeof name === "string" && camelCase(name) !== name) members.add(name);
    for (const list of [node.enum, node["x-extensible-enum"], [node.const]]) {
      if (Array.isArray(list)) for (const value of list) if (typeof value === "string") values.add(value);
    }
  });
  return { members, values };
}
