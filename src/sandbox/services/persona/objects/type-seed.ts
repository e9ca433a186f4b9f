// Objects that only the dashboard can make. They are there from the start.

import type { World } from "../../../service.js";
import { seededEarlier, seededLists } from "../data/earlier.js";
import { seededTemplates } from "../data/templates.js";
import { seededTypes } from "../data/types.js";
import { madeInDashboard } from "../lists/list-items.js";
import { personaObject } from "./persona-object.js";

export function seedTypes(world: World): void {
  const { resources, clock } = world;
  const now = clock.now();
  for (const { collection, id, account, hidden, ...members } of [
    ...seededTypes,
    ...seededTemplates(now),
    ...seededEarlier(now),
  ]) {
    const own = resources.of(collection);
    const about = { id, ...(account !== undefined && { account }), ...(hidden !== undefined && { hidden }) };
    if (own.get(id) === undefined) own.create(members, about);
  }
  for (const { account, ...resource } of seededLists) {
    madeInDashboard(world).add(personaObject(account, { ...resource, relationships: {} }));
  }
}
