// The spec's rules for one place in a body: which types it may have, which members must be there. Alternatives
// (`anyOf`, `oneOf`) are kept apart, so that only what all of them refuse counts as refused.

import { isObject, typeOf } from "./json.js";
import type { Node, Spec } from "./spec.js";

/** Schemas that all apply at once. An empty one allows everything. */
type Conjunction = readonly Node[];

/** A place is what one of its alternatives allows. */
export type Alternatives = readonly Conjunction[];

export const types = ["object", "array", "string", "number", "boolean", "null"] as const;

export function placeOf(spec: Spec, schema: unknown): Alternatives {
  if (schema === undefined || schema === true) return [[]];
  const node = spec.schemaOf(schema);
  let place: Conjunction[] = [[node]];
  for (const each of (node.allOf ?? []) as unknown[]) place = product(place, placeOf(spec, each));
  for (const keyword of ["anyOf", "oneOf"]) {
    const alternatives = node[keyword] as unknown[] | undefined;
    if (alternatives !== undefined)
      place = product(
        place,
        alternatives.flatMap((each) => placeOf(spec, each)),
      );
  }
  return place;
}

function product(left: Alternatives, right: Alternatives): Conjunction[] {
  return left.flatMap((a) => right.map((b) => [...a, ...b]));
}

/** The types that a place accepts. */
export function typesAt(place: Alternatives): ReadonlySet<string> {
  return new Set(types.filter((type) => place.some((alternative) => accepts(alternative, type))));
}

function accepts(alternative: Conjunction, type: string): boolean {
  return alternative.every((schema) => {
    const declared = schema.type === undefined ? undefined : [schema.type].flat();
    const values = "const" in schema ? [schema.const] : (schema.enum as unknown[] | undefined);
    const byType =
      declared === undefined || declared.includes(type) || (type === "number" && declared.includes("integer"));
    return byType && (values === undefined || values.some((value) => typeOf(value) === type));
  });
}

/** Members without which a body is refused, whichever alternative it is. */
export function requiredAt(place: Alternatives, value: Readonly<Record<string, unknown>>): readonly string[] {
  const objects = place.filter((alternative) => accepts(alternative, "object"));
  const required = (alternative: Conjunction) => alternative.flatMap((schema) => (schema.required ?? []) as string[]);
  return Object.keys(value).filter((key) => objects.every((alternative) => required(alternative).includes(key)));
}

/** The place of a member or an item. */
export function childOf(spec: Spec, place: Alternatives, key: string | number): Alternatives {
  return place.flatMap((alternative) => {
    let child: Alternatives = [[]];
    for (const schema of alternative) child = product(child, childSchema(spec, schema, key));
    return child;
  });
}

function childSchema(spec: Spec, schema: Node, key: string | number): Alternatives {
  if (typeof key === "number") return placeOf(spec, schema.items);
  const properties = isObject(schema.properties) ? schema.properties : {};
  if (Object.hasOwn(properties, key)) return placeOf(spec, properties[key]);
  return schema.additionalProperties === false ? [] : placeOf(spec, schema.additionalProperties);
}

/** The alternatives that a value can be meant by: a constant or pattern that it does not have rules one out. */
export function narrowed(spec: Spec, place: Alternatives, value: Readonly<Record<string, unknown>>): Alternatives {
  const excludes = (schema: Node) =>
    Object.entries(isObject(schema.properties) ? schema.properties : {}).some(([key, property]) => {
      const { const: constant, pattern } = spec.schemaOf(property);
      if (!Object.hasOwn(value, key)) return ((schema.required ?? []) as string[]).includes(key);
      if (typeof pattern === "string" && !new RegExp(pattern, "u").test(String(value[key]))) return true;
      return constant !== undefined && constant !== value[key];
    });
  const fitting = place.filter((alternative) => accepts(alternative, "object") && !alternative.some(excludes));
  return fitting.length > 0 ? fitting : place;
}

/** Whether the spec describes nothing here: it leaves the place open, or knows no such member at all. */
export function isOpen(place: Alternatives): boolean {
  return place.every((alternative) =>
    alternative.every((schema) => Object.keys(schema).every((key) => key === "description")),
  );
}

/** Whether the set of values here may grow. */
export function isExtensible(place: Alternatives): boolean {
  const schemas = place.flat();
  return (
    schemas.some((schema) => "x-extensible-enum" in schema) &&
    !schemas.some((schema) => "const" in schema || "pattern" in schema)
  );
}
