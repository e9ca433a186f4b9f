// The discriminating property of a variant: a literal in place of a property that may be any string.

import { isObject } from "../../../document/json.js";
import type { Schema, SpecDocument } from "../../../document/resolve.js";
import { noDocs, schemaDocs } from "../../docs.js";
import type { MemberNode } from "../../types/node.js";
import { literal, union } from "./combine.js";

interface Namer {
  readonly document: SpecDocument;
  memberName(wire: string): string;
}

/** The discriminating members of a variant, each with the values that lead to it. */
export function tagMembers(
  schema: Schema,
  tags: ReadonlyMap<string, readonly string[]>,
  namer: Namer,
): readonly MemberNode[] {
  const { document } = namer;
  return [...tags].flatMap(([wire, values]): MemberNode[] => {
    if (!isObject(schema) || !takes(document, schema, wire, values)) return [];
    const property = document.property(schema, wire);
    const docs = property === undefined ? noDocs : schemaDocs(property);
    return [
      { name: namer.memberName(wire), type: union(values.map((value) => literal(value))), optional: false, docs },
    ];
  });
}

/** Whether a variant is an object whose property is open to these values, and to others. */
function takes(document: SpecDocument, schema: Schema, wire: string, values: readonly string[], depth = 0): boolean {
  const choices = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(choices) && depth < 8) {
    // A union can be distinguished from other variants if each of its alternatives can have the tag.
    const targets = choices.map((choice) => document.resolve(choice)).filter(isObject) as Schema[];
    return targets.length === choices.length && targets.every((each) => takes(document, each, wire, values, depth + 1));
  }
  if (choices !== undefined || schema.enum !== undefined) return false;
  if (schema.type !== undefined && schema.type !== "object") return false;
  const property = document.resolve(document.property(schema, wire));
  if (property === undefined) return schema.properties !== undefined || schema.allOf !== undefined;
  if (!isObject(property) || property.const !== undefined) return false;
  if (Array.isArray(property.enum)) {
    return property.enum.length > values.length && values.every((value) => property.enum?.includes(value));
  }
  return property.type === "string" && property["x-extensible-enum"] === undefined;
}
