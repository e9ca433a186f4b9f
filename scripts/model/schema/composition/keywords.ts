// The type of a schema by its keywords: its values, its types, and the parts and alternatives that it combines.

import { isObject } from "../../../document/json.js";
import { type Schema, texts } from "../../../document/resolve.js";
import { stringify } from "../../../document/stringify.js";
import { isRequirement } from "../../docs.js";
import type { TypeNode } from "../../types/node.js";
import { exactNumberOf } from "../exact-numbers.js";
import { arrayType, type Direction, objectType } from "../object.js";
import {
  addsToParts,
  conditionalMembers,
  impliedTypes,
  isMerged,
  typesOf,
  unconditional,
  withoutParts,
} from "./all-of.js";
import {
  booleanType,
  intersection,
  literal,
  neverType,
  nullType,
  numberType,
  stringType,
  union,
  unknownType,
} from "./combine.js";
import { alternative, inherited, type VariantContext } from "./variants.js";

export interface KeywordContext extends VariantContext {
  /** A JSON:API resource as a flat object, where the mode wants it so. */
  flatResource(schema: Schema, direction: Direction): TypeNode | undefined;
}

export function typeOfKeywords(schema: Schema, direction: Direction, context: KeywordContext): TypeNode {
  if (schema.const !== undefined) return literal(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map((value) => literal(value)));
  const isNullable = typesOf(schema).includes("null");
  const known = schema["x-extensible-enum"];
  if (Array.isArray(known)) {
    const open: TypeNode = { kind: "extensible", known: known.map(stringify) };
    return isNullable ? union([open, nullType]) : open;
  }
  if (isObject(schema.not) ? Object.keys(schema.not).length === 0 : schema.not === true) return neverType;
  const { allOf } = schema;
  // The parts are joined first: type and id may stand in one of them, and the attributes in another.
  const flat = allOf && context.flatResource(schema, direction);
  if (flat !== undefined) return isNullable ? union([flat, nullType]) : flat;
  const parts: TypeNode[] = [];
  const merged = isMerged(schema);
  if (!merged) for (const part of allOf ?? []) parts.push(inherited(unconditional(part), schema, direction, context));
  for (const choices of [schema.oneOf, schema.anyOf]) {
    if (!Array.isArray(choices) || choices.every(isRequirement)) continue;
    const required = texts(schema.required).filter((name) => context.document.property(schema, name) === undefined);
    parts.push(union(choices.map((choice) => alternative(requiring(choice, required), schema, direction, context))));
  }
  const conditional = conditionalMembers(schema, direction, context);
  if (conditional !== undefined) parts.push(conditional);
  const own = ownType(merged ? schema : withoutParts(context.document, schema), parts.length > 0, direction, context);
  const type = intersection(own === undefined ? parts : [own, ...parts]);
  return isNullable && parts.length > 0 ? union([type, nullType]) : type;
}

/** An alternative with the members of its own that the schema around it requires. */
function requiring(choice: Schema | boolean, required: readonly string[]): Schema | boolean {
  if (!isObject(choice) || choice.$ref !== undefined || !isObject(choice.properties)) return choice;
  const more = required.filter((name) => Object.hasOwn(choice.properties as object, name));
  return more.length === 0 ? choice : { ...choice, required: [...texts(choice.required), ...more] };
}

function ownType(schema: Schema, isPart: boolean, direction: Direction, context: KeywordContext): TypeNode | undefined {
  // `null` beside other parts means one or the other.
  const named = typesOf(schema).filter((type) => !isPart || type !== "null");
  const types = named.length > 0 ? named : impliedTypes(schema);
  if (types.length === 0 || (isPart && !types.every((type) => addsToParts(type, schema)))) return undefined;
  return union(types.map((type) => ofType(type, schema, direction, context)));
}

function ofType(type: string, schema: Schema, direction: Direction, context: KeywordContext): TypeNode {
  switch (type) {
    case "integer":
    case "number":
      return exactType(schema) ?? numberType;
    case "string":
      return stringType;
    case "boolean":
      return booleanType;
    case "null":
      return nullType;
    case "array":
      return arrayType(schema, direction, context);
    case "object":
      return context.flatResource(withoutChoices(schema), direction) ?? objectType(schema, direction, context);
    default:
      return unknownType;
  }
}

/** What a schema says beside its alternatives, which are parts of their own: a resource too, where each of them is one. */
function withoutChoices(schema: Schema): Schema {
  if (schema.oneOf === undefined && schema.anyOf === undefined) return schema;
  const { oneOf, anyOf, ...beside } = schema;
  return beside;
}

/** The type of a number that is kept exact. */
function exactType(schema: Schema): TypeNode | undefined {
  const exact = exactNumberOf(schema);
  return exact && { kind: "runtime", name: exact === "decimal" ? "Decimal" : "Int64", of: undefined };
}
