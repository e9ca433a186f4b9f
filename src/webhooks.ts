import { DecodeError } from "./errors.js";

/**
 * Reads the body of a webhook delivery.
 *
 * @throws {DecodeError} if it is not JSON, or `decode` finds it is not an event.
 */
export function parseEvent(
  service: string,
  body: unknown,
  decode: (event: unknown) => unknown = (event) => event,
): unknown {
  try {
    const event = decode(typeof body === "string" ? JSON.parse(body) : structuredClone(body));
    if (typeof event !== "object" || event === null || Array.isArray(event))
      throw new DecodeError("It is not an object.");
    return event;
  } catch (cause) {
    const reason = cause instanceof DecodeError ? ` ${cause.message}` : " It is not JSON.";
    throw new DecodeError(`${service}: this is not a webhook event.${reason}`);
  }
}
