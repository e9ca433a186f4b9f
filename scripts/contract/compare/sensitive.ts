// What the specs call sensitive, found in a body by its own reader: neither the recorder nor the client is asked.

import { isObject, objectOf } from "../spec/json.js";
import { childOf, narrowed, type Place, placeOf } from "../spec/schema-places.js";
import type { Node, Spec } from "../spec/spec.js";

type Leaf = string | number;

/** A copy in which every text and number that is marked with `x-sensitive`, or lies in something marked, is another. */
export function mapSensitive(
  spec: Spec,
  schema: Node,
  body: unknown,
  replace: (value: Leaf, schemas: readonly Node[]) => Leaf,
): unknown {
  const visit = (value: unknown, found: Place, inside: boolean): unknown => {
    // A resource of a known kind is meant by the first that fits: the last fits everything.
    const place = isObject(value) ? narrowed(spec, found, value).slice(0, 1) : found;
    const schemas = place.flat();
    const isSensitive = inside || schemas.some((each) => "x-sensitive" in each);
    if (Array.isArray(value)) return value.map((item) => visit(item, childOf(spec, place, 0), isSensitive));
    if (isObject(value)) {
      return objectOf(
        Object.entries(value).map(([key, inner]) => [key, visit(inner, childOf(spec, place, key), isSensitive)]),
      );
    }
    const isWord = schemas.some((each) => "const" in each || "pattern" in each || "x-extensible-enum" in each);
    return isSensitive && !isWord && (typeof value === "string" || typeof value === "number")
      ? replace(value, schemas)
      : value;
  };
  return visit(body, placeOf(spec, schema), false);
}

/** The sensitive texts and numbers of a body, as texts, the longest first. */
export function sensitiveValues(spec: Spec, schema: Node, body: unknown): readonly string[] {
  const values = new Set<string>();
  mapSensitive(spec, schema, body, (value) => {
    values.add(String(value));
    return value;
  });
  return [...values].sort((a, b) => b.length - a.length);
}

const mask = "[redacted]";

/**
 * What the client may make of the texts of an error when these values were sent: a value of six characters or more is
 * masked wherever it stands; a shorter one may be, and nothing else.
 */
export function maskedText(said: string, got: unknown, values: readonly string[]): string {
  const long = values.filter((value) => value.length >= 6);
  const masked = long.reduce((text, value) => text.split(value).join(mask), said);
  if (typeof got !== "string" || got === masked) return masked;
  const kept = got.split(mask).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const hidden = new RegExp(`^${kept.join("(.+?)")}$`, "su").exec(said)?.slice(1) ?? [""];
  const mayHide = (part: string) => values.some((value) => value.toLowerCase() === part.toLowerCase());
  return hidden.every(mayHide) && !long.some((value) => got.includes(value)) ? got : masked;
}
