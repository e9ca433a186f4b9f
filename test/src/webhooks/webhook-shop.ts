// A shop that signs its webhooks, and receivers of them behind both doors.

import { parseEvent } from "../../../src/webhooks/events.js";
import { fetchWebhookHandler } from "../../../src/webhooks/fetch-handler.js";
import { nodeWebhookHandler } from "../../../src/webhooks/node-handler.js";
import type { WebhookHandlerOptions } from "../../../src/webhooks/receive.js";
import { createSignature, verifySignature } from "../../../src/webhooks/signature.js";
import { served } from "../loopback.js";

export interface Event {
  readonly id?: string;
  readonly name?: string;
}

export const scheme = {
  header: "Shop-Signature",
  format: "t={timestamp},v1={signature}",
  separator: " ",
  signedPayload: "{timestamp}.{body}",
  toleranceSeconds: 300,
};

export const verify: WebhookHandlerOptions<Event>["verify"] = async (rawBody, headers) => {
  await verifySignature(scheme, rawBody, headers, "wbhsec_1");
  return parseEvent("shop", rawBody) as Event;
};

export const signed = async (body: string | Uint8Array) => ({
  "shop-signature": await createSignature(scheme, body, "wbhsec_1"),
});

export type Options = Partial<WebhookHandlerOptions<Event>>;

/** What was handled, and how. */
export function receiver(options: Options = {}) {
  const events: Event[] = [];
  const handle = (event: Event): void => void events.push(event);
  return { events, options: { verify, handle, ...options } };
}

/** A handler that fails as often as it is told to, and counts how often it was called. */
export function failing(times: number) {
  let calls = 0;
  const fault = new Error("the database is down");
  const handle = (): void => {
    calls += 1;
    if (calls <= times) throw fault;
  };
  return { handle, fault, calls: () => calls };
}

export type Ask = (init: RequestInit) => Promise<Response>;

export const doors: [string, (options: WebhookHandlerOptions<Event>) => Promise<Ask>][] = [
  [
    "the Fetch handler",
    async (options) => {
      const handler = fetchWebhookHandler(options);
      const safe = (init: RequestInit) => handler(new Request("https://shop.test/hook", init));
      return (init) => safe(init).catch(() => new Response(null, { status: 500 }));
    },
  ],
  [
    "the node:http handler",
    async (options) => {
      const url = await served(nodeWebhookHandler(options));
      return (init) => fetch(url, init);
    },
  ],
];
