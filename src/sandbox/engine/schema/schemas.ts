// Schemas as the engine reads them: references followed and `allOf` merged, so that members stand in one place.

import { isObject, type JsonObject } from "../../../json.js";
import type { References } from "../../document/pointer.js";

/** A schema without references and `allOf` at its top. `oneOf` and `anyOf` stay. */
export type FlatSchema = JsonObject;

export interface Schemas {
  /** Of a schema, or of the one a pointer leads to. */
  flat(schema: unknown): FlatSchema;
  at(pointer: string | undefined): FlatSchema;
  /** The members of an object: its own, and those of its alternatives. */
  properties(schema: unknown): ReadonlyMap<string, unknown>;
  /** The name under `components/schemas` that a schema refers to; `undefined` if it is written out in place. */
  nameOf(schema: unknown): string | undefined;
}

const deepest = 24;

export function createSchemas(references: References): Schemas {
  const merged = new WeakMap<object, FlatSchema>();
  const members = new WeakMap<object, ReadonlyMap<string, unknown>>();

  const flatten = (schema: unknown, depth: number): FlatSchema => {
    if (schema === false) return { not: {} };
    if (!isObject(schema) || depth > deepest) return {};
    const known = merged.get(schema);
    if (known !== undefined) return known;
    const { $ref, $dynamicRef, allOf, ...own } = schema;
    let flat: FlatSchema = own;
    const parts: unknown[] = Array.isArray(allOf) ? [...allOf] : [];
    const reference = typeof $ref === "string" ? $ref : $dynamicRef;
    const target = typeof reference === "string" ? references.target(reference) : undefined;
    if (target !== undefined) parts.unshift(references.at(target)?.node);
    for (const part of parts) flat = merge(flat, flatten(part, depth + 1));
    // A schema that was cut off at a depth is not kept.
    if (depth <= deepest / 2) merged.set(schema, flat);
    return flat;
  };
  const properties = (schema: unknown, depth: number): ReadonlyMap<string, unknown> => {
    const flat = flatten(schema, 0);
    const known = members.get(flat);
    if (known !== undefined || depth > 6) return known ?? new Map();
    const found = new Map(Object.entries(isObject(flat.properties) ? flat.properties : {}));
    for (const choice of [flat.oneOf, flat.anyOf].flat()) {
      if (choice === undefined) continue;
      for (const [name, property] of properties(choice, depth + 1)) if (!found.has(name)) found.set(name, property);
    }
    members.set(flat, found);
    return found;
  };
  return {
    flat: (schema) => flatten(schema, 0),
    at: (pointer) => (pointer === undefined ? {} : flatten(references.at(pointer)?.node, 0)),
    properties: (schema) => properties(schema, 0),
    nameOf: (schema) => {
      let node = schema;
      for (let steps = 0; steps < deepest && isObject(node); steps += 1) {
        const { $ref, allOf } = node;
        if (typeof $ref === "string") return /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1];
        if (!Array.isArray(allOf) || allOf.length !== 1) return undefined;
        node = allOf[0];
      }
      return undefined;
    },
  };
}

function merge(one: FlatSchema, other: FlatSchema): FlatSchema {
  const result: Record<string, unknown> = { ...other, ...one };
  if (isObject(one.properties) && isObject(other.properties)) {
    const properties: Record<string, unknown> = { ...other.properties };
    for (const [name, property] of Object.entries(one.properties)) {
      const there = Object.hasOwn(properties, name) ? properties[name] : undefined;
      Object.defineProperty(properties, name, {
        value: there === undefined || there === property ? property : { allOf: [property, there] },
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    result.properties = properties;
  }
  if (Array.isArray(one.required) && Array.isArray(other.required)) {
    result.required = [...new Set([...one.required, ...other.required])];
  }
  if (Array.isArray(one.enum) && Array.isArray(other.enum)) {
    result.enum = one.enum.filter((value) => (other.enum as unknown[]).includes(value));
  }
  if (one.type !== undefined && other.type !== undefined) {
    const types = [other.type].flat();
    const both = [one.type]
      .flat()
      .filter((type) => types.includes(type) || (type === "integer" && types.includes("number")));
    result.type = both.length > 0 ? both : one.type;
  }
  for (const [least, choose] of bounds) {
    const [a, b] = [one[least], other[least]];
    if (typeof a === "number" && typeof b === "number") result[least] = choose(a, b);
  }
  // Two choices at once: the second is kept as a part of the first's alternatives.
  for (const choice of ["oneOf", "anyOf"]) {
    const [a, b] = [one[choice], other[choice]];
    if (Array.isArray(a) && Array.isArray(b) && a !== b) {
      result[choice] = a.map((each) => ({ allOf: [each, { [choice]: b }] }));
    }
  }
  return result;
}

const bounds: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ["minimum", Math.max],
  ["minLength", Math.max],
  ["minItems", Math.max],
  ["minProperties", Math.max],
  ["exclusiveMinimum", Math.max],
  ["maximum", Math.min],
  ["maxLength", Math.min],
  ["maxItems", Math.min],
  ["maxProperties", Math.min],
  ["exclusiveMaximum", Math.min],
];

/** The types of a flat schema, `null` among them. Empty: any. */
export function typesOf(flat: FlatSchema): readonly string[] {
  const types = [flat.type ?? []].flat().filter((type): type is string => typeof type === "string");
  if (types.length > 0) return types;
  if (flat.properties !== undefined || flat.additionalProperties !== undefined || flat.required !== undefined)
    return ["object"];
  if (flat.items !== undefined || flat.prefixItems !== undefined) return ["array"];
  return [];
}

/** Whether null is a value of it. */
export function isNullable(flat: FlatSchema): boolean {
  if (typesOf(flat).includes("null")) return !Array.isArray(flat.enum) || flat.enum.includes(null);
  const choices = [flat.oneOf, flat.anyOf].find(Array.isArray) as readonly unknown[] | undefined;
  return choices?.some((choice) => isObject(choice) && choice.type === "null") ?? false;
}
