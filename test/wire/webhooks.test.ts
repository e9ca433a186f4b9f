// Webhooks that are signed otherwise than Persona's, by the functions of a generated client.

import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generated, removeClients } from "./client.js";

afterAll(removeClients);

const event = { type: "object", required: ["name"], properties: { name: { const: "toy.sold" } } };
const webhooks = {
  "toy.sold": {
    post: {
      operationId: "toySold",
      requestBody: { content: { "application/json": { schema: event } } },
      responses: { "200": { description: "Received." } },
    },
  },
};
const body = '{"name":"toy.sold"}';
const standard = {
  header: "webhook-signature",
  algorithm: "hmac-sha256",
  encoding: "base64",
  secretPrefix: "whsec_",
  timestampHeader: "webhook-timestamp",
  idHeader: "webhook-id",
  format: "v1,{signature}",
  separator: " ",
  signedPayload: "{id}.{timestamp}.{body}",
  toleranceSeconds: 300,
};
const github = {
  header: "X-Hub-Signature-256",
  algorithm: "hmac-sha256",
  encoding: "hex",
  format: "sha256={signature}",
  separator: " ",
  signedPayload: "{body}",
};

test.each([
  ["Standard Webhooks", standard, "whsec_c2VjcmV0", ["webhook-id", "webhook-timestamp", "webhook-signature"]],
  ["sha256=", github, "a secret", ["X-Hub-Signature-256"]],
])("%s: what a client signs, it verifies, and nothing else", async (_, signature, secret, names) => {
  const client = await generated({}, { webhooks, "x-webhook-signature": signature });
  const { signWebhook, verifyWebhook } = await import(join(client.folder, "index.ts"));
  const headers = await signWebhook(body, secret);
  expect(Object.keys(headers)).toEqual(names);
  expect(await verifyWebhook(body, headers, secret)).toEqual({ name: "toy.sold" });
  await expect(verifyWebhook(`${body} `, headers, secret)).rejects.toThrow("No signature in");
});
