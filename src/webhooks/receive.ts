// The steps of one delivery, whichever platform received it: verified, claimed, handled, confirmed.

import { ConfigurationError, DecodeError, TimeoutError } from "../errors.js";
import { limited } from "../transport/deadline.js";
import type { RawBody } from "./raw-body.js";
import type { SeenStore } from "./seen-store.js";
import type { DeliveryHeaders } from "./signature-groups.js";
import { WebhookVerificationError } from "./verification-error.js";

/** Options of {@link fetchWebhookHandler} and {@link nodeWebhookHandler}. */
export interface WebhookHandlerOptions<Event> {
  /**
   * Turns a delivery into an event, or throws: `(body, headers) => verifyWebhook(body, headers, secrets)`. For a service
   * that does not sign, the function that reads its events.
   */
  readonly verify: (rawBody: RawBody, headers: DeliveryHeaders) => Promise<Event> | Event;
  /**
   * Handles an event. The service waits for it, often no longer than five seconds, and an answer after that
   * counts as none: put the event on a queue, and work on it later. If this throws, the answer is 500, and a service that tries
   * again delivers again.
   */
  readonly handle: (event: Event) => Promise<void> | void;
  /** Where to remember handled events. Without it every delivery is handled, repeated ones too. */
  readonly seen?: SeenStore | undefined;
  /** The text that identifies an event; one without is handled each time. Default: its `id`. */
  readonly key?: ((event: Event) => string | undefined) | undefined;
  /**
   * How long, in seconds, a delivery may be in the works. After that its process is taken for dead, and the next one is
   * handled. Default: 60.
   */
  readonly leaseSeconds?: number | undefined;
  /** How long to remember handled events, in seconds. Default: 259,200 (three days), longer than services go on trying. */
  readonly seenSeconds?: number | undefined;
  /** Largest body to read, in bytes. Default: 1,048,576. */
  readonly maxBytes?: number | undefined;
  /**
   * Called with errors that neither the answer nor `handle` shows: why a delivery was refused
   * ({@link WebhookVerificationError} or {@link DecodeError}), and that `seen` failed after `handle` had run. Default: nothing.
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** An answer to a delivery. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly text?: string;
  /** Seconds after which it is worth another try. */
  readonly retryAfter?: number;
}

export const defaultMaxBytes = 1_048_576;

/** Services wait about five seconds for an answer. */
const storeTimeoutMs = 4_000;

const threeDaysSeconds = 3 * 24 * 3600;

export async function receive<Event>(
  options: WebhookHandlerOptions<Event>,
  rawBody: RawBody,
  headers: DeliveryHeaders,
): Promise<DeliveryAnswer> {
  const { verify, handle, seen, key = idOf, leaseSeconds = 60, seenSeconds = threeDaysSeconds } = options;
  const onError = options.onError && safely(options.onError);
  let event: Event;
  try {
    event = await verify(rawBody, headers);
  } catch (error) {
    if (!isSendersFault(error)) throw error;
    onError?.(error);
    // The sender of an unsigned delivery does not learn the reason.
    return { status: 400, text: "refused" };
  }
  const id = seen && textOf(key(event));
  if (seen === undefined || id === undefined) {
    await handle(event);
    return { status: 204 };
  }
  const holder = crypto.randomUUID();
  // A store may pass on what its database answers: a Buffer. An unknown reply is an error, because the event could be handled twice.
  const claim = String(await inTime(() => seen.claim(id, holder, leaseSeconds)));
  if (claim === "handled") return { status: 204 };
  // To answer 204 now would lose the event if the delivery that is in the works fails.
  if (claim === "running") return { status: 409, text: "in the works", retryAfter: leaseSeconds };
  if (claim !== "claimed") {
    throw new ConfigurationError(
      `\`seen\` answered ${JSON.stringify(claim)} to a claim: it has to be "claimed", "running" or "handled".`,
    );
  }
  const tell = async (act: () => Promise<void> | void): Promise<void> => {
    try {
      await inTime(act);
    } catch (error) {
      onError?.(error);
    }
  };
  try {
    await handle(event);
  } catch (error) {
    // The first failure is the one that the caller needs. If this fails too, the claim still ends by itself.
    await tell(() => seen.release(id, holder));
    throw error;
  }
  // It was handled, even if the store fails: an error now would only bring the event again.
  await tell(() => seen.confirm(id, seenSeconds));
  return { status: 204 };
}

/** Ends a call of the store that does not end by itself, as where a client of a database queues commands while it is away. */
function inTime<T>(act: () => Promise<T> | T): Promise<T> {
  return limited(
    undefined,
    storeTimeoutMs,
    async () => act(),
    () => {
      throw new TimeoutError(`\`seen\` gave no answer within ${storeTimeoutMs} ms.`, storeTimeoutMs);
    },
  );
}

/** A report that throws, or rejects, does not change the answer to a delivery. */
export function safely(report: (error: unknown) => unknown): (error: unknown) => void {
  return (error) => {
    const done = async (): Promise<unknown> => report(error);
    done().catch((failure: unknown) => console.error(failure));
  };
}

/** Errors of our own side, which the platform has to report: no secret, no raw body, or any other kind. */
function isSendersFault(error: unknown): boolean {
  if (!(error instanceof WebhookVerificationError)) return error instanceof DecodeError;
  return !["parsed", "reprinted", "padded-secret"].includes(error.refusal);
}

function idOf(event: unknown): string {
  const { id } = event as { readonly id?: unknown };
  return typeof id === "string" && id !== "" ? id : unidentified();
}

/** What identifies an event: two that have none are not the same. */
function textOf(id: unknown): string | undefined {
  if (id === undefined || id === null || id === "") return undefined;
  return typeof id === "object" ? unidentified() : String(id);
}

function unidentified(): never {
  throw new ConfigurationError(
    "This event has no `id` to remember it by. Pass `key`, which says what to remember an event by, or leave out `seen`.",
  );
}
