// The keywords of one schema object: which types it means, and how it combines with the parts of its `allOf`.

import { isObject } from "../../../document/json.js";
import { type Schema, type SpecDocument, texts } from "../../../document/resolve.js";
import { typesOf as typesIn } from "../../media.js";
import type { MemberNode, TypeNode } from "../../types/node.js";
import { type Direction, objectType, type Speller } from "../object.js";
import { union } from "./combine.js";

export function typesOf({ type }: Schema): readonly string[] {
  return (Array.isArray(type) ? type : [type]).filter((each) => typeof each === "string");
}

const objectKeywords = ["properties", "additionalProperties", "patternProperties", "propertyNames"];

/** The types of a schema without `type`, by its other keywords. */
export function impliedTypes(schema: Schema): readonly string[] {
  if (hasAny(schema, objectKeywords)) return ["object"];
  if (hasAny(schema, ["items", "prefixItems"])) return ["array"];
  if (hasAny(schema, ["contentEncoding", "contentMediaType"])) return ["string"];
  const { allOf = [] } = schema;
  return isMerged(schema) && allOf.some((part) => isObject(part) && isObject(part.properties)) ? ["object"] : [];
}

/** Whether a type beside other parts adds to them: an object without a keyword about its members does not. */
export function addsToParts(type: string, schema: Schema): boolean {
  if (type === "array") return hasAny(schema, ["items", "prefixItems"]);
  return type !== "object" || hasAny(schema, [...objectKeywords, "allOf"]);
}

function hasAny(schema: Schema, keywords: readonly string[]): boolean {
  return keywords.some((keyword) => schema[keyword] !== undefined);
}

/** Whether all parts of an `allOf` are plain objects, so that they become one object type. */
export function isMerged({ allOf }: Schema): boolean {
  return (allOf ?? []).every(
    (part) =>
      isObject(part) &&
      part.$ref === undefined &&
      !hasAny(part as Schema, ["allOf", "oneOf", "anyOf", "additionalProperties"]) &&
      (isObject(part.properties) || isAnnotation(part) || Array.isArray(part.required)),
  );
}

/** A schema without its `allOf`: its own properties, and those of the parts that it requires. */
export function withoutParts(document: SpecDocument, { allOf = [], type, ...own }: Schema): Schema {
  const inherited = document.properties({ allOf }).properties;
  const bare = allOf.flatMap((part) => (isObject(part) && part.properties === undefined ? texts(part.required) : []));
  const required = [...new Set([...texts(own.required), ...bare])];
  const found = required.flatMap((name): [string, Schema][] => {
    const property = inherited.get(name) ?? inAlternatives(document, allOf, name);
    return property === undefined ? [] : [[name, property]];
  });
  const properties = Object.fromEntries([...found, ...Object.entries(own.properties ?? {})]);
  if (Object.keys(properties).length === 0) return { ...own, ...(type !== undefined && { type }) };
  return { ...own, type: type ?? "object", properties, required };
}

/** A property that only the alternatives of the parts have, of which each is an object. */
function inAlternatives(
  document: SpecDocument,
  parts: readonly (Schema | boolean)[],
  name: string,
): Schema | undefined {
  const choices = parts.flatMap((part) => {
    const { oneOf, anyOf } = (document.resolve(part) ?? {}) as Schema;
    return [...(oneOf ?? []), ...(anyOf ?? [])];
  });
  const isObjects = choices.every((choice) => typesIn(document, choice).every((type) => type === "object"));
  const found = choices.flatMap((choice) =>
    isObject(choice) ? (document.property(choice as Schema, name) ?? []) : [],
  );
  return isObjects && found.length > 0 ? ({ anyOf: found } as Schema) : undefined;
}

/** A part of an `allOf` without its conditions, which `conditionalMembers` reads for the whole schema. */
export function unconditional(part: Schema | boolean): Schema | boolean {
  if (!isObject(part) || (part.if === undefined && part.dependentSchemas === undefined)) return part;
  const entries = Object.entries(part).filter(([keyword]) => !/^(if|then|else|dependentSchemas)$/.test(keyword));
  return Object.fromEntries(entries) as Schema;
}

/** The schemas that hold only under a condition, and the ones inside these. */
function casesOf(schema: Schema): readonly Schema[] {
  const parts = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])].filter(isObject) as Schema[];
  const cases = parts.flatMap((part) => [
    ...(part.if === undefined ? [] : [part.then, part.else]),
    ...Object.values(isObject(part.dependentSchemas) ? part.dependentSchemas : {}),
  ]);
  return (cases.filter(isObject) as Schema[]).flatMap((each) => [each, ...casesOf(each)]);
}

/** An object of the members that only conditional schemas name, all optional; undefined if there are none. */
export function conditionalMembers(schema: Schema, direction: Direction, speller: Speller): TypeNode | undefined {
  const cases = casesOf(schema);
  if (cases.length === 0) return undefined;
  const known = speller.document.properties(schema).properties;
  const found = new Map<string, MemberNode[]>();
  for (const each of cases) {
    const object = objectType({ ...each, required: [] }, direction, speller);
    if (object.kind !== "object") continue;
    for (const member of object.members) found.set(member.name, [...(found.get(member.name) ?? []), member]);
  }
  for (const wire of known.keys()) found.delete(speller.memberName(wire));
  const members = [...found.values()].flatMap(([first, ...others]): MemberNode[] =>
    first === undefined ? [] : [{ ...first, type: union([first, ...others].map(({ type }) => type)), optional: true }],
  );
  return members.length === 0 ? undefined : { kind: "object", members, rest: undefined };
}

const annotations = new Set([
  ...["title", "description", "summary", "default", "example", "examples", "deprecated", "readOnly", "writeOnly"],
  ...["externalDocs", "xml", "$comment", "$anchor", "$dynamicAnchor", "$id", "$schema", "$defs", "definitions"],
]);

/** Whether no keyword of a schema narrows its type. */
export function isAnnotation(schema: object): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword) || keyword.startsWith("x-"));
}
