// A Verification as a file: of whichever kind, by its id alone.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { Handlers } from "../../../service.js";
import { printed } from "../inquiries/printed.js";
import type { PersonaCaller } from "../organizations.js";
import type { PersonaResource } from "./persona-object.js";

export const unions: Handlers<operations, PersonaCaller> = {
  "print-a-verification-as-pdf": (call) => printed(call.record<PersonaResource>().resource),
};
