// Objects that are put together with an Account or a Transaction: Inquiries, Verifications, Reports and Documents.

import { refuse } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { kindsOf, ownObject } from "./objects.js";
import type { PersonaObject } from "./persona-object.js";

const documents = kindsOf("AnyDocument");

/** What a Case gathers beside what is shared: all that the sandbox has of them. */
export function ownOfAnyKind(world: World, environmentId: string, id: string): PersonaObject | undefined {
  return ownObject(world, environmentId, id) ?? ownIn([...documents, "graph-query"], world, environmentId, id);
}

/** The objects of these ids. @throws a 404 for one that is none of the caller's, a 422 for one of a kind that has relations. */
export function attachable(
  call: World & { readonly caller: PersonaCaller },
  ids: readonly string[],
): readonly PersonaObject[] {
  return ids.map((id) => {
    const object = ownObject(call, call.caller.account, id) ?? ownIn(documents, call, call.caller.account, id);
    if (object === undefined) throw refuse(404, `There is no object ${id}`);
    if (["account", "transaction"].includes(object.type)) {
      const detail = `${id} is related by add-relation`;
      throw refuse(422, { title: "Record invalid", detail, pointer: "/meta/object-ids" });
    }
    return object;
  });
}

function ownIn(
  types: readonly string[],
  { store }: World,
  environmentId: string,
  id: string,
): PersonaObject | undefined {
  for (const type of types) {
    const found = store.collection<PersonaObject>(type).get(id);
    if (found?.account === environmentId) return found;
  }
  return undefined;
}
