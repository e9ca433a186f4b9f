// Operations on a Verification or a Document of whichever kind: by its id alone.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers } from "../../../service.js";
import { printed } from "../inquiries/printed.js";
import type { PersonaCaller } from "../organizations.js";
import { ownObject } from "./objects.js";
import type { PersonaObject } from "./persona-object.js";

const documents = ["document/government-id", "document/generic"] as const;

export const unions: Handlers<operations, PersonaCaller> = {
  "retrieve-a-verification": (call) => ({ record: verification(call, call.path["verification-id"]) }),
  "print-a-verification-as-pdf": (call) => printed(verification(call, call.path["verification-id"]).resource),
  "retrieve-a-document": (call) => {
    for (const kind of documents) {
      const found = call.resources.of(kind).get(call.path["document-id"]);
      if (found?.account === call.caller.account) return { record: found };
    }
    throw refuse(404, `There is no Document ${call.path["document-id"]}`);
  },
};

function verification(call: Call<unknown, PersonaCaller>, id: string): PersonaObject {
  const found = id.startsWith("ver_") ? ownObject(call, call.caller.account, id) : undefined;
  if (found === undefined) throw refuse(404, `There is no Verification ${id}`);
  return found;
}
