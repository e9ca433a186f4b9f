// Objects and arrays.

import { isObject, type Schema, type SpecDocument } from "../../document/resolve.js";
import { noDocs, schemaDocs } from "../docs.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import { union, unknownType } from "./combine.js";

/** Which way a type travels: to the service or from it. */
export type Direction = "input" | "output";

/** What spells the schemas inside a schema. */
export interface Speller {
  readonly document: SpecDocument;
  of(schema: Schema | boolean | undefined, direction: Direction): TypeNode;
  /** The caller's name for a property of the wire. */
  memberName(wire: string): string;
}

export function objectType(schema: Schema, direction: Direction, speller: Speller): TypeNode {
  const { properties, required } = speller.document.properties(schema);
  const rest = restType(schema, direction, speller);
  const members = [...properties].flatMap(([wire, property]) =>
    isForOtherSide(property, direction, speller.document)
      ? []
      : [memberNode(wire, property, required.has(wire), direction, speller)],
  );
  const keys = keysOf(schema.propertyNames, speller.document);
  if (keys !== undefined && rest !== undefined) {
    const others = keys.filter((key) => !properties.has(key));
    const more = others.map((key) => openMember(key, required.has(key), rest, speller));
    return { kind: "object", members: [...members, ...more], rest: undefined };
  }
  // What a schema requires without a word about it is there all the same.
  for (const name of required) {
    if (!properties.has(name)) members.push(openMember(name, true, rest ?? unknownType, speller));
  }
  const isBare = properties.size === 0 && schema.additionalProperties === undefined;
  return { kind: "object", members, rest: rest ?? (isBare && members.length === 0 ? unknownType : undefined) };
}

export function memberNode(
  wire: string,
  property: Schema,
  required: boolean,
  direction: Direction,
  speller: Speller,
): MemberNode {
  const target = speller.document.resolve(property) as Schema | undefined;
  return {
    name: speller.memberName(wire),
    type: speller.of(property, direction),
    optional: !required,
    docs: schemaDocs(property, target === property ? property : ({ description: target?.description } as Schema)),
  };
}

function openMember(wire: string, required: boolean, type: TypeNode, speller: Speller): MemberNode {
  return { name: speller.memberName(wire), type, optional: !required, docs: noDocs };
}

/** The type of members that are not named one by one; undefined if there are none, or none to speak of. */
function restType(schema: Schema, direction: Direction, speller: Speller): TypeNode | undefined {
  const { additionalProperties = schema.unevaluatedProperties as Schema | boolean | undefined, patternProperties } =
    schema;
  const patterns = isObject(patternProperties) ? Object.values(patternProperties) : [];
  const known = patterns.map((each) => speller.of(each as Schema | boolean, direction));
  if (additionalProperties === undefined) return known.length === 0 ? undefined : union(known);
  if (additionalProperties !== false) known.push(speller.of(additionalProperties, direction));
  return known.length === 0 ? undefined : union(known);
}

/** The names that `propertyNames` lists. */
function keysOf(schema: unknown, document: SpecDocument): readonly string[] | undefined {
  const target = document.resolve(schema);
  const listed = isObject(target) ? (target.const !== undefined ? [target.const] : target.enum) : undefined;
  return Array.isArray(listed) && listed.every((name) => typeof name === "string") ? listed : undefined;
}

/** `readOnly` is not sent, `writeOnly` not answered; the property says so, or what it refers to. */
function isForOtherSide(property: Schema, direction: Direction, document: SpecDocument): boolean {
  const keyword = direction === "input" ? "readOnly" : "writeOnly";
  const parts = [property, document.resolve(property), ...(Array.isArray(property.allOf) ? property.allOf : [])];
  return parts.some((part) => isObject(part) && part[keyword] === true);
}

export function arrayType(schema: Schema, direction: Direction, speller: Speller): TypeNode {
  const { items, minItems, maxItems } = schema;
  // Older drafts had the list of positions in `items`, and what follows them in `additionalItems`.
  const old = Array.isArray(items);
  const positions = old ? (items as (Schema | boolean)[]) : schema.prefixItems;
  const others = old ? (schema.additionalItems as Schema | boolean | undefined) : items;
  if (!Array.isArray(positions)) return { kind: "array", items: speller.of(others, direction) };
  const types = positions.map((item) => speller.of(item, direction));
  const isClosed = others === false || (typeof maxItems === "number" && maxItems <= types.length);
  const rest = isClosed ? undefined : speller.of(others, direction);
  const optional = typeof minItems === "number" ? Math.max(0, types.length - minItems) : 0;
  const tuple = { kind: "tuple" as const, items: types, rest };
  return optional === 0 ? tuple : { ...tuple, optional };
}
