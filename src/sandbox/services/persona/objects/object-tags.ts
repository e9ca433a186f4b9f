// Tags of Inquiries, Accounts, Transactions and Reports: names in a list. Tags of Cases are resources of their own, in case-tags.ts.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers } from "../../../service.js";
import { tagsOf } from "../cases/case-tag-names.js";
import type { PersonaCaller } from "../organizations.js";
import { reportIn } from "../reports/reports.js";
import { wrongState } from "../wrong-state.js";
import { isRedacted } from "./objects.js";
import type { PersonaObject, PersonaResource } from "./persona-object.js";
import { tellObject } from "./tell-object.js";

type TagCall = Call<unknown, PersonaCaller>;

type Given = string | readonly string[];

interface Named {
  readonly meta?: { readonly "tag-name"?: Given; readonly "tag-id"?: Given };
}

type Change = (tags: readonly string[], named: readonly string[]) => readonly string[];

const added: Change = (tags, named) => [...new Set([...tags, ...named])];
const removed: Change = (tags, named) => tags.filter((tag) => !named.includes(tag));
const replaced: Change = (_, named) => [...new Set(named)];

const inPath = (change: Change) => (call: Call<never, PersonaCaller>) =>
  tagged(call as TagCall, call.record<PersonaResource>(), change);
const [add, remove, replace] = [inPath(added), inPath(removed), inPath(replaced)];

export const objectTags: Handlers<operations, PersonaCaller> = {
  ...{ "inquiries-add-tag": add, "inquiries-remove-tag": remove, "inquiries-set-all-tags": replace },
  ...{ "accounts-add-tag": add, "accounts-remove-tag": remove, "accounts-set-all-tags": replace },
  ...{ "transactions-add-tag": add, "transactions-remove-tag": remove, "transactions-set-tags": replace },
  "reports-add-tag": (call) => tagged(call, reportIn(call), added),
  "reports-remove-tag": (call) => tagged(call, reportIn(call), removed),
  "reports-set-all-tags": (call) => tagged(call, reportIn(call), replaced),
};

function tagged(call: TagCall, record: PersonaObject, change: Change): Answer {
  const { attributes } = record.resource;
  if (isRedacted(record) || record.hidden.redacted === true) throw wrongState(call, "What is redacted has no tags");
  const before = (attributes.tags ?? []) as readonly string[];
  const named = namesIn(call, record, change);
  if (change === removed) requireTags(call, record, named, before);
  const after = change(before, named);
  attributes.tags = after;
  const context = {
    "added-tags": after.filter((tag) => !before.includes(tag)),
    "removed-tags": before.filter((tag) => !after.includes(tag)),
  };
  if (Object.values(context).flat().length > 0) tellObject(record, `${record.type}.updated-tags`, call, context);
  return { record };
}

/** The doubts are the same of every kind, and named after it. */
function kindOf({ type }: PersonaObject): string {
  return type.split("/")[0] ?? "";
}

/** @throws a refusal if a call names no tag, or one that is not there. */
function namesIn(call: TagCall, record: PersonaObject, change: Change): readonly string[] {
  const { meta = {} } = (call.body ?? {}) as Named;
  const { "tag-name": name, "tag-id": id } = meta;
  const kind = kindOf(record);
  const word = change === replaced ? "tags" : "tag";
  if (name === undefined && id === undefined)
    throw refuse(call.assume<number>(`${kind}-${word}-missing-status`), "Name a tag by tag-name or tag-id");
  if (name !== undefined && id !== undefined && call.assume<number>(`${kind}-${word}-doubled-status`) === 400)
    throw refuse(400, "Name a tag by tag-name or tag-id, not both");
  const own = tagsOf(call, call.caller.organization.id);
  const names = [name ?? []].flat();
  const mayBeNew = change === removed || kind === "transaction" || call.assume<boolean>(`${kind}-tag-created-by-name`);
  for (const each of names) {
    if (!mayBeNew && !own.some((tag) => tag.name === each)) throw refuse(404, `There is no tag ${each}`);
  }
  const byId = [id ?? []].flat().map((each) => {
    const tag = own.find((there) => there.id === each);
    if (tag === undefined) throw refuse(404, `There is no tag ${each}`);
    return tag.name;
  });
  return [...new Set([...names, ...byId])];
}

/** Taking off a tag that is not there changes nothing, or is refused: no page says so of every kind. */
function requireTags(call: TagCall, record: PersonaObject, named: readonly string[], there: readonly string[]): void {
  const kind = kindOf(record);
  const status = ["inquiry", "account"].includes(kind) ? call.assume<number>(`${kind}-remove-unknown-tag-status`) : 200;
  const missing = named.find((tag) => !there.includes(tag));
  if (status !== 200 && missing !== undefined) throw refuse(status, `There is no tag ${missing} here`);
}
