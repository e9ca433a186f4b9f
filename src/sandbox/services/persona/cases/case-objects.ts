// Objects that a Case gathers: Accounts, Documents, Graph Queries, Inquiries, Reports, Transactions and Verifications of the
// organization. The sandbox has no report runs and no SARs.

import type { operations } from "../../../../../generated/persona/schema.js";
import { type Fault, Refusal, refuse } from "../../../answer/refusal.js";
import type { Identifier } from "../../../engine/records/record.js";
import type { Handlers, World } from "../../../service.js";
import { ownOfAnyKind } from "../objects/attached.js";
import type { PersonaCaller } from "../organizations.js";
import { tellChange } from "./case-events.js";
import { actorOf, changeableCase, touch } from "./case-records.js";

export const caseObjects: Handlers<operations, PersonaCaller> = {
  "add-persona-objects": (call) => {
    const ids = wellFormed(call.body.meta?.["object-ids"] ?? []);
    const record = changeableCase(call, call.path["case-id"]);
    const added = newObjects(call, record.objects, ids);
    if (added.length > 0) {
      record.objects = [...record.objects, ...added];
      touch(record, actorOf(call.caller), call);
      tellChange(record, call);
    }
    return { record };
  },

  "remove-persona-objects": (call) => {
    const ids = new Set(wellFormed(call.body.meta?.["object-ids"] ?? []));
    const record = changeableCase(call, call.path["case-id"]);
    const left = record.objects.filter(({ id }) => !ids.has(id));
    if (left.length < record.objects.length) {
      record.objects = left;
      touch(record, actorOf(call.caller), call);
      tellChange(record, call);
    }
    return { record };
  },
};

/**
 * Those of `ids` that are not attached yet.
 *
 * @throws a refusal if one names no object of the organization, or is attached already and that may not be.
 */
export function newObjects(
  call: World & { readonly caller: PersonaCaller },
  attached: readonly Identifier[],
  ids: readonly string[],
): readonly Identifier[] {
  const has = new Set(attached.map(({ id }) => id));
  const twice = ids.find((id, index) => has.has(id) || ids.indexOf(id) !== index);
  if (twice !== undefined && call.assume<string>("case-add-object-twice") === "an error") {
    throw refuse(409, { title: "Record not unique", detail: `${twice} is attached already` });
  }
  return [...new Set(ids)]
    .filter((id) => !has.has(id))
    .map((id) => {
      const object = ownOfAnyKind(call, call.caller.account, id);
      if (object === undefined) throw refuse(404, `There is no object ${id}`);
      return { type: object.type, id };
    });
}

/** @throws a 422 that points at each id that can be none. */
export function wellFormed(ids: readonly string[]): readonly string[] {
  const faults = ids.flatMap((id, index): Fault[] =>
    /^[a-z]+_\w+$/.test(id)
      ? []
      : [{ title: "Record invalid", detail: "must be the id of an object", pointer: `/meta/object-ids/${index}` }],
  );
  if (faults.length > 0) throw new Refusal(422, faults);
  return ids;
}
