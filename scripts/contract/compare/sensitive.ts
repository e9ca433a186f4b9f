// Sensitive values of a body, by the specs. It has a reader of its own, because it judges those of the recorder and the client.

import { isObject, objectOf } from "../spec/json.js";
import { type Alternatives, childOf, narrowed, placeOf } from "../spec/schema-places.js";
import type { Node, Spec } from "../spec/spec.js";

type Scalar = string | number;

/** A copy in which every text and number that is marked with `x-sensitive`, or lies in something marked, is another. */
export function mapSensitive(
  spec: Spec,
  schema: Node,
  body: unknown,
  replace: (value: Scalar, schemas: readonly Node[]) => Scalar,
): unknown {
  const visit = (value: unknown, found: Alternatives, inside: boolean): unknown => {
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
 * The texts of an error as the client may show them when these values were sent: a value of six characters or more is
 * masked wherever it stands; a shorter one may be, and nothing else.
 */
export function maskedText(text: string, got: unknown, values: readonly string[]): string {
  const long = values.filter((value) => value.length >= 6);
  const masked = long.reduce((result, value) => result.split(value).join(mask), text);
  if (typeof got !== "string" || got === masked) return masked;
  const kept = got.split(mask).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const hidden = new RegExp(`^${kept.join("(.+?)")}$`, "su").exec(text)?.slice(1) ?? [""];
  const mayHide = (part: string) => values.some((value) => value.toLowerCase() === part.toLowerCase());
  return hidden.every(mayHide) && !long.some((value) => got.includes(value)) ? got : masked;
}

/** The issues as they are when what was sent is masked in their texts. */
export function maskedIssues(issues: unknown, got: unknown, values: readonly string[]): unknown {
  if (typeof issues === "string") return maskedText(issues, got, values);
  if (Array.isArray(issues)) return issues.map((item, index) => maskedIssues(item, at(got, index), values));
  if (!isObject(issues)) return issues;
  const masked = Object.entries(issues).map(([key, inner]) => {
    return [key, key === "pointer" ? inner : maskedIssues(inner, at(got, key), values)] as const;
  });
  return Object.fromEntries(masked);
}

function at(value: unknown, key: string | number): unknown {
  return (value as Readonly<Record<string | number, unknown>> | undefined)?.[key];
}
