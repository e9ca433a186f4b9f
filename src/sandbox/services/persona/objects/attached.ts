// Objects that are put together with an Account or a Transaction: Inquiries, Verifications, Reports and Documents.

import { refuse } from "../../../answer/refusal.js";
import type { Call, World } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { kindsOf, ownObject } from "./objects.js";
import type { PersonaObject } from "./persona-object.js";

const documents = kindsOf("AnyDocument");

/** The objects of these ids. @throws a 404 for one that is none of the caller's, a 422 for one of a kind that has relations. */
export function attachable(call: Call<unknown, PersonaCaller>, ids: readonly string[]): readonly PersonaObject[] {
  return ids.map((id) => {
    const object = ownObject(call, call.caller.account, id) ?? documentIn(call, call.caller.account, id);
    if (object === undefined) throw refuse(404, `There is no object ${id}`);
    if (["account", "transaction"].includes(object.type)) {
      const detail = `${id} is related by add-relation`;
      throw refuse(422, { title: "Record invalid", detail, pointer: "/meta/object-ids" });
    }
    return object;
  });
}

function documentIn({ store }: World, environmentId: string, id: string): PersonaObject | undefined {
  for (const type of documents) {
    const found = store.collection<PersonaObject>(type).get(id);
    if (found?.account === environmentId) return found;
  }
  return undefined;
}
