// document.ts of a service: the bundled spec as data, for the sandbox and the recorder, which validate and route by it at
// run time. No file of the client imports it, so that no bundle of a client contains it.

import { type Slot, slotIn } from "../document/shape.js";
import { literal, propertyKey } from "./typescript/escape.js";
import { type Context, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { constant } from "./typescript/statement.js";

export const documentFile = "document";

export function documentSource(context: Context, document: unknown): SourceFile {
  return sourceFile(context, documentFile, ({ statements }) => {
    const docs = "The spec as one JSON value, without prose and examples.";
    // Typed as unknown: the literal's own type would be as long as the document, in every declaration that names it.
    statements.push(constant("document", "unknown", print(factsOf(document)), { exported: true, docs }));
  });
}

/** Members for readers only. */
const prose: ReadonlySet<string> = new Set(["description", "externalDocs", "example", "examples"]);

function factsOf(node: unknown, slot: Slot = "document"): unknown {
  if (typeof node !== "object" || node === null || slot === "data") return node;
  if (Array.isArray(node)) return node.map((item) => factsOf(item, typeof slot === "string" ? slot : slotIn(slot, "")));
  const kept = Object.entries(node).filter(([key]) => typeof slot !== "string" || !prose.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, factsOf(value, slotIn(slot, key))]));
}

/** What stands deeper is JSON in a string: compilers read nested literals by recursion, and would run out of stack. */
const literalLevels = 100;

function print(node: unknown, level = 0): string {
  if (typeof node === "string" || typeof node === "number" || typeof node === "boolean") return literal(node);
  if (typeof node !== "object" || node === null) return "null";
  if (level === literalLevels) return `JSON.parse(${literal(JSON.stringify(node))})`;
  if (Array.isArray(node)) return `[${node.map((item) => print(item, level + 1)).join(", ")}]`;
  const items = Object.entries(node).map(([key, value]) => `${propertyKey(key)}: ${print(value, level + 1)}`);
  return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
}
