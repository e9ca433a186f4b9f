import type { World } from "../../../service.js";
import { tell } from "../events/events.js";
import { organizationOf } from "../webhooks/webhook-settings.js";
import type { PersonaObject } from "./persona-object.js";

/** Tells the organization of an object of an event, with the object as it is now, if the document has such an event. */
export function tellObject({ account, resource }: PersonaObject, name: string, world: World, context?: object): void {
  const organization = organizationOf(world, account);
  if (organization === undefined || !world.spec.webhooks.has(name)) return;
  tell(organization, { name, resource: { ...resource }, ...(context !== undefined && { context }) }, world);
}

/** The payload of events about a relation to an Account or a Transaction. */
export function relationContext({ key, target }: { readonly key: string; readonly target: string }): object {
  const isAccount = target.startsWith("act_");
  return {
    "relation-schema-key": key,
    "target-account-id": isAccount ? target : null,
    "target-txn-id": isAccount ? null : target,
  };
}
