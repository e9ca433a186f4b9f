// Tags of Inquiries, Accounts and Transactions: names in a list. Tags of Cases are resources of their own, in case-tags.ts.

import type { operations } from "../../../../generated/persona/schema.js";
import { refuse } from "../../answer/refusal.js";
import type { Answer, Call, Handlers } from "../../service.js";
import { tagsOf } from "./case-tag-names.js";
import type { PersonaCaller } from "./organizations.js";
import type { PersonaObject } from "./persona-object.js";

type TagCall = Call<unknown, PersonaCaller>;

interface Named {
  readonly meta?: {
    readonly "tag-name"?: string | readonly string[];
    readonly "tag-id"?: string | readonly string[];
  };
}

const add = (call: Call<never, PersonaCaller>) => tagged(call, (tags, named) => [...new Set([...tags, ...named])]);
const remove = (call: Call<never, PersonaCaller>) =>
  tagged(call, (tags, named) => tags.filter((tag) => !named.includes(tag)));
const replace = (call: Call<never, PersonaCaller>) => tagged(call, (_, named) => [...new Set(named)]);

export const objectTags: Handlers<operations, PersonaCaller> = {
  ...{ "inquiries-add-tag": add, "inquiries-remove-tag": remove, "inquiries-set-all-tags": replace },
  ...{ "accounts-add-tag": add, "accounts-remove-tag": remove, "accounts-set-all-tags": replace },
  ...{ "transactions-add-tag": add, "transactions-remove-tag": remove, "transactions-set-tags": replace },
};

function tagged(
  call: Call<never, PersonaCaller>,
  change: (tags: readonly string[], named: readonly string[]) => readonly string[],
): Answer {
  const { attributes } = (call.record() as unknown as PersonaObject).resource;
  attributes.tags = change((attributes.tags ?? []) as readonly string[], namesIn(call as TagCall));
  return { record: call.record() };
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
