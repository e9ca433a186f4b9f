import { bytesOf } from "../webhooks/raw-body.js";
import type { ExactNumbers } from "./numbers.js";
import { exactly } from "./read-exact.js";

/**
 * The body of a delivery, parsed with exact numbers. One that is no JSON, or was parsed before, stays as it is: whoever parsed
 * it has rounded its numbers already.
 */
export function exactEvent(body: unknown, numbers: ExactNumbers): unknown {
  const bytes = typeof body === "string" ? undefined : bytesOf(body);
  const text = typeof body === "string" ? body : bytes && new TextDecoder().decode(bytes);
  if (text === undefined) return body;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return body;
  }
  return exactly(text, parsed, { name: "the event" }, numbers);
}
