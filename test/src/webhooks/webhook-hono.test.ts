import { Hono } from "hono";
import { expect, test } from "vitest";
import { fetchWebhookHandler } from "../../../src/webhooks/fetch-handler.js";
import { createSignature, verifySignature } from "../../../src/webhooks/signature.js";
import type { WebhookSignature } from "../../../src/webhooks/signature-scheme.js";

const scheme: WebhookSignature = {
  header: "Signature",
  format: "t={timestamp},v1={signature}",
  separator: " ",
  signedPayload: "{timestamp}.{body}",
  toleranceSeconds: 300,
};
// Spaces that no JSON printer would make again.
const body = '{"name" :  "toy.sold"}';

function receiver(handled: unknown[]) {
  return fetchWebhookHandler({
    verify: async (raw, headers) => {
      await verifySignature(scheme, raw, headers, "secret");
      return JSON.parse(typeof raw === "string" ? raw : new TextDecoder().decode(raw as Uint8Array));
    },
    handle: (event) => void handled.push(event),
    maxBytes: 100,
  });
}

async function post(app: Hono, text = body): Promise<Response> {
  const headers = { Signature: await createSignature(scheme, text, "secret"), "content-type": "application/json" };
  return app.request("/hook", { method: "POST", body: text, headers });
}

test("Hono's request is received behind a middleware that has read its body", async () => {
  const handled: unknown[] = [];
  const app = new Hono();
  app.use(async (c, next) => {
    await c.req.json();
    await next();
  });
  app.post("/hook", (c) => receiver(handled)(c.req));
  expect((await post(app)).status).toBe(204);
  expect(handled).toEqual([{ name: "toy.sold" }]);
  expect((await post(app, JSON.stringify({ name: "x".repeat(100) }))).status).toBe(413);
});

test("a body that was read and is kept nowhere is an error that says what to do", async () => {
  const app = new Hono();
  const errors: unknown[] = [];
  app.onError((error, c) => {
    errors.push(error.message);
    return c.text("", 500);
  });
  app.post("/hook", async (c) => {
    await c.req.raw.text();
    return receiver([])(c.req.raw);
  });
  expect((await post(app)).status).toBe(500);
  expect(errors).toEqual([expect.stringContaining("The body was parsed already")]);
});
