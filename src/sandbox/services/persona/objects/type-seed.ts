import type { World } from "../../../service.js";
import { seededTypes } from "../data/types.js";

/** Puts there what the dashboard alone can make; every organization has the same. */
export function seedTypes({ resources }: World): void {
  for (const { collection, id, ...members } of seededTypes) {
    const own = resources.of(collection);
    if (own.get(id) === undefined) own.create(members, { id });
  }
}
