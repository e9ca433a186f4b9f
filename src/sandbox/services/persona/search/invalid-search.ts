// A search that breaks the schema: which member of its query or sort is wrong, and not which branch of a union it missed.

import type { Refusal } from "../../../answer/refusal.js";
import type { Violation } from "../../../answer/validator.js";
import type { ReceivedCall, World } from "../../../service.js";
import { anyCase } from "../cases/case-search.js";
import { anyAccount, anyInquiry } from "../objects/object-search.js";
import { anyWebhookEvent } from "../webhooks/webhook-events.js";
import { refusedSearch, type Searchable } from "./search-query.js";

const searches: ReadonlyMap<string, Searchable<never>> = new Map([
  ["search-cases", anyCase],
  ["search-inquiries", anyInquiry],
  ["search-accounts", anyAccount],
  ["search-webhook-events", anyWebhookEvent],
]);

/** `undefined` if what is wrong is not a query or a sort. */
export function invalidSearch(
  violations: readonly Violation[],
  world: World,
  call: Pick<ReceivedCall, "operation" | "body"> | undefined,
): Refusal | undefined {
  const by = call === undefined ? undefined : searches.get(call.operation.id);
  if (call === undefined || by === undefined) return undefined;
  if (!violations.every(({ in: place, pointer }) => place === "body" && /^\/(query|sort)\b/.test(pointer))) {
    return undefined;
  }
  return refusedSearch(call.body, by, world);
}
