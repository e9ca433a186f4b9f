// From a request body to the input a caller would write for it.

import { camel } from "./spec/casing.js";
import { isObject, objectOf } from "./spec/json.js";
import type { Node, Operation, Spec } from "./spec/spec.js";

/** Whether the body is a JSON:API document, whose input is flat. */
export function isWrapped(spec: Spec, operation: Operation): boolean {
  const members = membersOf(spec, operation.body?.schema ?? {});
  const isDocument = Object.keys(members).every((name) => name === "data" || name === "meta");
  if (operation.envelope !== "jsonapi" || !isDocument) return false;
  return members.data === undefined || isFlat(spec, members.data, members.meta);
}

/** Whether the resource of a request has attributes to be flattened: one of several kinds, or without, stays as it is. */
function isFlat(spec: Spec, data: unknown, meta: unknown): boolean {
  const schema = spec.schemaOf(data);
  const isUnion = schema.oneOf !== undefined || schema.anyOf !== undefined;
  const { attributes } = membersOf(spec, schema);
  if (isUnion || attributes === undefined) return false;
  const beside = meta === undefined ? {} : membersOf(spec, spec.schemaOf(meta));
  return !Object.keys(membersOf(spec, spec.schemaOf(attributes))).some((name) => Object.hasOwn(beside, name));
}

/** The input for a body: the members of `data.attributes` and of `meta` side by side, or the body as it is. */
export function inputForBody(spec: Spec, operation: Operation, body: unknown): unknown {
  const schema = operation.body?.schema ?? {};
  if (!isWrapped(spec, operation)) return named(spec, schema, body);
  const input = named(spec, schema, body);
  if (!isObject(input)) return input;
  const attributes = isObject(input.data) ? input.data.attributes : undefined;
  return objectOf([...entries(attributes), ...entries(input.meta)]);
}

/**
 * Members that the spec names are camelCase for the caller, but those that would be called alike; any other name is data
 * and stays.
 */
function named(spec: Spec, schema: Node, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => named(spec, spec.schemaOf(itemsOf(spec, schema)), item));
  if (!isObject(value)) return value;
  const members = membersOf(spec, schema);
  const isAlone = (key: string) => Object.keys(members).filter((each) => camel(each) === camel(key)).length === 1;
  return objectOf(
    Object.entries(value).map(([key, inner]) => {
      if (!Object.hasOwn(members, key)) return [key, inner];
      // A verbatim member holds data, its declared names included.
      const isData = spec.verbatim.includes(camel(key));
      return [isAlone(key) ? camel(key) : key, isData ? inner : named(spec, spec.schemaOf(members[key]), inner)];
    }),
  );
}

/** The properties of a schema, those of its alternatives too. */
function membersOf(spec: Spec, schema: Node): Readonly<Record<string, unknown>> {
  const alternatives = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => (schema[keyword] ?? []) as unknown[]);
  return Object.assign(
    {},
    ...alternatives.map((each) => membersOf(spec, spec.schemaOf(each))),
    isObject(schema.properties) ? schema.properties : {},
  );
}

function itemsOf(spec: Spec, schema: Node): unknown {
  if (schema.items !== undefined) return schema.items;
  const alternatives = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => (schema[keyword] ?? []) as unknown[]);
  return alternatives.map((each) => itemsOf(spec, spec.schemaOf(each))).find((items) => items !== undefined);
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
