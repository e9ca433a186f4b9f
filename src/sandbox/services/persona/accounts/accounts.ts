// Accounts: made or matched, changed, related to others, gathered into one, redacted.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers } from "../../../service.js";
import { noRelation, relationKeys } from "../data/relation-schemas.js";
import { erase } from "../events/events.js";
import { countMatches } from "../lists/list-items.js";
import { attachable } from "../objects/attached.js";
import { fieldsOf, isRedacted, ownObject } from "../objects/objects.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import { relationContext, tellObject } from "../objects/tell-object.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";
import { consolidate } from "./account-consolidation.js";
import { accountFields } from "./account-fields.js";
import { referenceOf } from "./account-for.js";

/** The type of Accounts for which none is named. */
const usualType = "acttp_3Hm8Qz5Wr1Yc7Kx4";

/** Whom an Account is related to, by the key of the relation. */
interface Relation {
  readonly key: string;
  readonly target: string;
  readonly at: number;
}

export const accounts: Handlers<operations, PersonaCaller> = {
  "create-an-account": (call) => {
    const given = call.body?.data?.attributes ?? {};
    const upsertBy = call.body?.meta?.["upsert-by"] ?? undefined;
    const own = call.resources.of<PersonaResource>("account");
    if (upsertBy !== undefined && upsertBy !== "reference-id") {
      throw refuse(422, { title: "Record invalid", detail: "must be reference-id", pointer: "/meta/upsert-by" });
    }
    const reference = given["reference-id"];
    const there = [...own.values()].find(
      (each) => each.account === call.caller.account && reference !== undefined && referenceOf(each) === reference,
    );
    if (there !== undefined) {
      if (upsertBy === undefined)
        throw refuse(409, { title: "Record not unique", detail: "Another Account has this reference-id" });
      update(call, there, given);
      return { status: call.assume("account-create-status") === "201 in either case" ? 201 : 200, record: there };
    }
    const record = own.create(
      {
        attributes: {
          "reference-id": reference ?? null,
          "account-type-name": "User",
          "account-status": given["account-status"] ?? "Active",
          tags: given.tags ?? [],
          fields: accountFields({}, given),
        },
        relationships: {
          "account-type": { data: { type: "account-type", id: given["account-type-id"] ?? usualType } },
        },
      },
      { account: call.caller.account },
    );
    tellObject(record, "account.created", call);
    countMatches(call, record);
    return { status: 201, record };
  },

  "update-an-account": (call) => {
    const record = changeable(call);
    update(call, record, call.body?.data?.attributes ?? {});
    return { record };
  },

  "redact-an-account": (call) => {
    const record = accountIn(call);
    if (isRedacted(record)) {
      throw wrongState(call, redacted, "account-redact-twice-status");
    }
    const { attributes } = record.resource;
    Object.assign(attributes, { fields: {}, tags: [], "reference-id": null, "redacted-at": call.clock.iso() });
    record.hidden.relations = [];
    erase(call, { ...record.resource });
    tellObject(record, "account.redacted", call);
    return { record };
  },

  "accounts-add-relation": (call) => {
    const { "relation-schema-key": key, "target-object-id": target } = call.body.meta;
    const record = changeable(call);
    if (!relationKeys.includes(key)) throw noRelation(call.assume<number>("account-relation-unknown-key-status"), key);
    const object = ownObject(call, call.caller.account, target);
    if (object === undefined || !["account", "transaction"].includes(object.type)) {
      throw refuse(404, `There is no Account or Transaction ${target}`);
    }
    const relations = relationsOf(record);
    if (!relations.some((each) => each.key === key && each.target === target)) {
      record.hidden.relations = [...relations, { key, target, at: call.clock.now() }];
      tellObject(record, "account.added-relation", call, relationContext({ key, target }));
    }
    return { record };
  },

  "accounts-remove-relation": (call) => {
    const { "relation-schema-key": key, "target-object-id": target } = call.body.meta;
    const record = changeable(call);
    const left = relationsOf(record).filter((each) => each.key !== key || each.target !== target);
    if (left.length < relationsOf(record).length) {
      record.hidden.relations = left;
      tellObject(record, "account.removed-relation", call, relationContext({ key, target }));
    }
    return { record };
  },

  "accounts-list-all-relations": (call) => {
    const { key, "created-at-start": from, "created-at-end": to } = call.query.filter;
    const found = relationsOf(accountIn(call)).filter(
      ({ key: own, at }) =>
        own === key && (from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to)),
    );
    const objects = found.flatMap(({ target }) => ownObject(call, call.caller.account, target) ?? []);
    return { page: call.page(objects.reverse()) };
  },

  /** An attached object is related to this Account, and to no other. */
  "accounts-add-objects": (call) => {
    const record = changeable(call);
    for (const { resource } of attachable(call, call.body.meta["object-ids"])) {
      resource.relationships.account = { data: { type: "account", id: record.id } };
    }
    return { record };
  },

  "accounts-remove-objects": (call) => {
    const record = changeable(call);
    for (const { resource } of attachable(call, call.body.meta["object-ids"])) {
      const { data } = resource.relationships.account ?? {};
      if ((data as { readonly id?: string } | null | undefined)?.id === record.id)
        resource.relationships.account = { data: null };
    }
    return { record };
  },

  /** The run that it begins goes through its states as any other. */
  runAccountAction: (call) => {
    const record = changeable(call);
    const run = call.resources.of("workflow-run").create({}, { account: call.caller.account });
    return { body: { data: record.resource, meta: { "workflow-run-id": run.id } } };
  },

  "consolidate-into-an-account": (call) =>
    consolidate(call, changeable(call), call.body.meta["source-account-ids"] ?? []),
};

type AccountCall = Call<{ parameters: { path: { "account-id": string } } }, PersonaCaller>;

const redacted = "The Account has been redacted";

/** The Account in the path. @throws a 404 if it is none of the caller's. */
function accountIn(call: AccountCall): PersonaObject {
  const id = call.path["account-id"];
  const record = id.startsWith("act_") ? ownObject(call, call.caller.account, id) : undefined;
  if (record === undefined) throw refuse(404, `There is no Account ${id}`);
  return record;
}

function changeable(call: AccountCall): PersonaObject {
  const record = accountIn(call);
  if (isRedacted(record)) throw wrongState(call, redacted);
  return record;
}

function update(
  call: Pick<AccountCall, "clock" | "assume"> & Parameters<typeof tellObject>[2],
  record: PersonaObject,
  given: Readonly<Record<string, unknown>>,
): void {
  const { attributes } = record.resource;
  const kept =
    call.assume<boolean>("account-update-fields-merge") || given.fields === undefined ? fieldsOf(record) : {};
  const fields = accountFields(kept, given);
  const hasNew = JSON.stringify(fields) !== JSON.stringify(fieldsOf(record));
  const status = given["account-status"] ?? attributes["account-status"];
  const isMoved = status !== attributes["account-status"];
  for (const name of ["reference-id", "tags"]) if (given[name] !== undefined) attributes[name] = given[name] ?? [];
  Object.assign(attributes, { fields, "account-status": status, "updated-at": call.clock.iso() });
  if (hasNew) {
    tellObject(record, "account.updated-fields", call);
    countMatches(call, record);
  }
  if (isMoved) tellObject(record, "account.status-updated", call);
}

function relationsOf({ hidden }: PersonaObject): readonly Relation[] {
  return (hidden.relations ?? []) as readonly Relation[];
}
