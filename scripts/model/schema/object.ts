// Objects and arrays.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { noDocs, schemaDocs } from "../docs.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import { union, unknownType } from "./composition/combine.js";

/** The direction of a value: to the service or from it. */
export type Direction = "input" | "output";

/** Makes the types of the schemas inside a schema. */
export interface Speller {
  readonly document: SpecDocument;
  of(schema: Schema | boolean | undefined, direction: Direction): TypeNode;
  /** The caller's name for a property of the wire. */
  memberName(wire: string): string;
  /** Makes the type of a property, whose inner names may be data. */
  inside<T>(wire: string, spell: () => T): T;
}

export function objectType(schema: Schema, direction: Direction, speller: Speller): TypeNode {
  const { properties, required } = speller.document.properties(schema);
  const rest = restType(schema, direction, speller);
  const members = [...properties].flatMap(([wire, property]) =>
    isForOtherSide(property, direction, speller.document)
      ? []
      : [{ ...memberNode(wire, property, required.has(wire), direction, speller), wire }],
  );
  const keys = keysOf(schema.propertyNames, speller.document);
  if (keys !== undefined && rest !== undefined) {
    const others = keys.filter((key) => !properties.has(key));
    const more = others.map((key) => openMember(key, required.has(key), rest, speller));
    return { kind: "object", members: [...apart(members), ...more], rest: undefined };
  }
  // A required property is there, although the schema does not describe it.
  const named = [...required].filter((name) => !properties.has(name));
  const open = named.map((wire) => ({ ...openMember(wire, true, rest ?? unknownType, speller), wire }));
  const isBare = properties.size === 0 && schema.additionalProperties === undefined;
  const all = apart([...members, ...open]);
  return { kind: "object", members: all, rest: rest ?? (isBare && all.length === 0 ? unknownType : undefined) };
}

/**
 * Members without the wire's names. Of two with the same caller's name, a response has the first under that name, and the
 * second under the name of the wire.
 */
function apart(members: readonly (MemberNode & { readonly wire: string })[]): readonly MemberNode[] {
  const groups = new Map<string, (MemberNode & { readonly wire: string })[]>();
  for (const member of members) {
    const group = groups.get(member.name);
    if (group === undefined) groups.set(member.name, [member]);
    else group.push(member);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ wire: _, ...first }] = group as [MemberNode & { readonly wire: string }];
    if (group.length === 1) return [first];
    const shared = {
      ...first,
      type: union(group.map(({ type }) => type)),
      optional: group.every((each) => each.optional),
    };
    const others = group.filter(({ name, wire }) => name !== wire);
    return [shared, ...others.map(({ wire, ...member }) => ({ ...member, name: wire, optional: true }))];
  });
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
    type: speller.inside(wire, () => speller.of(property, direction)),
    optional: !required,
    docs: schemaDocs(property, target === property ? property : ({ description: target?.description } as Schema)),
  };
}

function openMember(wire: string, required: boolean, type: TypeNode, speller: Speller): MemberNode {
  return { name: speller.memberName(wire), type, optional: !required, docs: noDocs };
}

/** The type of members without a name of their own; undefined if there are none, or anything. */
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
export function isForOtherSide(property: Schema, direction: Direction, document: SpecDocument): boolean {
  const keyword = direction === "input" ? "readOnly" : "writeOnly";
  const parts = [property, document.resolve(property), ...(Array.isArray(property.allOf) ? property.allOf : [])];
  return parts.some((part) => isObject(part) && part[keyword] === true);
}

export function arrayType(schema: Schema, direction: Direction, speller: Speller): TypeNode {
  const { items, minItems, maxItems } = schema;
  // Older drafts had the list of positions in `items`, and what follows them in `additionalItems`.
  const old = Array.isArray(items);
  const positions = old ? (items as (Schema | boolean)[]) : schema.prefixItems;
  const unnamed = schema.unevaluatedItems as Schema | boolean | undefined;
  const others = (old ? (schema.additionalItems as Schema | boolean | undefined) : items) ?? unnamed;
  if (!Array.isArray(positions)) return { kind: "array", items: speller.of(others, direction) };
  const types = positions.map((item) => speller.of(item, direction));
  const isClosed = others === false || (typeof maxItems === "number" && maxItems <= types.length);
  const rest = isClosed ? undefined : speller.of(others, direction);
  const optional = typeof minItems === "number" ? Math.max(0, types.length - minItems) : 0;
  const tuple = { kind: "tuple" as const, items: types, rest };
  return optional === 0 ? tuple : { ...tuple, optional };
}
