import { DecodeError } from "../errors.js";

/** Takes the value out of `{ "data": value }`. */
export function unwrapData(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("data" in body))
    throw new DecodeError("The answer has no `data`.");
  return body.data;
}

/** The same, where an answer may be empty. */
export function unwrapDataIfAny(body: unknown): unknown {
  return body === undefined ? undefined : unwrapData(body);
}

/** The same, where an answer may also stand there without the envelope. */
export function unwrapDataOrAll(body: unknown): unknown {
  return typeof body === "object" && body !== null && "data" in body ? body.data : body;
}

/** The value of an operation that answers with nothing. */
export function nothing(): undefined {
  return undefined;
}
