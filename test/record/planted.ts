// An exchange in which every sensitive place holds a secret of ours.

import { mapSensitive } from "../../scripts/contract/compare/sensitive.js";
import { isObject } from "../../scripts/contract/spec/json.js";
import type { Node, Spec } from "../../scripts/contract/spec/spec.js";

export interface Planted {
  readonly body: unknown;
  readonly secrets: readonly (string | number)[];
}

/** Puts the next secret in place of every sensitive text and number. */
export function planted(
  spec: Spec,
  schema: Node,
  body: unknown,
  next: () => { text: string; number: number },
): Planted {
  const secrets: (string | number)[] = [];
  const copy = mapSensitive(spec, schema, body, (value, schemas) => {
    const { text, number } = next();
    secrets.push(typeof value === "number" ? number : text);
    if (typeof value === "number") return number;
    const isUri = schemas.some(({ format }) => format === "uri");
    return isUri ? `https://files.test/${encodeURIComponent(text)}` : text;
  });
  return { body: copy, secrets };
}

/** Every text, number and name in a JSON value. */
export function leaves(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isObject(value)) return Object.entries(value).flatMap(([key, inner]) => [key, ...leaves(inner)]);
  return [String(value)];
}
