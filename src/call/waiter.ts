import { DecodeError, SharewrightError, TimeoutError } from "../errors.js";
import type { Operation } from "../operation.js";
import { limited } from "../transport/deadline.js";
import { checkOptions } from "../transport/options/check-options.js";
import type { RequestOptions } from "../transport/options/options.js";
import type { Transport } from "../transport/service.js";
import { sleep } from "../transport/sleep.js";
import { ApiPromise, type WithResponse } from "./api-promise.js";
import { start } from "./call.js";
import { addCaller, type Caller, captureCaller } from "./caller.js";

/** A resource's lifecycle, as far as a waiter has to know it, from the spec's `x-lifecycle`. */
export interface Lifecycle {
  /** Name of the resource in messages: `Share Token`. */
  readonly resource: string;
  /** Member that holds the state. */
  readonly property: string;
  /** Member that says why it ended in a bad state. */
  readonly reason?: string;
}

/** States in which a wait ends: well in `until`, and with an error in `stop`, from which waiting leads nowhere. */
export interface WaitStates {
  readonly until: readonly string[];
  readonly stop?: readonly string[];
}

/** Options of a wait; those of a call hold for each request. */
export interface WaitOptions<T> extends RequestOptions {
  /**
   * Limit for the whole wait, in milliseconds; a request under way is ended. The client's own limit holds for each
   * attempt. Default: 300,000, five minutes.
   */
  readonly timeoutMs?: number | undefined;
  /** Aborts the wait: the request under way, or the pause between two. */
  readonly signal?: AbortSignal | undefined;
  /** First pause between two requests, in milliseconds; it grows by half each time. Default: 1,000. */
  readonly intervalMs?: number | undefined;
  /** Longest pause, in milliseconds, unless the rate limit asks for a longer one. Default: 15,000. */
  readonly maxIntervalMs?: number | undefined;
  /** Called with the value of each request, the last included. An error that it throws, or rejects with, ends the wait. */
  readonly onProgress?: ((value: T) => unknown) | undefined;
}

/** The wait is over: the resource is in a state from which it cannot reach the states that were waited for. */
export class LifecycleError<T = unknown> extends SharewrightError {
  override readonly name: string = "LifecycleError";
  /** State the resource is in. */
  readonly state: string;
  /** Why, if the service says so. */
  readonly reason: string | undefined;
  // Private, so that an error that is logged does not show what it holds.
  readonly #value: T;

  constructor(message: string, state: string, reason: string | undefined, value: T) {
    super(message);
    this.state = state;
    this.reason = reason;
    this.#value = value;
  }

  /** The resource as it was seen last. */
  get value(): T {
    return this.#value;
  }
}

/**
 * Reads a resource again and again until it is in a state that ends the wait. A generated waiter is this, with its own
 * types, where the path names the resource.
 */
export function waitUntil<T, Reached extends T>(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  lifecycle: Lifecycle,
  states: WaitStates,
  options?: WaitOptions<T>,
): Promise<Reached> {
  return waitBy<T, Reached>(transport, lifecycle, states, options, (each, caller) =>
    new ApiPromise<T>(start(transport, operation, ids, undefined, each, caller)).withResponse(),
  );
}

/** One look at the resource, for whoever waits. */
type Look<T> = (options: RequestOptions, caller: Caller) => Promise<Pick<WithResponse<T>, "value" | "rateLimit">>;

/** Looks again and again until the resource is in a state that ends the wait. */
export function waitBy<T, Reached extends T>(
  transport: Transport,
  { resource, property, reason }: Lifecycle,
  { until, stop = [] }: WaitStates,
  options: WaitOptions<T> = {},
  look: Look<T>,
): Promise<Reached> {
  const { timeoutMs = 300_000, intervalMs = 1_000, maxIntervalMs = 15_000, onProgress } = options;
  const subject = `${transport.service.name}: the ${resource}`;
  const wanted = until.join(" or ");
  const deadline = Date.now() + timeoutMs;
  const caller = captureCaller();
  let state: string | undefined;
  const expire = (): never => {
    throw new TimeoutError(
      `${subject} ${state === undefined ? "was not seen" : `is still ${state}`} after ${timeoutMs} ms, not ${wanted}.`,
      timeoutMs,
    );
  };
  const work = async (end: () => AbortSignal): Promise<Reached> => {
    checkOptions(subject, options);
    const requestOptions = { ...options, timeoutMs: undefined, signal: end() };
    for (let pause = intervalMs; ; pause = Math.min(pause * 1.5, maxIntervalMs)) {
      const start = Date.now();
      const { value, rateLimit } = await look(requestOptions, caller);
      state = textOf(value, property);
      if (state === undefined) {
        throw new DecodeError(
          `${subject} came without its ${property}, so there is nothing to wait for. If the query names \`fields\`, let them include it.`,
        );
      }
      const reported = onProgress?.(value);
      if (reported) await reported;
      if (until.includes(state)) return value as Reached;
      if (stop.includes(state)) {
        const why = reason && textOf(value, reason);
        throw new LifecycleError(
          `${subject} is ${state}${why ? ` (${reason}: ${why})` : ""} and will not become ${wanted} by waiting.`,
          state,
          why,
          value,
        );
      }
      // Other callers of the same key need some of what is left of the window.
      const { remaining = 99, resetSeconds = 0 } = rateLimit;
      const spread = remaining > 10 ? 0 : (resetSeconds * 1000) / (remaining + 1);
      const wait = Math.min(pause * (0.75 + Math.random() / 2), maxIntervalMs);
      // The time ends with a request and not with a pause: one that takes twice as long as this one still fits in.
      const now = Date.now();
      const left = deadline - now - 2 * (now - start) - 50;
      // A timer may fire a moment early, and the time left then is too short for another request.
      await sleep(Math.max(left > 10 ? Math.min(wait, left) : wait, spread), requestOptions.signal);
    }
  };
  return limited(options.signal, timeoutMs, work, expire).catch((error: unknown) => {
    addCaller(error, caller);
    throw error;
  });
}

/** A member that is text. */
function textOf(value: unknown, name: string): string | undefined {
  const member = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof member === "string" ? member : undefined;
}
