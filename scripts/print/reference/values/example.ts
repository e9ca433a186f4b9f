// The example of a schema: its own, or put together from those of its properties.

import { isObject } from "../../../document/json.js";
import type { Schema, SpecDocument } from "../../../document/resolve.js";

/** The limit of schemas in one example: written out, references may be of any number. */
const most = 2_000;

export function exampleOf(
  document: SpecDocument,
  schema: Schema | boolean | undefined,
  seen: readonly unknown[] = [],
  room = { left: most },
): unknown {
  const target = document.resolve(schema);
  if (!isObject(target) || seen.includes(target) || room.left <= 0) return undefined;
  room.left -= 1;
  const { example, examples } = target;
  if (example !== undefined) return example;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  const inside = [...seen, target];
  const { properties } = document.properties(target as Schema);
  const members = [...properties].map(
    ([name, property]) => [name, exampleOf(document, property, inside, room)] as const,
  );
  const shown = members.filter(([, value]) => value !== undefined);
  if (shown.length > 0) return Object.fromEntries(shown);
  const item = exampleOf(document, target.items as Schema | undefined, inside, room);
  return item === undefined ? undefined : [item];
}
