// Putting tags on Cases and taking them off.

import type { operations } from "../../../../generated/persona/schema.js";
import { refuse } from "../../refusal.js";
import type { Answer, Call, Handlers } from "../../service.js";
import { tellChange } from "./case-events.js";
import { actorOf, type CaseRecord, changeableCase, touch } from "./case-records.js";
import { type Tag, tagNames, tagsOf } from "./case-tag-names.js";
import type { PersonaCaller } from "./organizations.js";

type TagsCall = Call<operations["add-tag"] | operations["remove-tag"] | operations["set-tags"], PersonaCaller>;

/** What a call names, before it is known whether it is there. */
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
    return tagged(call, record, [...record.tagIds, ...wanted(call, named)]);
  },

  "remove-tag": (call) => {
    const { meta = {} } = call.body;
    const named = given(call, list(meta["tag-name"]), list(meta["tag-id"]), "case-tag");
    const record = changeableCase(call, call.path["case-id"]);
    const { known, unknown } = sorted(call, named);
    if (unknown.length > 0) throw refuse(404);
    const off = new Set(known.map(({ id }) => id));
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
    return tagged(call, record, wanted(call, named));
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

/** The tags that there are, and the names and ids that belong to none. */
function sorted(call: TagsCall, { names, ids }: Named) {
  const tags = tagsOf(call, call.caller.organization.id);
  const byName = new Map(tags.map((tag) => [tag.name, tag]));
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  return {
    known: [...names.flatMap((name) => byName.get(name) ?? []), ...ids.flatMap((id) => byId.get(id) ?? [])],
    unknown: [...names.filter((name) => !byName.has(name)), ...ids.filter((id) => !byId.has(id))],
    newNames: [...new Set(names.filter((name) => !byName.has(name)))],
    count: tags.length,
    isUnknownId: ids.some((id) => !byId.has(id)),
  };
}

/** Ids of the tags named; a name that is new makes a tag. */
function wanted(call: TagsCall, named: Named): readonly string[] {
  const { known, newNames, count, isUnknownId } = sorted(call, named);
  const creates = call.assume<boolean>("case-tag-created-by-name");
  if (isUnknownId || (newNames.length > 0 && !creates)) throw refuse(404);
  if (newNames.length > 0 && count + newNames.length > mostTags) {
    throw refuse(422, `The organization has ${count} active tags, and may have ${mostTags}`);
  }
  const organizationId = call.caller.organization.id;
  const created = newNames.map((name) =>
    call.store.collection<Tag>("tag").add({ type: "tag", id: call.ids.prefixed("tag_"), organizationId, name }),
  );
  return [...known, ...created].map(({ id }) => id);
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
