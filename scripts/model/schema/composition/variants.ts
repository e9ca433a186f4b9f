// Types of a parent and its children: by a discriminator, by `oneOf`, and by an `allOf` that refers to the parent.

import { isObject } from "../../../document/json.js";
import { pointerOf, type Schema } from "../../../document/resolve.js";
import { noDocs } from "../../docs.js";
import type { TypeNode } from "../../types/node.js";
import { componentOf, type Family, namesOf, type SchemaAnalysis } from "../analyse.js";
import type { Direction, Speller } from "../object.js";
import { stringType, union, withMembers } from "./combine.js";
import { tagMembers } from "./discriminator.js";

export interface VariantContext extends Speller {
  readonly analysis: SchemaAnalysis;
  /** The component whose type is being made. */
  readonly component: string | undefined;
  reference(ref: string, direction: Direction): TypeNode;
  /** A component as the base of its children. */
  base(component: string, schema: Schema, direction: Direction): TypeNode;
}

/** The values of a parent: one of its children, or itself where its discriminator has a name for it. */
export function anyChild(
  component: string,
  schema: Schema,
  { heirs, own }: Family,
  direction: Direction,
  context: VariantContext,
): TypeNode {
  const isNamed = [...own.values()].some(({ length }) => length > 0);
  const base = (): TypeNode =>
    withMembers(context.base(component, schema, direction), tagMembers(schema, own, context));
  const others = heirs.map((heir) => context.reference(pointerOf("components", "schemas", heir), direction));
  return union([...(isNamed ? [base()] : []), ...others]);
}

/** A part of an `allOf`. From a parent that lists its children, a child inherits the members and not the list. */
export function inherited(
  part: Schema | boolean,
  { allOf = [], properties }: Schema,
  direction: Direction,
  context: VariantContext,
): TypeNode {
  const { document, analysis, component } = context;
  const base = isObject(part) ? componentOf(part.$ref) : undefined;
  const heirs = base === undefined ? undefined : analysis.families.get(base)?.heirs;
  const extendsIt = allOf.length > 1 || properties !== undefined || heirs?.includes(component ?? "");
  if (base !== undefined && heirs !== undefined && extendsIt) {
    return context.base(base, document.resolve(part) as Schema, direction);
  }
  const parent = isObject(part) && typeof part.$ref === "string" ? document.at(part.$ref) : undefined;
  if (!isObject(parent) || component === undefined) return context.of(part, direction);
  const { oneOf, anyOf, ...own } = parent as Schema;
  const listed = [...(oneOf ?? []), ...(anyOf ?? [])];
  const isListed = listed.some((child) => isObject(child) && componentOf(child.$ref) === component);
  return isListed ? context.of(own, direction) : context.of(part, direction);
}

/** One of several alternatives. A variant without a literal of its own gets the discriminator's. */
export function alternative(
  choice: Schema | boolean,
  { discriminator }: Schema,
  direction: Direction,
  context: VariantContext,
): TypeNode {
  const type = context.of(choice, direction);
  const component = isObject(choice) ? componentOf(choice.$ref) : undefined;
  if (component === undefined || !isObject(discriminator) || typeof discriminator.propertyName !== "string")
    return type;
  const property = discriminator.propertyName;
  const names = namesOf(context.document, discriminator, component);
  if (names.length === 0) return untagged(type, choice as Schema, property, context);
  if (context.analysis.tags.get(component)?.has(property) === true) return type;
  const tags = new Map([[property, names]]);
  const target = context.document.resolve(choice) as Schema;
  return isObject(target) ? withMembers(type, tagMembers(target, tags, context)) : type;
}

/** The variant for every other tag: the property may have any value, or be absent. */
function untagged(
  type: TypeNode,
  choice: Schema,
  property: string,
  { document, ...context }: VariantContext,
): TypeNode {
  const target = document.resolve(choice);
  if (!isObject(target) || document.property(target as Schema, property) !== undefined) return type;
  return withMembers(type, [{ name: context.memberName(property), type: stringType, optional: true, docs: noDocs }]);
}
