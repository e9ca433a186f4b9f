// Facts that no source states: every `x-unconfirmed`, wherever it stands.

import { isObject } from "../document/json.js";
import { pointerOf } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";
import type { Unconfirmed } from "./types/operation.js";

/** All in `root`, to which `at` leads from the document's root. */
export function unconfirmedOf(root: unknown, at: readonly string[] = []): readonly Unconfirmed[] {
  const found: Unconfirmed[] = [];
  const path = [...at];
  const visit = (node: object): void => {
    const isList = Array.isArray(node);
    for (const key of Object.keys(node)) {
      const value = (node as Record<string, unknown>)[key];
      // The content of an example is data.
      if (typeof value !== "object" || value === null || (!isList && (key === "example" || key === "examples")))
        continue;
      if (key === "x-unconfirmed" && Array.isArray(value) && !isList) {
        found.push(...value.filter(isObject).map((entry) => read(entry, path)));
        continue;
      }
      path.push(key);
      visit(value);
      path.pop();
    }
  };
  if (typeof root === "object" && root !== null) visit(root);
  return found;
}

function read(entry: Readonly<Record<string, unknown>>, path: readonly string[]): Unconfirmed {
  return {
    name: stringify(entry.name),
    question: stringify(entry.question),
    assumed: entry.assumed as Unconfirmed["assumed"],
    alternatives: Array.isArray(entry.alternatives) ? entry.alternatives : [],
    pointer: pointerOf(...path),
  };
}
