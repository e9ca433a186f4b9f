// The Cases at the start.

import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import { seededDesks } from "../data/case-templates.js";
import { seededCases, seededComments } from "../data/cases.js";
import type { CaseQueue, CaseRecord, CaseTemplate, User } from "./case-records.js";
import { agreeSla } from "./case-sla.js";
import type { Tag } from "./case-tag-names.js";

const dayMs = 86_400_000;

export function seedCases(world: World): void {
  const { clock } = world;
  const createdAt = clock.iso(clock.now() - 200 * dayMs);
  for (const { organizationId, templates, queues, users, tags } of seededDesks) {
    for (const each of templates) {
      add<CaseTemplate>(world, { type: "case-template", organizationId, createdAt, ...each });
    }
    for (const each of queues) add<CaseQueue>(world, { type: "case-queue", organizationId, createdAt, ...each });
    for (const each of users) add<User>(world, { type: "user", organizationId, ...each });
    for (const each of tags) add<Tag>(world, { type: "tag", organizationId, ...each });
  }
  for (const each of seededComments(clock.now())) add(world, each);
  for (const each of seededCases(clock.now())) {
    const record = add<CaseRecord>(world, each);
    const expiresAt = record.attributes["sla-expires-at"];
    if (expiresAt !== null) agreeSla(record, (Date.parse(expiresAt) - clock.now()) / 1000, world);
  }
}

function add<T extends Stored & { readonly type: string }>({ store }: World, record: T): T {
  const collection = store.collection<T>(record.type);
  return collection.get(record.id) ?? collection.add(record);
}
