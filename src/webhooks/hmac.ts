// The signed text of a delivery, and the key that signs it.

import { fromBase64 } from "../bytes.js";
import { ConfigurationError } from "../errors.js";
import type { WebhookSignature } from "./signature-scheme.js";

export function signedPayload(
  { signedPayload: template }: WebhookSignature,
  { timestamp, id }: { readonly timestamp: string; readonly id: string },
  body: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const [before = "", after = ""] = template
    .split("{body}")
    .map((part) => part.replace("{timestamp}", () => timestamp).replace("{id}", () => id));
  const encoder = new TextEncoder();
  const start = encoder.encode(before);
  const end = encoder.encode(after);
  const payload = new Uint8Array(start.length + body.length + end.length);
  payload.set(start);
  payload.set(body, start.length);
  payload.set(end, start.length + body.length);
  return payload;
}

export function importKey(
  { secretPrefix }: WebhookSignature,
  secret: string,
  usage: "sign" | "verify",
): Promise<CryptoKey> {
  const key = secretPrefix && fromBase64(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret);
  if (secretPrefix !== undefined && !key?.length) {
    throw new ConfigurationError(
      `The webhook secret is not ${secretPrefix} and base64 behind it. Pass it as the service shows it.`,
    );
  }
  const bytes = (key || new TextEncoder().encode(secret)) as BufferSource;
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [usage]);
}
