// Objects that a Case gathers: Accounts, Inquiries, Reports, Transactions and Verifications of the organization.

import { document } from "../../../../generated/persona/document.js";
import type { operations } from "../../../../generated/persona/schema.js";
import { type Fault, Refusal, refuse } from "../../refusal.js";
import type { Handlers, Presenter, TypedRecord, World } from "../../service.js";
import { valueAt } from "../../spec.js";
import { tellChange } from "./case-events.js";
import { actorOf, changeableCase, type Identifier, touch } from "./case-records.js";
import type { PersonaCaller } from "./organizations.js";

/** An object of an organization, in the collection of its type. */
export interface GatheredObject extends TypedRecord {
  readonly organizationId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

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
 * What of `ids` is to be attached beside what is.
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
      const object = gathered(call, id);
      if (object?.organizationId !== call.caller.organization.id) throw refuse(404, `There is no object ${id}`);
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

/** The object of an id, whosever it is. */
export function gathered(world: World, id: string): GatheredObject | undefined {
  for (const type of types.get(id.split("_")[0] ?? "") ?? []) {
    const object = world.store.collection<GatheredObject>(type).get(id);
    if (object !== undefined) return object;
  }
  return undefined;
}

function listed(schema: string): readonly string[] {
  return valueAt(document, `/components/schemas/${schema}/properties/type/x-extensible-enum`) as readonly string[];
}

/** Types by the prefix of their ids. Which Reports and Verifications there are, the spec lists. */
const types: ReadonlyMap<string, readonly string[]> = new Map([
  ["act", ["account"]],
  ["inq", ["inquiry"]],
  ["txn", ["transaction"]],
  ["rep", listed("Report")],
  ["ver", listed("Verification")],
]);

/** An object is shown to its organization alone. */
const presentGathered: Presenter<PersonaCaller> = (object: GatheredObject, { organization }) => {
  const { type, id, organizationId, attributes, relationships } = object;
  return organizationId === organization.id ? { type, id, attributes, relationships } : undefined;
};

export const gatheredPresenters: Readonly<Record<string, Presenter<PersonaCaller>>> = Object.fromEntries(
  [...types.values()].flat().map((type) => [type, presentGathered]),
);
