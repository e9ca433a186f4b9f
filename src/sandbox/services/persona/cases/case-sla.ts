// The time agreed for a Case. When it runs out and the Case is not finished, its organization gets a webhook.

import { refuse } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import { tellCase } from "./case-events.js";
import { type CaseRecord, statusOf } from "./case-records.js";

const timer = "case-sla";

/** @throws a 422 for a time that has run out before it begins. */
export function checkSla(seconds: number | null | undefined): void {
  if (typeof seconds !== "number" || seconds > 0) return;
  const pointer = "/meta/sla-expires-in-seconds";
  throw refuse(422, { title: "Record invalid", detail: "must be greater than 0", pointer });
}

/** Agrees a time from now, in place of the one before; null for none. */
export function agreeSla(record: CaseRecord, seconds: number | null, { store, clock }: World): void {
  const at = seconds === null ? null : clock.now() + Math.round(seconds * 1000);
  record.attributes["sla-expires-at"] = at === null ? null : clock.iso(at);
  // The timer belongs to this record, so that removing the record removes the timer too.
  const agreed = store.collection("case-sla");
  agreed.remove(record.id);
  if (at === null) return;
  agreed.add({ id: record.id });
  clock.schedule(at, timer, record.id, `case-sla/${record.id}`);
}

export const caseTimers = {
  [timer]: (id: string, world: World): void => {
    world.store.collection("case-sla").remove(id);
    const record = world.store.collection<CaseRecord>("case").get(id);
    if (record === undefined || statusOf(world, record)?.kind === "end") return;
    tellCase(record, world, { name: "case.sla-expired" });
  },
};
