// The signed text of a delivery, and keys and signatures between text and bytes.

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

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text: string): Uint8Array {
  return filled(text.length >> 1, (at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** Undefined if it is no base64, in either of its alphabets. */
export function fromBase64(text: string): Uint8Array | undefined {
  const usual = text.trim().replace(/[-_]/g, (character) => (character === "-" ? "+" : "/"));
  try {
    const characters = atob(usual);
    return filled(characters.length, (at) => characters.charCodeAt(at));
  } catch {
    return undefined;
  }
}

/** `Uint8Array.from` takes ten times as long. */
function filled(length: number, byteAt: (at: number) => number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = byteAt(at);
  return bytes;
}
