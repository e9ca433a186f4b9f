import type { World } from "../../../service.js";
import { tell } from "../events.js";
import { organizationOf } from "../webhook-settings.js";
import type { PersonaObject } from "./persona-object.js";

/** Tells the organization of an object of an event, with the object as it is now, if the document has such an event. */
export function tellObject({ account, resource }: PersonaObject, name: string, world: World): void {
  const organization = organizationOf(world, account);
  if (organization === undefined || !world.spec.webhooks.has(name)) return;
  tell(organization, { name, resource: structuredClone(resource) as never }, world);
}
