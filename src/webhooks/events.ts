import { DecodeError } from "../errors.js";
import { bytesOf } from "./raw-body.js";

/**
 * Reads the body of a webhook delivery: text, bytes, or what a body parser made of them.
 *
 * @throws {DecodeError} if it is not JSON, or `decode` finds it is not an event.
 */
export function parseEvent(
  service: string,
  body: unknown,
  decode: (event: unknown) => unknown = (event) => event,
): unknown {
  try {
    const event = decode(parsed(body));
    if (typeof event !== "object" || event === null || Array.isArray(event))
      throw new DecodeError("It is not an object.");
    return event;
  } catch (cause) {
    const reason = cause instanceof DecodeError ? ` ${cause.message}` : " It is not JSON.";
    throw new DecodeError(`${service}: this is not a webhook event.${reason}`);
  }
}

function parsed(body: unknown): unknown {
  // Decoding bytes takes a byte order mark away.
  if (typeof body === "string") return JSON.parse(body.replace(/^\ufeff/, ""));
  const bytes = bytesOf(body);
  return bytes === undefined ? structuredClone(body) : JSON.parse(new TextDecoder().decode(bytes));
}
