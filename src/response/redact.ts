// Errors quote what the caller sent ("Jane is not a date"). What the spec calls sensitive is masked in them.

import type { Issue } from "../errors.js";
import { isObject, known } from "../json.js";
import type { BodyShape } from "../operation.js";

/** What stands in place of a sensitive value. */
const mask = "[redacted]";

/**
 * Masks the values of the sensitive members of the body that was sent wherever an issue's texts repeat them. An operation
 * whose body has such members names this function, so that the others bring none of it along.
 */
export function redactMembers(issues: readonly Issue[], shape: BodyShape, sent = "null"): readonly Issue[] {
  const { sensitive = [], attributes, meta } = shape;
  const values = new Set<string>();
  const collect = (value: unknown, inside: boolean): void => {
    if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) collect(inner, inside || sensitive.includes(name));
    } else if (inside && typeof value !== "boolean" && value !== null) {
      values.add(String(value));
    }
  };
  const body: unknown = JSON.parse(sent);
  // A JSON:API body's own `data` and `meta` are no members of the input, whatever these are called.
  collect((attributes || meta) && isObject(body) ? Object.values(body) : body, false);
  // One or two characters are part of every text, and give nobody away. The longest first: one may hold another.
  const found = [...values].filter(({ length }) => length > 2).sort((a, b) => b.length - a.length);
  return issues.map((issue) => {
    const { title, detail, meta } = issue;
    const masked = (value: unknown): unknown => maskIn(value, found);
    return known({ ...issue, title: masked(title), detail: masked(detail), meta: masked(meta) }) as unknown as Issue;
  });
}

function maskIn(value: unknown, values: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => maskIn(item, values));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map((entry) => maskIn(entry, values) as []));
  if (typeof value === "number") return values.includes(String(value)) ? mask : value;
  if (typeof value !== "string") return value;
  return values.reduce(
    // A file's content is not searched for in a sentence.
    (text, each) => (each.length > text.length ? text : text.replace(occurrences(each), () => mask)),
    value,
  );
}

/**
 * Finds a value in a text, in any case: a long one anywhere, a short one where it is a word of its own.
 */
export function occurrences(value: string): RegExp {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(value.length < 6 ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped, "giu");
}
