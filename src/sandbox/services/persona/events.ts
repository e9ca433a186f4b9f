// Webhooks of Persona: an event around the resource that it is about.

import type { EventRules, Resource, WebhookRules, World } from "../../service.js";
import type { Organization } from "./organizations.js";
import { organizationOf, receiversOf } from "./webhook-settings.js";

/** Seven retries, after so many seconds each, about two days in all. */
export const webhooks: WebhookRules = {
  retrySeconds: [3, 64, 729, 4096, 15_625, 46_656, 117_649],
  timeoutMs: 5000,
  headers: ({ made, left, firstAt }) => ({
    "Persona-Webhook-Attempts-Made": String(made),
    "Persona-Webhook-Attempts-Left": String(left),
    "Persona-Webhook-First-Attempted-At": String(Math.floor(firstAt / 1000)),
  }),
};

/** Tells an organization of an event. The resource is as that organization sees it. */
export function tell(
  organization: Organization,
  event: { readonly name: string; readonly resource: Resource; readonly context?: object },
  world: World,
): void {
  const { name } = event;
  const body = eventBody(event, world);
  for (const receiver of receiversOf(world, organization, name)) world.announce(name, receiver, body);
}

/** An event around the resource that it is about. */
function eventBody(
  { name, resource, context }: { readonly name: string; readonly resource: Resource; readonly context?: object },
  { clock, ids }: World,
): object {
  const attributes = {
    name,
    payload: { data: resource, included: [] },
    "created-at": clock.iso(),
    ...(context !== undefined && { context }),
  };
  return { data: { type: "event", id: ids.prefixed("evt_"), attributes } };
}

/** What operations of the document bring about without a handler is told in the same form. */
export const documentEvents: EventRules = {
  receivers: ({ record }, world, name) => {
    const organization = organizationOf(world, record.account);
    return organization === undefined ? [] : receiversOf(world, organization, name);
  },
  body: (name, { record }, _, world) => eventBody({ name, resource: record.resource }, world),
};
