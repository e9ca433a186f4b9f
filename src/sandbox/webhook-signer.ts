// Signs a webhook as `x-webhook-signature` says, with every secret that is valid: the receiver is content with one. Not by
// the runtime's `createSignature`, which has to wait for WebCrypto: an attempt leaves at the moment it is due.

import { createHmac } from "node:crypto";
import type { WebhookSignature } from "../webhooks/signature.js";

/** The value of the signature's header. `at` is in milliseconds since 1970. */
export function signed(facts: WebhookSignature, secrets: readonly string[], body: string, at: number): string {
  const { format, signedPayload, separator } = facts;
  const timestamp = String(Math.floor(at / 1000));
  const filled = (template: string, values: Readonly<Record<string, string>>) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const payload = filled(signedPayload, { timestamp, body });
  return secrets
    .map((secret) => createHmac("sha256", secret).update(payload).digest("hex"))
    .map((signature) => filled(format, { timestamp, signature }))
    .join(separator);
}
