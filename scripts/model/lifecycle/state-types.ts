// A type for each state of a resource. The member that holds the state distinguishes them.

import { noDocs } from "../docs.js";
import { type NameScope, typeName } from "../naming/names.js";
import { union } from "../schema/composition/combine.js";
import type { Lifecycle, LifecycleState } from "../types/lifecycle.js";
import type { Declaration, MemberNode, StateTypes, TypeNode } from "../types/node.js";

/** None for a type that callers also pass: they need not give what a service guarantees. */
export function stateTypesOf(
  { resource, title, property, states }: Lifecycle,
  { type, input }: Declaration,
  scope: NameScope,
  declarations: readonly Declaration[] = [],
): StateTypes | undefined {
  const members = type.kind === "object" ? type.members : [];
  const state = members.find(({ name }) => name === property);
  // A state that is no string has no room for states that the spec does not know.
  if (input || state === undefined || !isOpen(state.type, declarations)) return undefined;
  const known = states.map((each) => ({
    name: scope.reserve(stateName(each.name) + resource),
    state: each.name,
    members: guaranteed(each, members, property),
    docs: {
      ...noDocs,
      description: [`${/^[aeiou]/i.test(title) ? "An" : "A"} ${title} that is \`${each.name}\`.`, each.description]
        .join(" ")
        .trim(),
    },
  }));
  return { property: state, known, other: scope.reserve(`Other${resource}`), base: scope.reserve(`Any${resource}`) };
}

/** `UPDATED` is a word like any other in the name of a type. */
function stateName(state: string): string {
  return typeName(/[a-z]/.test(state) ? state : state.toLowerCase());
}

/** A state may be a component of its own. */
function isOpen(type: TypeNode, declarations: readonly Declaration[]): boolean {
  if (type.kind === "named") {
    const declared = declarations.find(({ name }) => name === type.name);
    return declared !== undefined && declared.type.kind !== "named" && isOpen(declared.type, declarations);
  }
  return type.kind === "extensible" || (type.kind === "primitive" && type.name === "string");
}

/** The members that a state guarantees and the resource itself does not. */
function guaranteed(
  { guarantees }: LifecycleState,
  members: readonly MemberNode[],
  property: string,
): readonly MemberNode[] {
  return guarantees.flatMap((name) => {
    const member = members.find((each) => each.name === name);
    if (member === undefined || name === property) return [];
    const type = withoutNull(member.type);
    if (!member.optional && type === member.type) return [];
    return [{ ...member, type, optional: false, docs: noDocs }];
  });
}

function withoutNull(type: TypeNode): TypeNode {
  if (type.kind !== "union") return type;
  const some = type.of.filter((part) => !(part.kind === "primitive" && part.name === "null"));
  return some.length === type.of.length ? type : union(some);
}
