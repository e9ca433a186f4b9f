// Facts that no source states: every `x-unconfirmed`, wherever it stands.

import { said } from "../said.js";
import { isObject, pointerOf } from "./document.js";
import type { Unconfirmed } from "./types.js";

/** All in `root`, to which `at` leads from the document's root. */
export function unconfirmedOf(root: unknown, at: readonly string[] = []): readonly Unconfirmed[] {
  const found: Unconfirmed[] = [];
  const visit = (node: unknown, path: readonly string[]): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) visit(item, [...path, String(index)]);
      return;
    }
    if (!isObject(node)) return;
    for (const [key, value] of Object.entries(node)) {
      // What an example holds is data.
      if (key === "example" || key === "examples") continue;
      if (key === "x-unconfirmed" && Array.isArray(value))
        found.push(...value.filter(isObject).map((entry) => read(entry, path)));
      else visit(value, [...path, key]);
    }
  };
  visit(root, at);
  return found;
}

function read(entry: Readonly<Record<string, unknown>>, path: readonly string[]): Unconfirmed {
  return {
    name: said(entry.name),
    question: said(entry.question),
    assumed: entry.assumed as Unconfirmed["assumed"],
    alternatives: Array.isArray(entry.alternatives) ? entry.alternatives : [],
    pointer: pointerOf(...path),
  };
}
