// A document as one direction sees it: what is read-only need not be sent, what is write-only is not answered. Alternatives
// that a discriminator tells apart may have all of their members in common.

import { isObject, type JsonObject } from "../../json.js";
import type { References } from "./pointer.js";

/**
 * The document with `required` freed of the members that have the mark, and `anyOf` in place of a `oneOf` beside a
 * discriminator. Parts that do not change are shared.
 *
 * @param mark `readOnly` for what callers send, `writeOnly` for what they get.
 */
export function withoutRequired(references: References, mark: "readOnly" | "writeOnly"): JsonObject {
  const changed = new Map<object, unknown>();

  const isMarked = (property: unknown): boolean => {
    if (!isObject(property)) return false;
    if (property[mark] === true || references.resolve(property)?.[mark] === true) return true;
    return Array.isArray(property.allOf) && property.allOf.some(isMarked);
  };
  const visit = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return node;
    if (changed.has(node)) return changed.get(node);
    changed.set(node, node);
    let copy: unknown = node;
    if (Array.isArray(node)) {
      const items = node.map(visit);
      if (items.some((item, index) => item !== node[index])) copy = items;
    } else {
      const own: Record<string, unknown> = {};
      let differs = false;
      for (const [name, value] of Object.entries(node)) {
        const kept = name === "required" ? left(value, (node as JsonObject).properties) : visit(value);
        const placed = name === "oneOf" && isTagged(node as JsonObject) ? "anyOf" : name;
        if (kept !== value || placed !== name) differs = true;
        Object.defineProperty(own, placed, { value: kept, enumerable: true, configurable: true, writable: true });
      }
      if (differs) copy = own;
    }
    changed.set(node, copy);
    return copy;
  };
  const left = (required: unknown, properties: unknown): unknown => {
    if (!Array.isArray(required) || !isObject(properties)) return required;
    const kept = required.filter(
      (name) => typeof name !== "string" || !Object.hasOwn(properties, name) || !isMarked(properties[name]),
    );
    return kept.length === required.length ? required : kept;
  };
  return visit(references.document) as JsonObject;
}

function isTagged({ oneOf, anyOf, discriminator }: JsonObject): boolean {
  return Array.isArray(oneOf) && anyOf === undefined && isObject(discriminator);
}
