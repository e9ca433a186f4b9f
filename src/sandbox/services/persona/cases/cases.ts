// Cases: opened from a template, read, listed, changed, assigned and wiped.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Handlers, Resource, World } from "../../../service.js";
import { erase } from "../events/events.js";
import { findObject } from "../objects/objects.js";
import type { PersonaCaller } from "../organizations.js";
import { tellCase, tellChange } from "./case-events.js";
import { fieldValues } from "./case-fields.js";
import { checkFiles, dropFiles, keepFiles } from "./case-files.js";
import { caseObjects, newObjects, wellFormed } from "./case-objects.js";
import { presentCase } from "./case-presenters.js";
import {
  actorOf,
  type CaseRecord,
  changeableCase,
  commentsOn,
  ownCase,
  ownQueue,
  ownTemplate,
  templateOf,
  touch,
  type User,
  userByEmail,
} from "./case-records.js";
import { caseSearch } from "./case-search.js";
import { agreeSla, checkSla } from "./case-sla.js";
import { caseStatus } from "./case-status.js";
import { caseTags } from "./case-tags.js";

export const cases: Handlers<operations, PersonaCaller> = {
  "list-all-cases": (call) => {
    const { query, caller, store } = call;
    const { filter = {} } = query;
    const attached = [filter["account-id"], filter["inquiry-id"], filter["report-id"]].filter((id) => id !== undefined);
    const all = store
      .collection<CaseRecord>("case")
      .newestFirst(({ organizationId }) => organizationId === caller.organization.id);
    const matches = ({ attributes, templateId, objects }: CaseRecord) =>
      (filter.status === undefined || attributes.status === filter.status) &&
      (filter["case-template-id"] === undefined || templateId === filter["case-template-id"]) &&
      attached.every((id) => objects.some((object) => object.id === id)) &&
      (filter["reference-id"] === undefined ||
        objects.some(({ id }) => findObject(call, id)?.resource.attributes["reference-id"] === filter["reference-id"]));
    return { page: call.page(all, undefined, matches) };
  },

  "create-a-case": (call) => {
    const { body, caller, clock, ids, store } = call;
    const { attributes } = body.data;
    if (attributes === undefined) {
      throw refuse(400, { detail: "data.attributes is missing", pointer: "/data/attributes" });
    }
    const { meta = {} } = body;
    const { "creator-email-address": email, "case-queue-id": queueId } = attributes;
    requireText(attributes["case-template-id"], "case-template-id");
    const template = ownTemplate(call, attributes["case-template-id"]);
    if (queueId !== undefined) ownQueue(call, queueId);
    const creator = email === undefined ? actorOf(caller) : { id: knownUser(call, email).email, type: "user" };
    const fields = fieldValues(template, attributes.fields ?? {}, caller);
    const objects = newObjects(call, [], wellFormed(meta["object-ids"] ?? []));
    const seconds = meta["sla-expires-in-seconds"] ?? null;
    checkSla(seconds);

    template.counter += 1;
    const record = store.collection<CaseRecord>("case").add({
      type: "case",
      id: ids.prefixed("case_"),
      organizationId: caller.organization.id,
      templateId: template.id,
      queueId: queueId ?? null,
      attributes: {
        status: template.statuses.find(({ kind }) => kind === "initial")?.name ?? "",
        name: `${template.prefix}-${template.counter}`,
        resolution: null,
        "created-at": clock.iso(),
        "updated-at": clock.iso(),
        "assigned-at": null,
        "resolved-at": null,
        "redacted-at": null,
        "sla-expires-at": null,
        "creator-id": creator.id,
        "creator-type": creator.type,
        "assignee-id": null,
        "assigner-id": null,
        "assigner-type": null,
        "resolver-id": null,
        "resolver-type": null,
        "updater-id": creator.id,
        "updater-type": creator.type,
      },
      fields,
      tagIds: [],
      attachments: [],
      objects,
    });
    agreeSla(record, seconds, call);
    tellCase(record, call, { name: "case.created" });
    return { record };
  },

  "retrieve-case": (call) => ({ record: ownCase(call, call.path["case-id"]) }),

  "update-a-case": (call) => {
    const { body, caller, assume } = call;
    const record = changeableCase(call, call.path["case-id"]);
    const { fields, "case-queue-id": queueId, attachments = [] } = body.data?.attributes ?? {};
    const seconds = body.meta?.["sla-expires-in-seconds"];
    const values = fields && fieldValues(templateOf(call, record), fields, caller);
    if (typeof queueId === "string") ownQueue(call, queueId);
    checkFiles(attachments);
    checkSla(seconds);

    const events = [];
    if (values !== undefined) {
      const kept = assume<boolean>("case-update-fields-merge") ? record.fields : {};
      const now = { ...kept, ...values };
      if (JSON.stringify(now) !== JSON.stringify(record.fields)) events.push({ name: "case.updated-fields" });
      record.fields = now;
    }
    if (queueId !== undefined && queueId !== record.queueId) {
      record.queueId = queueId;
      events.push({ name: "case.queue-updated" });
    }
    const files = keepFiles(attachments, call);
    record.attachments = [...record.attachments, ...files];
    if (seconds !== undefined) agreeSla(record, seconds, call);
    if (events.length > 0 || files.length > 0 || seconds !== undefined) {
      touch(record, actorOf(caller), call);
      tellChange(record, call, ...events);
    }
    return { record };
  },

  "assign-a-case": (call) => {
    const { body, caller, clock } = call;
    const record = changeableCase(call, call.path["case-id"]);
    const user = knownUser(call, body.meta["user-email-address"]);
    const { id, type } = actorOf(caller);
    const assigned = { "assignee-id": user.email, "assigned-at": clock.iso() };
    Object.assign(record.attributes, { ...assigned, "assigner-id": id, "assigner-type": type });
    touch(record, { id, type }, call);
    tellChange(record, call, { name: "case.assigned" });
    return { record };
  },

  "redact-a-case": (call) => {
    const record = ownCase(call, call.path["case-id"]);
    if (record.attributes["redacted-at"] !== null) {
      throw refuse(call.assume<number>("case-redact-twice-status"), "The Case has been redacted already");
    }
    redact(record, call.caller, call);
    return { record };
  },

  "retrieve-a-case-template": (call) => ({ record: ownTemplate(call, call.path["case-template-id"]) }),

  ...caseObjects,
  ...caseStatus,
  ...caseTags,
  ...caseSearch,
};

