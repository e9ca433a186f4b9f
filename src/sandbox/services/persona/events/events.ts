// Events of Persona: kept, so that they can be read again, and sent around the resource that they are about.

import type { Identifier, ResourceRecord } from "../../../engine/records/record.js";
import type { EventRules, Resource, World } from "../../../service.js";
import type { WebhookRules } from "../../../service-rules.js";
import { erased } from "../../../world/state/erase.js";
import { type PersonaObject, personaObject } from "../objects/persona-object.js";
import type { Organization } from "../organizations.js";
import { organizationOf, receiversOf } from "../webhooks/webhook-settings.js";

/** Seven retries, after so many seconds each, about two days in all. */
export const webhooks = ({ assume }: World): WebhookRules => ({
  retrySeconds: [3, 64, 729, 4096, 15_625, 46_656, 117_649],
  timeoutMs: 5000,
  keepsSignature: assume<string>("webhook-retry-signature").startsWith("it is not"),
  headers: ({ made, left, firstAt }) => ({
    "Persona-Webhook-Attempts-Made": String(made),
    "Persona-Webhook-Attempts-Left": String(left),
    "Persona-Webhook-First-Attempted-At": String(Math.floor(firstAt / 1000)),
  }),
});

/** Tells an organization of an event. The resource is as that organization sees it. */
export function tell(
  organization: Organization,
  { name, resource, context }: { readonly name: string; readonly resource: Resource; readonly context?: object },
  world: World,
): void {
  const { clock, ids, store } = world;
  const attributes = {
    name,
    payload: { data: structuredClone(resource), included: [] },
    "created-at": clock.iso(),
    ...(context !== undefined && { context }),
  };
  const event = { type: "event", id: ids.prefixed("evt_"), attributes };
  store
    .collection<ResourceRecord<typeof event>>("event")
    .add(personaObject(organization.environmentId, structuredClone(event)));
  for (const receiver of receiversOf(world, organization, name)) world.announce(name, receiver, { data: event });
}

/** Takes what a resource was out of all that keeps a copy of it: of the events, too. */
export function erase(world: World, resource: Resource & Identifier): void {
  world.erase(resource);
  for (const { resource: event } of world.store.collection<PersonaObject>("event").values()) {
    event.attributes.payload = JSON.parse(erased(JSON.stringify(event.attributes.payload), resource));
  }
}

/** The event's word for a state, where the two differ. */
const words: Readonly<Record<string, string>> = {
  "inquiry.needs_review": "marked-for-review",
  "inquiry-session.active": "started",
  "workflow-run.in_progress": "resumed",
};

/** Events of operations that the document alone describes, without a handler, have the same form. */
export const documentEvents: EventRules = {
  names: ({ record, what }, { spec }) => {
    const type = String(record.resource.type);
    // Documents and Verifications of every kind have the same events.
    const subject = type.startsWith("report/") ? type : (type.split("/")[0] ?? type);
    const name = `${subject}.${words[`${subject}.${what}`] ?? what.replaceAll("_", "-")}`;
    return spec.webhooks.has(name) ? [name] : [];
  },
  tell: (name, { record }, world) => {
    const organization = organizationOf(world, record.account);
    // The schema of these has a context without a member.
    const context = name.startsWith("workflow-run.") ? { context: {} } : {};
    if (organization !== undefined) tell(organization, { name, resource: record.resource, ...context }, world);
  },
};
