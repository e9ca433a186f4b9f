// Transactions: reported, decided, labelled, put together with other objects, redacted.

import type { operations } from "../../../../../generated/persona/schema.js";
import { type Refusal, refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import { referenceOf } from "../accounts/account-for.js";
import { noRelation, relationKeys } from "../data/relation-schemas.js";
import { erase } from "../events/events.js";
import { countMatches } from "../lists/list-items.js";
import { attachable } from "../objects/attached.js";
import { fieldsOf, ownObject } from "../objects/objects.js";
import { identifiersOf, type PersonaObject, type PersonaResource, personaObject } from "../objects/persona-object.js";
import { relationContext, tellObject } from "../objects/tell-object.js";
import { typedFields } from "../objects/typed-fields.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";

type TransactionCall = Call<{ parameters: { path: { "transaction-id": string } } }, PersonaCaller>;

interface Label {
  readonly label?: string | undefined;
  readonly "model-version"?: string | undefined;
}

export const transactions: Handlers<operations, PersonaCaller> = {
  "create-a-transaction": (call) => {
    const given = call.body?.data?.attributes ?? {};
    const { "transaction-type-id": typeId, "reference-id": reference } = given;
    const own = call.resources.of<PersonaResource>("transaction");
    for (const there of own.values()) {
      if (there.account === call.caller.account && reference !== undefined && referenceOf(there) === reference)
        return { status: call.assume<string>("transaction-create-200").startsWith("never") ? 201 : 200, record: there };
    }
    if (typeId !== undefined && call.resources.of("transaction-type").get(typeId) === undefined)
      throw invalid("transaction-type-id", `There is no Transaction Type ${typeId}`);
    const type = typeId === undefined ? {} : { "transaction-type": { data: { type: "transaction-type", id: typeId } } };
    const record = own.create(
      {
        attributes: {
          ...{ status: "created", "reference-id": reference ?? null, tags: given.tags ?? [] },
          fields: typedFields(given.fields ?? {}),
        },
        relationships: { ...type, reviewer: { data: null }, "transaction-label": { data: null }, ...nothingRelated },
      },
      { account: call.caller.account },
    );
    tellObject(record, "transaction.created", call);
    countMatches(call, record);
    return { status: 201, record };
  },

  "update-a-transaction": (call) => {
    const record = changeable(call);
    const { attributes } = record.resource;
    const { fields, label: text, status, ...rest } = call.body?.data?.attributes ?? {};
    const before = [attributes.status, JSON.stringify(fieldsOf(record))];
    const { tags } = rest;
    const isAdded = tags !== undefined && tags !== null && !call.assume<boolean>("transaction-update-tags");
    const there = attributes.tags as readonly string[];
    Object.assign(attributes, rest, isAdded && { tags: [...new Set([...there, ...tags])] }, {
      ...(status !== undefined && { status }),
      fields: { ...fieldsOf(record), ...typedFields(fields ?? {}) },
      "updated-at": call.clock.iso(),
    });
    if (attributes.status !== before[0]) tellObject(record, "transaction.status-updated", call);
    if (JSON.stringify(attributes.fields) !== before[1]) {
      tellObject(record, "transaction.updated-fields", call);
      countMatches(call, record);
    }
    if (text !== undefined) label(record, { label: text }, call);
    return { record };
  },

  "create-a-transaction-label": (call) => {
    const record = changeable(call);
    label(record, call.body?.meta ?? {}, call);
    return { record };
  },

  "transactions-add-relation": (call) => {
    const { "relation-schema-key": key, "target-object-id": target } = call.body.meta;
    const record = changeable(call);
    if (!relationKeys.includes(key)) throw noRelation(422, key);
    const object = ownObject(call, call.caller.account, target);
    if (object === undefined || !["account", "transaction"].includes(object.type))
      throw refuse(404, `There is no Account or Transaction ${target}`);
    const keys = keysOf(record, target);
    if (keys.includes(key)) return { record };
    record.hidden.relations = { ...relationsOf(record), [target]: [...keys, key] };
    relate(record, [object]);
    tellObject(record, "transaction.added-relation", call, relationContext({ key, target }));
    return { record };
  },

  "transactions-remove-relation": (call) => {
    const { "relation-schema-key": key, "target-object-id": target } = call.body.meta;
    const record = changeable(call);
    const keys = keysOf(record, target);
    if (!keys.includes(key)) return { record };
    const left = keys.filter((each) => each !== key);
    record.hidden.relations = { ...relationsOf(record), [target]: left };
    if (left.length === 0) part(record, [target]);
    tellObject(record, "transaction.removed-relation", call, relationContext({ key, target }));
    return { record };
  },

  "transactions-add-objects": (call) => {
    const record = changeable(call);
    relate(record, attachable(call, call.body.meta["object-ids"]));
    return { record };
  },

  "transactions-remove-objects": (call) => {
    const record = changeable(call);
    part(record, call.body.meta["object-ids"]);
    return { record };
  },

  "redact-transaction-biometrics": (call) => {
    const record = changeable(call);
    for (const { id } of related(record)) {
      const object = ownObject(call, call.caller.account, id);
      if (object !== undefined) redactBiometrics(object, call);
    }
    return { record };
  },

  "redact-a-transaction": (call) => {
    const record = changeable(call);
    const { attributes } = record.resource;
    Object.assign(attributes, { fields: {}, tags: [], "reference-id": null, "updated-at": call.clock.iso() });
    record.hidden.redacted = true;
    erase(call, { ...record.resource });
    tellObject(record, "transaction.redacted", call);
    return { record };
  },
};

const nothingRelated = { "related-objects": { data: [] }, "sentinel-sessions": { data: [] } };

/** The Transaction in the path, if it was not redacted. */
function changeable(call: TransactionCall): PersonaObject {
  const record = call.record<PersonaResource>();
  if (record.hidden.redacted === true) throw wrongState(call, "The Transaction is redacted");
  return record;
}

function label(record: PersonaObject, given: Label, world: World): void {
  const { ids, clock, store } = world;
  const type = "transaction-label";
  const attributes = {
    ...{ "model-label": given.label ?? "", "model-version": given["model-version"] ?? null },
    ...{ "created-at": clock.iso(), "updated-at": null },
  };
  const made = store
    .collection<PersonaObject>(type)
    .add(personaObject(record.account ?? "", { type, id: ids.prefixed("txnl_"), attributes, relationships: {} }));
  record.resource.relationships[type] = { data: { type, id: made.id } };
  record.resource.attributes["updated-at"] = clock.iso();
  tellObject(record, "transaction.labeled", world);
}

const related = (record: PersonaObject) => identifiersOf(record, "related-objects");

function relate(record: PersonaObject, objects: readonly PersonaObject[]): void {
  const there = related(record);
  const added = objects.filter(({ id }) => !there.some((each) => each.id === id));
  const data = [...there, ...added.map(({ id, resource }) => ({ type: resource.type, id }))];
  record.resource.relationships["related-objects"] = { data };
}

function part(record: PersonaObject, ids: readonly string[]): void {
  const data = related(record).filter(({ id }) => !ids.includes(id));
  record.resource.relationships["related-objects"] = { data };
}

/** By which keys each Account or Transaction is related. */
function relationsOf({ hidden }: PersonaObject): Readonly<Record<string, readonly string[]>> {
  return (hidden.relations ?? {}) as Readonly<Record<string, readonly string[]>>;
}

function keysOf(record: PersonaObject, target: string): readonly string[] {
  const relations = relationsOf(record);
  return Object.hasOwn(relations, target) ? (relations[target] ?? []) : [];
}

/** Takes the photos and videos from an object. */
function redactBiometrics(object: PersonaObject, world: World): void {
  const { attributes } = object.resource;
  for (const [name, value] of Object.entries(attributes)) {
    if (/photo|video/.test(name)) attributes[name] = Array.isArray(value) ? [] : null;
  }
  erase(world, { ...object.resource });
}

function invalid(name: string, detail: string): Refusal {
  return refuse(422, { title: "Record invalid", detail, pointer: `/data/attributes/${name}` });
}
