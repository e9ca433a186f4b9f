// document.ts of a service: the bundled spec as data, for the sandbox, which validates and routes by it at run time. No
// other generated file imports it, so that who bundles a client gets none of it.

import { named } from "./schema/named.js";
import { banner } from "./typescript/banner.js";
import { literal, propertyKey } from "./typescript/escape.js";

export const documentFile = "document";

export function emitDocument(document: unknown, specFolder: string): string {
  const text = print(factsOf(document), 0);
  // Typed as unknown: the literal's own type would be as long as the document, in every declaration that names it.
  return `${banner(specFolder)}\n/** The spec as one JSON value, without prose and examples. */\nexport const document: unknown = ${text};\n`;
}

/** What is there for readers only. */
const prose: ReadonlySet<string> = new Set(["description", "externalDocs", "example", "examples"]);

/** Where a value is data, whatever its members are called. */
const data: ReadonlySet<string> = new Set(["const", "enum", "default"]);

function factsOf(node: unknown, names = false): unknown {
  if (Array.isArray(node)) return node.map((item) => factsOf(item));
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => names || !prose.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, !names && data.has(key) ? value : factsOf(value, !names && named.has(key))]),
  );
}

/** A path item, a component: what a change of the spec is seen by in the diff stands on a line of its own. */
const brokenLevels = 4;

function print(node: unknown, level: number): string {
  if (typeof node === "string" || typeof node === "number" || typeof node === "boolean") return literal(node);
  if (typeof node !== "object" || node === null) return "null";
  const array = Array.isArray(node);
  const items = array
    ? node.map((item) => print(item, brokenLevels))
    : Object.entries(node).map(([key, value]) => `${propertyKey(key)}: ${print(value, level + 1)}`);
  const [open, close] = array ? "[]" : "{}";
  if (items.length === 0) return `${open}${close}`;
  if (array) return `[${items.join(", ")}]`;
  if (level >= brokenLevels) return `{ ${items.join(", ")} }`;
  const indent = "  ".repeat(level);
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}${close}`;
}
