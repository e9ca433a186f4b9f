// Signs a webhook as `x-webhook-signature` says, with every secret that is valid: the receiver is content with one. Not by
// the runtime's `createSignature`, which has to wait for WebCrypto: an attempt leaves at the moment it is due.

import { createHmac } from "node:crypto";
import type { WebhookSignature } from "../../webhooks/signature-scheme.js";

/** The signature's header, and those that stand beside it. `at` is in milliseconds since 1970. */
export function signed(
  facts: WebhookSignature,
  secrets: readonly string[],
  body: string,
  at: number,
  id = "",
): Readonly<Record<string, string>> {
  const { header, format, signedPayload, separator, encoding = "hex", secretPrefix, timestampHeader, idHeader } = facts;
  const timestamp = String(Math.floor(at / 1000));
  const filled = (template: string, values: Readonly<Record<string, string>>) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const payload = filled(signedPayload, { timestamp, body, id });
  const key = (secret: string) =>
    secretPrefix === undefined ? secret : Buffer.from(secret.replace(secretPrefix, ""), "base64");
  const signature = secrets
    .map((secret) => createHmac("sha256", key(secret)).update(payload).digest(encoding))
    .map((signature) => filled(format, { timestamp, signature }))
    .join(separator);
  return {
    ...(idHeader !== undefined && { [idHeader]: id }),
    ...(timestampHeader !== undefined && { [timestampHeader]: timestamp }),
    [header]: signature,
  };
}
