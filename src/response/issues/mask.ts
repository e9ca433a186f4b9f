// Masking of values wherever the texts of issues repeat them, in any spelling.

import type { Issue } from "../../errors.js";
import { isObject, known } from "../../json.js";
import { folded, replaceSpelled } from "./spellings.js";

/** Stands in place of a sensitive value. */
const mask = "[redacted]";

export function maskIssues(issues: readonly Issue[], values: readonly string[]): readonly Issue[] {
  if (values.length === 0) return issues;
  const found = values.map(folded);
  return maskFolded(issues, found).map((issue) => known({ ...issue, pointer: maskIn(issue.pointer, found) }) as never);
}

/** A text without the values, in any spelling. */
export function maskText<T extends string | undefined>(text: T, values: readonly string[]): T {
  return text && values.length > 0 ? (maskIn(text, values.map(folded)) as T) : text;
}

/** The same for values that are folded, in texts alone: a pointer is made of names. */
export function maskFolded(issues: readonly Issue[], values: readonly string[]): readonly Issue[] {
  return issues.map((issue) => {
    const masked = (value: unknown): unknown => maskIn(value, values);
    const { title, detail, meta } = issue;
    return known({ ...issue, title: masked(title), detail: masked(detail), meta: masked(meta) }) as unknown as Issue;
  });
}

function maskIn(value: unknown, values: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => maskIn(item, values));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map((entry) => maskIn(entry, values) as []));
  if (typeof value === "number") return values.includes(String(value)) ? mask : value;
  return typeof value === "string" ? replaceSpelled(value, values, () => mask) : value;
}
