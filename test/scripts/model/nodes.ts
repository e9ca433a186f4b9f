// Types and members as the model has them, in few words.

import { noDocs } from "../../../scripts/model/docs.js";
import type { Docs, MemberNode, TypeNode } from "../../../scripts/model/types/node.js";

type Primitive = Extract<TypeNode, { kind: "primitive" }>["name"];

function primitive(name: Primitive): TypeNode {
  return { kind: "primitive", name };
}

export const string = primitive("string");
export const number = primitive("number");
export const boolean = primitive("boolean");
export const nothing = primitive("null");
export const unknown = primitive("unknown");
export const never = primitive("never");
export const voidNode = primitive("void");

export function lit(value: string | number | boolean): TypeNode {
  return { kind: "literal", value };
}

export function open(...known: string[]): TypeNode {
  return { kind: "extensible", known };
}

export function array(items: TypeNode): TypeNode {
  return { kind: "array", items };
}

export function tuple(items: readonly TypeNode[], rest?: TypeNode): TypeNode {
  return { kind: "tuple", items, rest };
}

export function union(...of: TypeNode[]): TypeNode {
  return { kind: "union", of };
}

export function intersection(...of: TypeNode[]): TypeNode {
  return { kind: "intersection", of };
}

export function named(name: string): TypeNode {
  return { kind: "named", name };
}

export function reference(type: TypeNode, resource?: TypeNode): TypeNode {
  return { kind: "reference", type, resource };
}

export function docs(more: Partial<Docs>): Docs {
  return { ...noDocs, ...more };
}

/** `name?` is an optional member. */
export function members(
  types: Readonly<Record<string, TypeNode>>,
  about: Readonly<Record<string, Partial<Docs>>> = {},
) {
  return Object.entries(types).map(
    ([key, type]): MemberNode => ({
      name: key.replace(/\?$/, ""),
      type,
      optional: key.endsWith("?"),
      docs: docs(about[key] ?? {}),
    }),
  );
}

export function object(types: Readonly<Record<string, TypeNode>>, rest?: TypeNode): TypeNode {
  return { kind: "object", members: members(types), rest };
}
