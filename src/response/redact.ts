// Errors quote the caller's input ("Jane is not a date"). Values that the spec calls sensitive are masked in them.

import type { Issue } from "../errors.js";
import { isObject, known } from "../json.js";
import type { BodyShape } from "../operation.js";
import { folded, replaceSpelled } from "./spellings.js";

/** Stands in place of a sensitive value. */
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
      // Names in a form may hold brackets: `person[name]`.
      for (const [name, inner] of Object.entries(value))
        collect(
          inner,
          inside || sensitive.includes(name) || name.split(/[[\]]/).some((part) => sensitive.includes(part)),
        );
    } else if (inside && typeof value !== "boolean" && value !== null) {
      values.add(String(value));
    }
  };
  const body = parsed(sent);
  // A JSON:API body's own `data` and `meta` are no members of the input, even if a member has that name.
  collect((attributes || meta) && isObject(body) ? Object.values(body) : body, false);
  // One or two characters are part of every text, and give nobody away.
  const found = [...values].map(folded).filter(({ length }) => length > 2);
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
  return typeof value === "string" ? replaceSpelled(value, values, () => mask) : value;
}

/** A body as it was sent: JSON, or else a form. */
function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return Object.fromEntries(new URLSearchParams(sent));
  }
}
