// Tags of Inquiries, Accounts, Transactions and Reports: names in a list. Tags of Cases are resources of their own, in case-tags.ts.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers } from "../../../service.js";
import { tagsOf } from "../cases/case-tag-names.js";
import type { PersonaCaller } from "../organizations.js";
import { reportIn } from "../reports/reports.js";
import type { PersonaObject } from "./persona-object.js";
import { tellObject } from "./tell-object.js";

type TagCall = Call<unknown, PersonaCaller>;

interface Named {
  readonly meta?: {
    readonly "tag-name"?: string | readonly string[];
    readonly "tag-id"?: string | readonly string[];
  };
}

type Change = (tags: readonly string[], named: readonly string[]) => readonly string[];

const added: Change = (tags, named) => [...new Set([...tags, ...named])];
const removed: Change = (tags, named) => tags.filter((tag) => !named.includes(tag));
const replaced: Change = (_, named) => [...new Set(named)];

const inPath = (change: Change) => (call: Call<never, PersonaCaller>) =>
  tagged(call as TagCall, call.record() as unknown as PersonaObject, change);
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
  const before = (attributes.tags ?? []) as readonly string[];
  const after = change(before, namesIn(call));
  attributes.tags = after;
  const context = {
    "added-tags": after.filter((tag) => !before.includes(tag)),
    "removed-tags": before.filter((tag) => !after.includes(tag)),
  };
  if (Object.values(context).flat().length > 0) tellObject(record, `${record.type}.updated-tags`, call, context);
  return { record };
}

/** @throws a refusal if a call names no tag, or one that is not there. */
function namesIn(call: TagCall): readonly string[] {
  const { meta = {} } = (call.body ?? {}) as Named;
  const names = [meta["tag-name"] ?? []].flat();
  if (meta["tag-name"] !== undefined) return names;
  if (meta["tag-id"] === undefined)
    throw refuse(400, { title: "Bad request", detail: "Name a tag by tag-name or tag-id" });
  return [meta["tag-id"]].flat().map((id) => {
    const tag = tagsOf(call, call.caller.organization.id).find((each) => each.id === id);
    if (tag === undefined) throw refuse(404, `There is no tag ${id}`);
    return tag.name;
  });
}
