// Tags by name and by id. They belong to the organization, and stay when no Case has them.

import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import type { CaseRecord } from "./case-records.js";

export interface Tag extends Stored {
  readonly type: "tag";
  readonly organizationId: string;
  readonly name: string;
}

export function tagNames({ tagIds }: CaseRecord, { store }: World): readonly string[] {
  return tagIds.flatMap((id) => store.collection<Tag>("tag").get(id)?.name ?? []);
}

export function tagsOf({ store }: World, organizationId: string): readonly Tag[] {
  return [...store.collection<Tag>("tag").values()].filter((tag) => tag.organizationId === organizationId);
}
