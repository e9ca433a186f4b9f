// Putting tags on Cases and taking them off.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { tellChange } from "./case-events.js";
import { actorOf, type CaseRecord, changeableCase, touch } from "./case-records.js";
import { type Tag, tagNames, tagsOf } from "./case-tag-names.js";

type TagsCall = Call<operations["add-tag"] | operations["remove-tag"] | operations["set-tags"], PersonaCaller>;

/** The tags that a call names, whether or not they exist. */
interface Named {
  readonly names: readonly string[];
  readonly ids: readonly string[];
}

/** An organization has at most so many. */
const mostTags = 1000;

export const caseTags: Handlers<operations, PersonaCaller> = {
  "add-tag": (call) => {
    const { meta = {} } = call.body;
    const named = given(call, list(meta["tag-name"]), list(meta["tag-id"]), "case-tag");
    const record = changeableCase(call, call.path["case-id"]);
    return tagged(call, record, [...record.tagIds, ...thereOrMade(call, named)]);
  },

  "remove-tag": (call) => {
    const { meta = {} } = call.body;
    const named = given(call, list(meta["tag-name"]), list(meta["tag-id"]), "case-tag");
    const record = changeableCase(call, call.path["case-id"]);
    const off = new Set(there(call, named));
    return tagged(
      call,
      record,
      record.tagIds.filter((id) => !off.has(id)),
    );
  },

  "set-tags": (call) => {
    const { meta = {} } = call.body;
    const named = given(call, meta["tag-name"], meta["tag-id"], "case-tags");
    const record = changeableCase(call, call.path["case-id"]);
    return tagged(call, record, thereOrMade(call, named));
  },
};

function list(one: string | undefined): readonly string[] | undefined {
  return one === undefined ? undefined : [one];
}

/** @throws a refusal if nothing is named, or all is named twice and that may not be. */
function given(
  { assume }: TagsCall,
  names: readonly string[] | undefined,
  ids: readonly string[] | undefined,
  question: "case-tag" | "case-tags",
): Named {
  if (names === undefined && ids === undefined) {
    throw refuse(assume<number>(`${question}-missing-status`), "meta must have tag-name or tag-id");
  }
  if (names !== undefined && ids !== undefined && assume<number>(`${question}-doubled-status`) === 400) {
    throw refuse(400, "meta must have tag-name or tag-id, not both");
  }
  if ([...(names ?? []), ...(ids ?? [])].includes("")) throw refuse(400, "The name or id of a tag must be filled");
  return { names: names ?? [], ids: ids ?? [] };
}

/** The organization's tags by what they are called. */
function own(call: TagsCall): ReadonlyMap<string, Tag> {
  const tags = tagsOf(call, call.caller.organization.id);
  return new Map(
    tags.flatMap((tag): [string, Tag][] => [
      [`name ${tag.name}`, tag],
      [`id ${tag.id}`, tag],
    ]),
  );
}

/** Ids of the tags named. @throws a 404 if there is one that belongs to none. */
function there(call: TagsCall, { names, ids }: Named): readonly string[] {
  const tags = own(call);
  return [...names.map((name) => `name ${name}`), ...ids.map((id) => `id ${id}`)].map((called) => {
    const tag = tags.get(called);
    if (tag === undefined) throw refuse(404);
    return tag.id;
  });
}

/** The same, but a name that is new makes a tag. */
function thereOrMade(call: TagsCall, named: Named): readonly string[] {
  if (!call.assume<boolean>("case-tag-created-by-name")) return there(call, named);
  const known = there(call, { names: [], ids: named.ids });
  const tags = own(call);
  const made = [...new Set(named.names)].filter((name) => !tags.has(`name ${name}`));
  const count = tags.size / 2;
  if (made.length > 0 && count + made.length > mostTags) {
    throw refuse(422, `The organization has ${count} active tags, and may have ${mostTags}`);
  }
  const organizationId = call.caller.organization.id;
  for (const name of made) {
    call.store.collection<Tag>("tag").add({ type: "tag", id: call.ids.prefixed("tag_"), organizationId, name });
  }
  return [...there(call, { names: named.names, ids: [] }), ...known];
}

function tagged(call: TagsCall, record: CaseRecord, tagIds: readonly string[]): Answer {
  const before = tagNames(record, call);
  record.tagIds = [...new Set(tagIds)];
  const now = tagNames(record, call);
  const added = now.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !now.includes(name));
  if (added.length + removed.length > 0) {
    touch(record, actorOf(call.caller), call);
    tellChange(record, call, { name: "case.updated-tags", context: { "added-tags": added, "removed-tags": removed } });
  }
  return { record };
}
