// Deliveries of events to webhooks: what the sandbox's log says of them, and which of them a search finds.

import type { operations } from "../../../../../generated/persona/schema.js";
import { isObject } from "../../../../json.js";
import type { Call, Handlers } from "../../../service.js";
import type { LoggedDelivery } from "../../../world/log.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { search } from "../search/search.js";
import { momentOf, type Searchable } from "../search/search-query.js";

/** A delivery as a record that a page can hold. */
interface WebhookEvent {
  readonly id: string;
  readonly type: "webhook-event";
  readonly resource: Pick<PersonaResource, "type" | "id" | "attributes">;
  readonly objectId: string;
}

export const webhookEvents: Handlers<operations, PersonaCaller> = {
  "search-webhook-events": (call) =>
    search(call, {
      ...{ all: own(call).reverse(), by: anyWebhookEvent, precedence: "webhook-event-search-page-precedence" },
      isIndexed: () => true,
    }),
};

const attributes = ["status", "webhook_id", "event_id", "event_name", "updated_at"];

/** The attributes that deliveries can be searched by. */
export const anyWebhookEvent: Searchable<WebhookEvent> = {
  limitsStatus: "webhook-event-search-limits-status",
  sortable: new Set(["updated_at"]),
  isKnown: (name) => [...attributes, "webhook_event_id", "related_object_ids"].includes(name),
  isTime: (name) => name === "updated_at",
  held: (name, { id, objectId, resource }) => {
    if (name === "webhook_event_id") return id;
    if (name === "related_object_ids") return objectId;
    const value = resource.attributes[name.replaceAll("_", "-")];
    return name === "updated_at" ? momentOf(value) : typeof value === "string" ? value : null;
  },
};

/** Of the caller's webhooks, the oldest first. */
function own({ caller, store, deliveries }: Call<unknown, PersonaCaller>): WebhookEvent[] {
  const webhooks = store.collection<PersonaObject>("webhook");
  return deliveries().flatMap((delivery) =>
    webhooks.get(delivery.receiver)?.account === caller.account ? [webhookEvent(delivery)] : [],
  );
}

const statuses = { waiting: "pending", delivered: "completed", failed: "failed", "no-receiver": "skipped" } as const;

function webhookEvent({ id: delivery, receiver, event, at, body, attempts, state }: LoggedDelivery): WebhookEvent {
  const last = attempts.at(-1);
  const id = delivery.replace(/^delivery_/, "wbhe_");
  const { eventId, objectId } = subjectsOf(body);
  const shown = {
    ...{ status: statuses[state], "event-name": event, "webhook-id": receiver, "event-id": eventId },
    ...{ "result-code": last?.status ?? null, "attempts-made": attempts.length },
    ...{ "last-attempted-at": last?.at ?? null, "created-at": at, "updated-at": last?.at ?? at },
  };
  const type = "webhook-event";
  return { id, type, objectId, resource: { type, id, attributes: shown } };
}

/** Nothing is known of a body of which a redaction left nothing. */
function subjectsOf(body: string): { readonly eventId: string | null; readonly objectId: string } {
  try {
    const { data } = JSON.parse(body) as { readonly data?: PersonaResource };
    const payload = data?.attributes.payload;
    const object = isObject(payload) && isObject(payload.data) ? payload.data.id : undefined;
    return { eventId: data?.id ?? null, objectId: String(object ?? "") };
  } catch {
    return { eventId: null, objectId: "" };
  }
}
