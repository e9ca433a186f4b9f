// An alias may not be defined by itself: `type A = A | string` is refused, `type A = A[] | string` is not. The reference that
// leads back is removed, where that leaves the same type, and widened where it does not.

import { connectedComponents } from "../../document/connected-components.js";
import type { Declaration, TypeNode } from "../types/node.js";
import { intersection, isPrimitive, union, unknownType } from "./composition/combine.js";

export function openCycles(declarations: readonly Declaration[]): readonly Declaration[] {
  const aliases = new Map<string, TypeNode>();
  for (const { name, type } of declarations) {
    if (type.kind === "named" || type.kind === "union" || type.kind === "intersection") aliases.set(name, type);
  }
  const opened = new Map<string, TypeNode>();
  for (const cycle of connectedComponents(new Map([...aliases].map(([name, type]) => [name, eager(type)])))) {
    const [first = "", ...others] = cycle;
    const members = new Set(cycle);
    const types = cycle.map((name) => aliases.get(name) as TypeNode);
    if (types.every(({ kind }) => kind === "union" || kind === "named")) {
      // Each of them allows what any of them allows.
      const all = types.flatMap((type) => (type.kind === "union" ? type.of : [type]));
      const known = all.filter((type) => type.kind !== "named" || !members.has(type.name));
      opened.set(first, known.length === 0 ? unknownType : union(known.map((type) => without(type, members))));
      for (const name of others) opened.set(name, { kind: "named", name: first });
    } else {
      for (const [index, name] of cycle.entries()) opened.set(name, without(types[index] as TypeNode, members));
    }
  }
  if (opened.size === 0) return declarations;
  return declarations.map((each) => ({ ...each, type: opened.get(each.name) ?? each.type }));
}

/** The type with `unknown` for these names, which has no effect in an intersection. */
function without(type: TypeNode, names: ReadonlySet<string>): TypeNode {
  if (type.kind === "named") return names.has(type.name) ? unknownType : type;
  if (type.kind === "union") {
    const of = type.of.map((part) => without(part, names));
    return of.some((part) => isPrimitive(part, "unknown")) ? unknownType : union(of);
  }
  return type.kind === "intersection" ? intersection(type.of.map((part) => without(part, names))) : type;
}

/** Aliases that the compiler resolves before it knows this one. */
function eager(type: TypeNode | undefined): readonly string[] {
  if (type?.kind === "named") return [type.name];
  return type?.kind === "union" || type?.kind === "intersection" ? type.of.flatMap(eager) : [];
}
