// Redaction of Inquiries and Verifications: what is personal is gone, for good, and from every copy.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { Call, Handlers } from "../../../service.js";
import { erase } from "../events/events.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";
import { fieldsOf, isRedacted } from "./objects.js";
import type { PersonaObject, PersonaResource } from "./persona-object.js";

type ObjectCall = Call<unknown, PersonaCaller>;

/** The attributes that a redacted Verification keeps. */
const kept: ReadonlySet<string> = new Set([
  ...["status", "created-at", "created-at-ts", "submitted-at", "submitted-at-ts", "completed-at", "completed-at-ts"],
  ...["redacted-at", "country-code"],
]);

export const redactions: Handlers<operations, PersonaCaller> = {
  "redact-an-inquiry": (call) => {
    const record = found(call);
    if (isRedacted(record)) throw wrongState(call, "The Inquiry is redacted", "inquiry-redact-twice-status");
    const { attributes } = record.resource;
    const fields = Object.entries(fieldsOf(record)).map(([name, field]) => [name, { ...field, value: null }]);
    Object.assign(attributes, { fields: Object.fromEntries(fields), note: null, tags: [] });
    return done(call, record);
  },

  "redact-a-verification": (call) => {
    const record = found(call);
    if (isRedacted(record) || record.hidden.locked === true) {
      const detail = `The Verification is ${isRedacted(record) ? "redacted" : "locked"}`;
      throw wrongState(call, detail, "verification-redact-locked-status");
    }
    const { attributes } = record.resource;
    for (const name of Object.keys(attributes)) if (!kept.has(name)) Reflect.deleteProperty(attributes, name);
    Object.assign(attributes, { tags: [], checks: [] });
    return done(call, record);
  },

  "investigation-lock-a-verification": (call) => lock(call, true),
  "investigation-unlock-a-verification": (call) => lock(call, false),
};

function found(call: Pick<ObjectCall, "record">): PersonaObject {
  return call.record<PersonaResource>();
}

/** The document says the rest: the time of the redaction, and the webhook about it. */
function done(call: Pick<ObjectCall, "byDocument"> & Parameters<typeof erase>[0], record: PersonaObject) {
  record.resource.attributes["redacted-at"] = call.clock.iso();
  erase(call, { ...record.resource });
  return call.byDocument();
}

function lock(call: Pick<ObjectCall, "record" | "assume" | "operation">, isLocked: boolean) {
  const record = found(call);
  const assumption = `verification-${isLocked ? "lock" : "unlock"}-twice-status`;
  if ((record.hidden.locked === true) === isLocked && call.assume<number>(assumption) !== 200)
    throw wrongState(call, `The Verification is ${isLocked ? "locked already" : "not locked"}`, assumption);
  record.hidden.locked = isLocked;
  return { record };
}
