// Sessions of an Inquiry: so many at most, and over once.

import type { operations } from "../../../../../generated/persona/schema.js";
import { isObject } from "../../../../json.js";
import { refuse } from "../../../answer/refusal.js";
import { holderOf } from "../../../engine/lifecycles.js";
import type { Handlers } from "../../../service.js";
import type { PersonaResource } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";

const mostSessions = 25;

export const sessions: Handlers<operations, PersonaCaller> = {
  "create-an-inquiry-session": (call) => {
    const id = call.body?.data?.attributes?.["inquiry-id"];
    const inquiry = id === undefined ? undefined : call.resources.of("inquiry").get(id);
    if (id !== undefined && inquiry?.account !== call.caller.account) throw refuse(404, `There is no Inquiry ${id}`);
    const own = [...call.resources.of<PersonaResource>("inquiry-session").values()];
    const made = own.filter(({ resource: { relationships } }) => {
      const data = relationships.inquiry?.data;
      return isObject(data) && data.id === id;
    });
    if (id !== undefined && made.length >= mostSessions)
      throw wrongState(call, `The Inquiry has ${mostSessions} sessions already`, "inquiry-sessions-too-many-status");
    return call.byDocument();
  },

  "expire-an-inquiry-session": (call) => {
    const record = call.record();
    const isOver = holderOf(record.resource).status === "expired";
    if (isOver && call.assume<number>("inquiry-session-expire-twice-status") === 200) return { record };
    return call.byDocument();
  },
};
