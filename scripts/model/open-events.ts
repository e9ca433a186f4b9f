// Services send events that no spec knows yet. The union of a service's events has a member for them: its name is any text,
// and the members that known events differ in are missing.

import { noDocs } from "./docs.js";
import { neverType, stringType } from "./schema/composition/combine.js";
import type { Declaration, MemberNode, TypeNode } from "./types/node.js";
import type { UnknownEvent, Webhook } from "./types/service.js";

/** The member of the union for unknown events; undefined where no member holds the event's name. */
export function unknownEvent(
  name: string,
  events: readonly Webhook[],
  declarations: readonly Declaration[],
): UnknownEvent | undefined {
  const byName = new Map(declarations.map((each) => [each.name, each]));
  const all = events.map(({ type }) => membersOf(type, byName));
  if (!all.every((members) => members !== undefined)) return undefined;
  const tag = all[0]?.find(({ name }) => new Set(textsAt(name, all)).size === events.length)?.name;
  if (tag === undefined) return undefined;
  const names = [...new Set(all.flatMap((members) => members.map((each) => each.name)))];
  return { name, tag, members: names.map((each) => (each === tag ? nameMember(each) : shared(each, all))) };
}

/** The values of a member that holds one text in each event. */
function textsAt(name: string, all: readonly (readonly MemberNode[])[]): readonly string[] {
  return all.flatMap((members) => {
    const type = members.find((each) => each.name === name)?.type;
    return type?.kind === "literal" && typeof type.value === "string" ? [type.value] : [];
  });
}

function nameMember(name: string): MemberNode {
  const description = "Name of the event, which this client does not know.";
  return { name, type: stringType, optional: false, docs: { ...noDocs, description } };
}

/**
 * A member that all events share has its type here too. Any other is `never`, so that a comparison of the name leaves the
 * known event's own type.
 */
function shared(name: string, all: readonly (readonly MemberNode[])[]): MemberNode {
  const found = all.flatMap((members) => members.filter((each) => each.name === name));
  const [first] = found as [MemberNode];
  const types = new Set(found.map(({ type }) => JSON.stringify(type)));
  if (types.size === 1 && found.length === all.length) {
    return { ...first, optional: found.every(({ optional }) => optional) };
  }
  if (textsAt(name, all).length === all.length) return { ...first, type: stringType };
  const description = "Its type is unknown here: give it one by `as`.";
  return { name, type: neverType, optional: false, docs: { ...noDocs, description } };
}

function membersOf(type: TypeNode, declarations: ReadonlyMap<string, Declaration>): readonly MemberNode[] | undefined {
  if (type.kind === "object") return type.members;
  const declared = type.kind === "named" ? declarations.get(type.name) : undefined;
  return declared === undefined || declared.states !== undefined ? undefined : membersOf(declared.type, declarations);
}