/** Wipes what people entered and who they are, here and wherever it was shown. The status and the template stay. */
function redact(record: CaseRecord, caller: PersonaCaller, world: World): void {
  const { attributes } = record;
  const comments = commentsOn(world, record);
  record.fields = {};
  record.tagIds = [];
  dropFiles(record.attachments, world);
  record.attachments = [];
  record.objects = [];
  agreeSla(record, null, world);
  for (const name of ["creator", "assigner", "resolver", "updater"] as const) {
    attributes[`${name}-id`] = null;
    attributes[`${name}-type`] = null;
  }
  Object.assign(attributes, { "assignee-id": null, resolution: null });
  attributes["updated-at"] = world.clock.iso();
  attributes["redacted-at"] = world.clock.iso();
  for (const { type, id } of comments) {
    world.store.collection("case-comment").remove(id);
    erase(world, { type, id });
  }
  erase(world, presentCase(record, caller, world) as Resource & { readonly type: "case"; readonly id: string });
  tellCase(record, world, { name: "case.redacted" });
}

function requireText(value: string, name: string): void {
  const pointer = `/data/attributes/${name}`;
  if (value === "") throw refuse(400, { detail: `data.attributes.${name} must be filled`, pointer });
}

/** @throws a refusal if no user of the organization has that email address. */
function knownUser(world: World & { readonly caller: PersonaCaller }, email: string): User {
  const user = userByEmail(world, world.caller.organization.id, email);
  if (user === undefined) {
    throw refuse(world.assume<number>("case-assign-unknown-user-status"), "No user has this email address");
  }
  return user;
}
