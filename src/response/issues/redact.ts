// Errors quote the caller's input ("Jane is not a date"). Values that the spec calls sensitive are masked in them.

import type { Issue } from "../../errors.js";
import { isObject } from "../../json.js";
import type { BodyShape } from "../../operation.js";
import { maskFolded } from "./mask.js";
import { folded } from "./spellings.js";

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
  return maskFolded(issues, found);
}

/** A body as it was sent: JSON, or else a form. */
function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return Object.fromEntries(new URLSearchParams(sent));
  }
}
