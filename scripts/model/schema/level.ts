// The alternatives at one place of a body: they share one table of names.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { camelCase } from "../naming/names.js";

type Part = Schema | boolean | undefined;

export interface Level {
  /** Properties that keep the spelling of the wire, because callers would see two of them under one name. */
  readonly kept: ReadonlySet<string>;
  /** The schemas of each property. */
  readonly properties: ReadonlyMap<string, readonly Part[]>;
  /** All schemas that were read for it. */
  readonly read: ReadonlySet<Schema>;
}

const known = new WeakMap<SpecDocument, WeakMap<Schema, Level>>();

/** The level of schemas that a value may have, with their alternatives, and with the items of lists. */
export function levelOf(document: SpecDocument, parts: readonly Part[]): Level {
  const [only] = parts.length === 1 ? parts : [];
  if (!isObject(only)) return readLevel(document, parts);
  const levels = known.get(document) ?? new WeakMap<Schema, Level>();
  known.set(document, levels);
  const level = levels.get(only as Schema) ?? readLevel(document, parts);
  levels.set(only as Schema, level);
  return level;
}

/** The same, without the properties of some schemas. */
export function levelWithout(document: SpecDocument, parts: readonly Part[], left: readonly Schema[]): Level {
  const level = levelOf(document, parts);
  return left.some((schema) => level.read.has(schema)) ? readLevel(document, parts, left) : level;
}

function readLevel(document: SpecDocument, parts: readonly Part[], left: readonly Schema[] = []): Level {
  const properties = new Map<string, Part[]>();
  const met = new Set<Schema>();
  const waiting = [...parts];
  for (const part of waiting) {
    const schema = document.resolve(part);
    const target = schema as Schema;
    if (!isObject(schema) || met.has(target) || left.includes(target)) continue;
    met.add(target);
    const alternatives = [target.oneOf, target.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
    waiting.push(target.items as Part, ...alternatives, ...choicesIn(document, target));
    for (const [wire, property] of document.properties(target).properties) {
      const all = properties.get(wire) ?? [];
      if (!all.includes(property)) properties.set(wire, [...all, property]);
    }
  }
  return { kept: alike([...properties.keys()]), properties, read: met };
}

/** Alternatives that stand in a part of an `allOf`. */
function choicesIn(document: SpecDocument, { allOf }: Schema): readonly Part[] {
  return (Array.isArray(allOf) ? allOf : []).filter((part) => {
    const target = document.resolve(part);
    return isObject(target) && ["oneOf", "anyOf", "allOf"].some((keyword) => target[keyword] !== undefined);
  });
}

/** Names that would be spelled alike. */
function alike(wires: readonly string[]): ReadonlySet<string> {
  const spelled = new Map<string, string[]>();
  for (const wire of wires) spelled.set(camelCase(wire), [...(spelled.get(camelCase(wire)) ?? []), wire]);
  return new Set([...spelled.values()].filter((group) => group.length > 1).flat());
}

/** The limit of levels in the search for properties that have several schemas. */
const deepest = 8;

/** Whether names in `parts`, which are spelled apart, are spelled otherwise at `level`, which holds more. */
export function isSpelledOtherwise(document: SpecDocument, level: Level, parts: readonly Part[], depth = 0): boolean {
  const own = levelOf(document, parts);
  return [...own.properties].some(([wire, schemas]) => {
    if (own.kept.has(wire) !== level.kept.has(wire)) return true;
    const all = level.properties.get(wire) ?? [];
    if (all.length <= schemas.length || depth === deepest) return false;
    return isSpelledOtherwise(document, levelOf(document, all), schemas, depth + 1);
  });
}
