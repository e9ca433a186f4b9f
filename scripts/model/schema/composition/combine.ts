// Types put together: unions, intersections and literals, each in the shortest form that says the same.

import { noDocs } from "../../docs.js";
import type { MemberNode, TypeNode } from "../../types/node.js";

export const unknownType: TypeNode = { kind: "primitive", name: "unknown" };
export const voidType: TypeNode = { kind: "primitive", name: "void" };
export const undefinedType: TypeNode = { kind: "primitive", name: "undefined" };
export const fileType: TypeNode = { kind: "runtime", name: "FileInput", of: undefined };
export const stringType: TypeNode = { kind: "primitive", name: "string" };
export const numberType: TypeNode = { kind: "primitive", name: "number" };
export const booleanType: TypeNode = { kind: "primitive", name: "boolean" };
export const neverType: TypeNode = { kind: "primitive", name: "never" };
export const nullType: TypeNode = { kind: "primitive", name: "null" };

/** A value of the spec as a type: `enum` and `const` may hold any JSON. */
export function literal(value: unknown, depth = 0): TypeNode {
  if (value === null) return nullType;
  // YAML has `.inf` and `.nan`; TypeScript has no literal types for them.
  if (typeof value === "number" && !Number.isFinite(value)) return numberType;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: "literal", value };
  }
  if (typeof value !== "object" || depth > 20) return unknownType;
  if (Array.isArray(value)) {
    return { kind: "tuple", items: value.map((item) => literal(item, depth + 1)), rest: undefined };
  }
  const members = Object.entries(value).map(
    ([name, inner]): MemberNode => ({ name, type: literal(inner, depth + 1), optional: false, docs: noDocs }),
  );
  return { kind: "object", members, rest: undefined };
}

export function union(types: readonly TypeNode[]): TypeNode {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.of : [type]));
  if (flat.some(isUnknown)) return unknownType;
  const unique = opened(distinct(flat).filter((type) => !isNever(type)));
  const [first = neverType] = unique;
  return unique.length < 2 ? first : { kind: "union", of: unique };
}

/** Known strings beside any string: the compiler would forget the known ones, which an open set keeps. */
function opened(types: readonly TypeNode[]): readonly TypeNode[] {
  const any = types.some((type) => isPrimitive(type, "string"));
  const some = any || types.some(({ kind }) => kind === "extensible");
  const isKnown = (type: TypeNode) => type.kind === "literal" && typeof type.value === "string";
  if (!some || !types.some((type) => isKnown(type) || type.kind === "extensible")) return types;
  const words = types.flatMap((type): readonly string[] =>
    type.kind === "extensible" ? type.known : isKnown(type) ? [(type as { value: string }).value] : [],
  );
  const open: TypeNode = { kind: "extensible", known: [...new Set(words)] };
  const isPart = (type: TypeNode) => isPrimitive(type, "string") || isKnown(type) || type.kind === "extensible";
  const at = types.findIndex(isPart);
  return types.flatMap((type, index) => (index === at ? [open] : isPart(type) ? [] : [type]));
}

/** An intersection. Of two kinds that exclude each other the later part wins: it is the nearer one. */
export function intersection(types: readonly TypeNode[]): TypeNode {
  const flat = types.flatMap((type) => (type.kind === "intersection" ? type.of : [type]));
  if (flat.some(isNever)) return neverType;
  // An empty type adds nothing to the others.
  const known = distinct(flat.filter((type) => !isUnknown(type) && !isEmpty(type)));
  if (known.length === 0) return flat.find(isEmpty) ?? unknownType;
  const kinds = known.map(kindOf);
  const last = kinds.findLast((kind) => kind !== undefined);
  const agreed = known.filter((_, index) => kinds[index] === undefined || kinds[index] === last);
  const isNarrow = agreed.some((type) => type.kind !== "primitive" && kindOf(type) === last);
  const parts = isNarrow ? agreed.filter(({ kind }) => kind !== "primitive") : agreed;
  const isRecord = (type: TypeNode) => type.kind === "object" && type.members.length === 0;
  const closed = parts.every(isRecord) ? parts : parts.map(withoutLimits);
  const [first = unknownType] = parts;
  return parts.length < 2 ? first : { kind: "intersection", of: closed };
}

/** The kind of JSON value, where a type allows a single one and needs no declaration to know it. */
function kindOf(type: TypeNode): string | undefined {
  if (type.kind === "primitive") return type.name;
  if (type.kind === "literal") return typeof type.value;
  if (type.kind === "extensible") return "string";
  if (type.kind === "array" || type.kind === "tuple") return "array";
  if (type.kind === "object") return "object";
  if (type.kind !== "union") return undefined;
  const kinds = new Set(type.of.map(kindOf));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/**
 * Beside other parts, the index signature of one would apply to members of the others, and no value could be written
 * that fits both: so it becomes one that only allows other members.
 */
function withoutLimits(type: TypeNode): TypeNode {
  return type.kind === "object" && type.rest !== undefined ? { ...type, rest: unknownType } : type;
}

/** The members of an object by name, those of `more` in place of its own. */
export function withMembers(type: TypeNode, more: readonly MemberNode[]): TypeNode {
  if (more.length === 0) return type;
  if (type.kind === "object") {
    const byName = new Map(type.members.map((member) => [member.name, member]));
    for (const member of more) {
      const own = byName.get(member.name);
      byName.set(member.name, own === undefined ? member : { ...own, type: member.type, optional: member.optional });
    }
    return { ...type, members: [...byName.values()] };
  }
  const object: TypeNode = { kind: "object", members: more, rest: undefined };
  if (type.kind !== "intersection") return { kind: "intersection", of: [object, type] };
  const at = type.of.findIndex(({ kind }) => kind === "object");
  if (at === -1) return { kind: "intersection", of: [object, ...type.of] };
  return {
    kind: "intersection",
    of: type.of.map((part, index) => (index === at ? withMembers(part, more) : part)),
  };
}

function distinct(types: readonly TypeNode[]): readonly TypeNode[] {
  if (types.length < 2) return types;
  // Written out only where two could be alike: a type may be as large as the document.
  const large = types.filter(isLarge).length > 1;
  return [
    ...new Map(
      types.map((type) => [isLarge(type) ? (large ? JSON.stringify(type) : type) : small(type), type]),
    ).values(),
  ];
}

function isLarge({ kind }: TypeNode): boolean {
  return kind !== "primitive" && kind !== "literal" && kind !== "named";
}

function small(type: TypeNode): string {
  if (type.kind === "literal") return `${typeof type.value} ${type.value}`;
  return type.kind === "named" || type.kind === "primitive" ? `${type.kind} ${type.name}` : "";
}

export function isPrimitive(type: TypeNode | undefined, name: string): boolean {
  return type?.kind === "primitive" && type.name === name;
}

function isUnknown(type: TypeNode): boolean {
  return isPrimitive(type, "unknown");
}

function isNever(type: TypeNode): boolean {
  return isPrimitive(type, "never");
}

function isEmpty(type: TypeNode): boolean {
  return type.kind === "object" && type.members.length === 0 && type.rest === undefined;
}
