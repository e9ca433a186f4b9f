// Webhooks of Persona: an event around the resource that it is about.

import type { Resource, WebhookRules, World } from "../../service.js";
import type { Organization } from "./organizations.js";

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
  { announce, clock, ids }: World,
): void {
  const { name, resource, context } = event;
  const attributes = {
    name,
    payload: { data: resource, included: [] },
    "created-at": clock.iso(),
    ...(context !== undefined && { context }),
  };
  announce(name, organization.receiver, { data: { type: "event", id: ids.prefixed("evt_"), attributes } });
}
