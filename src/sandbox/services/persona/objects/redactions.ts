// Redaction of Inquiries and Verifications: what is personal is gone, for good, and from every copy.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers } from "../../../service.js";
import { erase } from "../events/events.js";
import type { PersonaCaller } from "../organizations.js";
import { fieldsOf, isRedacted } from "./objects.js";
import type { PersonaObject } from "./persona-object.js";

type ObjectCall = Call<unknown, PersonaCaller>;

/** The attributes that a redacted Verification keeps. */
const kept: ReadonlySet<string> = new Set([
  ...["status", "created-at", "created-at-ts", "submitted-at", "submitted-at-ts", "completed-at", "completed-at-ts"],
  ...["redacted-at", "country-code"],
]);

export const redactions: Handlers<operations, PersonaCaller> = {
  "redact-an-inquiry": (call) => {
    const record = found(call);
    if (isRedacted(record)) throw conflict(call, "inquiry-redact-twice-status", "The Inquiry is redacted");
    const { attributes } = record.resource;
    const fields = Object.entries(fieldsOf(record)).map(([name, field]) => [name, { ...field, value: null }]);
    Object.assign(attributes, { fields: Object.fromEntries(fields), note: null, tags: [] });
    return done(call, record);
  },

  "redact-a-verification": (call) => {
    const record = found(call);
    if (isRedacted(record) || record.hidden.locked === true) {
      const detail = `The Verification is ${isRedacted(record) ? "redacted" : "locked"}`;
      throw conflict(call, "verification-redact-locked-status", detail);
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
  return call.record() as unknown as PersonaObject;
}

/** The document says the rest: the time of the redaction, and the webhook about it. */
function done(call: Pick<ObjectCall, "byDocument"> & Parameters<typeof erase>[0], record: PersonaObject) {
  record.resource.attributes["redacted-at"] = call.clock.iso();
  erase(call, { ...record.resource });
  return call.byDocument();
}

function lock(call: Pick<ObjectCall, "record">, isLocked: boolean) {
  const record = found(call);
  record.hidden.locked = isLocked;
  return { record };
}

function conflict({ assume }: Pick<ObjectCall, "assume">, assumption: string, detail: string) {
  return refuse(assume<number>(assumption), { title: "Conflict", detail });
}
