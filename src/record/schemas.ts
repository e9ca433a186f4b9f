// Finding out what the document says about a value: which of its schemas apply, and what they say of the members.

import { isObject } from "../json.js";
import { camelCase } from "../response/inflection.js";
import { type RecordedService, type Schema, schemaIn, wordsOf } from "./document.js";

export interface Schemas {
  /** The schemas that apply to a value: references followed, alternatives chosen. */
  applying(schema: Schema, value: unknown): readonly Schema[];
  /** Those schemas of a member; undefined when it is not described. */
  member(schemas: readonly Schema[], name: string): Schema | undefined;
  /** Whether a value that holds no others is of a type they describe. */
  accept(schemas: readonly Schema[], value: unknown): boolean;
  /** Those schemas of a list's items. */
  items(schemas: readonly Schema[]): Schema | undefined;
}

export function createSchemas({ at, inflected, jsonapi }: RecordedService): Schemas {
  const spelled = (name: string): string => (inflected ? camelCase(name) : name);
  const indexes = new WeakMap<object, ReadonlyMap<string, Schema>>();

  const property = ({ properties }: Schema, name: string): Schema | undefined => {
    if (properties === undefined) return undefined;
    const index =
      indexes.get(properties) ??
      new Map(Object.entries(properties).map(([key, inner]) => [spelled(key), schemaIn(inner) ?? {}]));
    indexes.set(properties, index);
    const found = index.get(spelled(name));
    const isOpen = jsonapi && name === "relationships" && found?.additionalProperties === true;
    return isOpen ? { ...found, additionalProperties: relationship } : found;
  };

  const targetOf = ({ $ref }: Schema): readonly Schema[] => ($ref === undefined ? [] : [at($ref) ?? {}]);

  const applying = (schema: Schema, value: unknown, seen: readonly Schema[] = []): readonly Schema[] => {
    if (seen.includes(schema)) return [];
    const inside = [...seen, schema];
    // Where no alternative says what this is, nothing describes it.
    const chosen = choicesOf(schema).flatMap((choices) => choices.find((each) => fits(each, value, inside)) ?? []);
    const parts = [...targetOf(schema), ...(schema.allOf ?? []), ...chosen];
    return [schema, ...parts.flatMap((part) => applying(part, value, inside))];
  };

  /** Whether a value can be meant by a schema, seen from outside: its type, its words, and the members it must have. */
  const fits = (schema: Schema, value: unknown, seen: readonly Schema[]): boolean => {
    if (seen.includes(schema)) return false;
    const inside = [...seen, schema];
    const { allOf = [], pattern, required = [], additionalProperties } = schema;
    const accepts = (part: Schema): boolean => fits(part, value, inside);
    if (!isOfTypes(schema, value)) return false;
    if (![...targetOf(schema), ...allOf].every(accepts)) return false;
    if (!choicesOf(schema).every((choices) => choices.some(accepts))) return false;
    const known = wordsOf(schema);
    if (known !== undefined && !known.open && !known.words.includes(value)) return false;
    if (pattern !== undefined && typeof value === "string" && !matches(pattern, value)) return false;
    if (!isObject(value)) return true;
    const names = Object.keys(value);
    if (!required.every((name) => names.some((each) => spelled(each) === spelled(name)))) return false;
    return names.every((name) => {
      const inner = property(schema, name);
      if (inner === undefined) return additionalProperties !== false;
      // The discriminator of resources and previews is a text: deeper differences are none of kind.
      return typeof value[name] !== "string" || fits(inner, value[name], inside);
    });
  };

  return {
    applying: (schema, value) => applying(schema, value),
    member: (schemas, name) =>
      merged(schemas.flatMap((schema) => property(schema, name) ?? [])) ??
      merged(schemas.flatMap(({ additionalProperties: rest }) => (isObject(rest) ? [rest as Schema] : []))),
    accept: (schemas, value) =>
      schemas.length > 0 &&
      schemas.every(
        (schema) =>
          isOfTypes(schema, value) &&
          choicesOf(schema).every((choices) => choices.some((each) => fits(each, value, []))),
      ),
    items: (schemas) => merged(schemas.flatMap(({ items }) => (isObject(items) ? [items as Schema] : []))),
  };
}

/** The contents of a JSON:API relationship: types and ids, which name nobody. */
const identifier: Schema = {
  type: "object",
  required: ["type", "id"],
  properties: { type: { type: "string" }, id: { type: "string" } },
};
const relationship: Schema = {
  properties: { data: { anyOf: [identifier, { type: "array", items: identifier }, { type: "null" }] } },
};

function choicesOf({ anyOf, oneOf }: Schema): readonly (readonly Schema[])[] {
  return [anyOf, oneOf].filter((choices) => choices !== undefined);
}

function merged(schemas: readonly Schema[]): Schema | undefined {
  return schemas.length > 1 ? { allOf: schemas } : schemas[0];
}

function isOfTypes({ type }: Schema, value: unknown): boolean {
  return type === undefined || [type].flat().some((each) => isOfType(each, value));
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

/** A pattern that this platform cannot read matches nothing: what it describes is then not described. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}
