// Theme Sets: an archived one is not changed any more.

import type { operations } from "../../../../../generated/persona/schema.js";
import { holderOf } from "../../../engine/lifecycles.js";
import type { Handlers } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";

export const themeSets: Handlers<operations, PersonaCaller> = {
  "update-a-theme-set": (call) => {
    if (holderOf(call.record().resource).status === "archived")
      throw wrongState(call, "The Theme Set is archived", "theme-set-archived-update-status");
    return call.byDocument();
  },
};
