// Events as they are read again: all, or those about an object, or of a name.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { Handlers } from "../../../service.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";

export const eventList: Handlers<operations, PersonaCaller> = {
  "list-all-events": (call) => {
    const { name, id, "object-id": objectId } = call.query.filter ?? {};
    const isAmong = (value: unknown, wanted: string | undefined) =>
      wanted === undefined || wanted.split(",").includes(String(value));
    const matches = ({ resource }: PersonaObject) => {
      const { payload } = resource.attributes as { payload: { data: { id: string } } };
      return isAmong(resource.attributes.name, name) && isAmong(resource.id, id) && isAmong(payload.data.id, objectId);
    };
    const { account } = call.caller;
    const own = call.store.collection<PersonaObject>("event").newestFirst((event) => event.account === account);
    return { page: call.page(own, undefined, matches) };
  },
};
