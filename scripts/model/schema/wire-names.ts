// The table from the caller's names of an object's members to the wire's, with the names inside each member.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import type { Names } from "../types/operation.js";
import { levelWithout } from "./level.js";

/** The limit of schemas in one request body, references written out. Members further inside go without names. */
export const maxNamedSchemas = 20_000;

interface Spelling {
  memberName(wire: string): string;
  isVerbatim(wire: string): boolean;
}

/** A table under construction: it also has the names that are spelled alike on both sides. */
type Table = Map<string, { readonly wire: string; readonly inner: Table }>;

/** Schemas whose members' names go into a table, and the schemas around them. */
interface Waiting {
  readonly schemas: readonly (Schema | boolean | undefined)[];
  readonly names: Table;
  readonly around: readonly Schema[];
}

/** `isCut` says that members beyond {@link maxNamedSchemas} were left out. */
export function wireNamesOf(
  document: SpecDocument,
  schema: Schema | boolean | undefined,
  spelling: Spelling,
): { readonly names: Names; readonly isCut: boolean } {
  const table: Table = new Map();
  // Level by level, so that the innermost are left out if there are too many.
  const waiting: Waiting[] = [{ schemas: [schema], names: table, around: [] }];
  let count = 1;
  for (const { schemas, names, around } of waiting) {
    if (count > maxNamedSchemas) return { names: namesOf(table), isCut: true };
    const { kept, properties, read } = levelWithout(document, schemas, around);
    for (const [wire, all] of properties) {
      const inner: Table = new Map();
      names.set(kept.has(wire) ? wire : spelling.memberName(wire), { wire, inner });
      const further = spelling.isVerbatim(wire) ? [] : all.filter((each) => mayNest(document.resolve(each ?? true)));
      count += further.length;
      if (further.length > 0) waiting.push({ schemas: further, names: inner, around: [...around, ...read] });
    }
  }
  return { names: namesOf(table), isCut: false };
}

function mayNest(schema: Schema | boolean): boolean {
  return isObject(schema) && ["properties", "items", "allOf", "oneOf", "anyOf"].some((keyword) => keyword in schema);
}

function namesOf(table: Table): Names {
  const entries = [...table].map(([member, { wire, inner }]) => [member, { wire, inner: namesOf(inner) }] as const);
  return Object.fromEntries(
    entries.filter(([member, { wire, inner }]) => member !== wire || Object.keys(inner).length > 0),
  );
}
