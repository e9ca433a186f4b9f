// The status of a Case, among those of its template.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Handlers } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { type CaseEvent, tellChange } from "./case-events.js";
import { actorOf, changeableCase, statusOf, templateOf, touch } from "./case-records.js";

export const caseStatus: Handlers<operations, PersonaCaller> = {
  "set-status-for-a-case": (call) => {
    const { assume, clock, caller } = call;
    const { meta } = call.body;
    if (meta === undefined) throw refuse(400, { detail: "meta is missing", pointer: "/meta" });
    const { status } = meta;
    const record = changeableCase(call, call.path["case-id"]);
    const { attributes } = record;
    const to = templateOf(call, record).statuses.find(({ name }) => name === status);
    if (to === undefined) {
      const detail = "is no status of the Case Template";
      throw refuse(assume<number>("case-unknown-status-status"), { detail, pointer: "/meta/status" });
    }
    if (attributes.status === status) return { record };
    const wasAtEnd = statusOf(call, record)?.kind === "end";
    if (wasAtEnd && !assume<boolean>("case-leave-end-status")) {
      throw refuse(assume<number>("wrong-state-status"), `The Case has ended in ${attributes.status}`);
    }
    const isAtEnd = to.kind === "end";
    const events: CaseEvent[] = [{ name: "case.status-updated" }];
    const actor = actorOf(caller);
    attributes.status = status;
    if (isAtEnd && !wasAtEnd && assume<boolean>("case-resolved-by-end-status")) {
      const resolver = { "resolver-id": actor.id, "resolver-type": actor.type };
      Object.assign(attributes, { "resolved-at": clock.iso(), ...resolver });
      events.push({ name: "case.resolved" });
    }
    if (wasAtEnd && !isAtEnd) {
      const nobody = { "resolver-id": null, "resolver-type": null };
      Object.assign(attributes, { "resolved-at": null, ...nobody, resolution: null });
      events.push({ name: "case.reopened" });
    }
    touch(record, actor, call);
    tellChange(record, call, ...events);
    return { record };
  },
};
