// The webhook events of Cases, for their organization.

import type { World } from "../../../service.js";
import { keys } from "../api-keys/keys.js";
import { tell } from "../events/events.js";
import { callerOf } from "../organizations.js";
import { presentCase } from "./case-presenters.js";
import type { CaseRecord } from "./case-records.js";

export interface CaseEvent {
  readonly name: string;
  readonly context?: object;
}

/** Tells of one event. */
export function tellCase(record: CaseRecord, world: World, event: CaseEvent): void {
  for (const key of keys(world)) {
    if (key.organizationId !== record.organizationId) continue;
    const caller = callerOf(key, world);
    tell(caller.organization, { ...event, resource: presentCase(record, caller, world) }, world);
    return;
  }
}

/** Tells of a change by its own events, if it has any, and by `case.updated`, which stands for all changes. */
export function tellChange(record: CaseRecord, world: World, ...events: readonly CaseEvent[]): void {
  for (const event of [...events, { name: "case.updated" }]) tellCase(record, world, event);
}
