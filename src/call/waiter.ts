import { DecodeError, SharewrightError, TimeoutError } from "../errors.js";
import type { Operation } from "../operation.js";
import { limited } from "../transport/deadline.js";
import type { RequestOptions } from "../transport/options.js";
import { sleep } from "../transport/sleep.js";
import type { Transport } from "../transport/transport.js";
import { call } from "./call.js";

/** What a waiter has to know of a resource's lifecycle, from the spec's `x-lifecycle`. */
export interface Lifecycle {
  /** What messages call the resource: `Share Token`. */
  readonly resource: string;
  /** Member that holds the state. */
  readonly property: string;
  /** Member that says why it came to a bad end. */
  readonly reason?: string;
}

/** Where a wait ends: well in the states `until`, and badly in the states `stop`, from which waiting leads nowhere. */
export interface WaitStates {
  readonly until: readonly string[];
  readonly stop?: readonly string[];
}

/** Options of a wait; what belongs to a call holds for each look. */
export interface WaitOptions<T> extends RequestOptions {
  /**
   * Limit for the whole wait, in milliseconds; a look under way is broken off. The client's own limit holds for each
   * attempt to look. Default: 300,000, five minutes.
   */
  readonly timeoutMs?: number | undefined;
  /** Aborts the wait: the look under way, or the pause between two. */
  readonly signal?: AbortSignal | undefined;
  /** First pause between two looks, in milliseconds; it grows by half each time. Default: 1,000. */
  readonly intervalMs?: number | undefined;
  /** Longest pause, in milliseconds, unless the rate limit asks for a longer one. Default: 15,000. */
  readonly maxIntervalMs?: number | undefined;
  /** Called with what each look found, the last included. What it throws ends the wait. */
  readonly onProgress?: ((value: T) => void) | undefined;
}

/** The wait is over, in a state that was not waited for and from which waiting leads nowhere. */
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
 * Looks at a resource, by the operation that reads it, until it is in a state that ends the wait. Every generated waiter
 * is this, with its own types.
 */
export function waitUntil<T, Reached extends T>(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  { resource, property, reason }: Lifecycle,
  { until, stop = [] }: WaitStates,
  options: WaitOptions<T> = {},
): Promise<Reached> {
  const { timeoutMs = 300_000, intervalMs = 1_000, maxIntervalMs = 15_000, onProgress } = options;
  const the = `${transport.service.name}: the ${resource}`;
  const wanted = until.join(" or ");
  const deadline = Date.now() + timeoutMs;
  let state: string | undefined;
  const late = (): never => {
    throw new TimeoutError(
      `${the} ${state === undefined ? "was not seen" : `is still ${state}`} after ${timeoutMs} ms, not ${wanted}.`,
      timeoutMs,
    );
  };
  const work = async (end: () => AbortSignal): Promise<Reached> => {
    const look = { ...options, timeoutMs: undefined, signal: end() };
    for (let pause = intervalMs; ; pause = Math.min(pause * 1.5, maxIntervalMs)) {
      const start = Date.now();
      const { value, rateLimit } = await call<T, unknown>(transport, operation, ids, undefined, look).withResponse();
      state = textOf(value, property);
      if (state === undefined) {
        throw new DecodeError(
          `${the} came without its ${property}, so there is nothing to wait for. If the query names \`fields\`, let them include it.`,
        );
      }
      onProgress?.(value);
      if (until.includes(state)) return value as Reached;
      if (stop.includes(state)) {
        const why = reason && textOf(value, reason);
        throw new LifecycleError(
          `${the} is ${state}${why ? ` (${reason}: ${why})` : ""} and will not become ${wanted} by waiting.`,
          state,
          why,
          value,
        );
      }
      // Other callers of the same key need some of what is left of the window.
      const { remaining = 99, resetSeconds = 0 } = rateLimit;
      const spread = remaining > 10 ? 0 : (resetSeconds * 1000) / (remaining + 1);
      const wait = Math.min(pause * (0.75 + Math.random() / 2), maxIntervalMs);
      // The time ends with a look and not with a pause: one that takes twice as long as this one still fits in.
      const now = Date.now();
      const left = deadline - now - 2 * (now - start) - 50;
      // A timer may fire a moment early: what is left then is no time for one more.
      await sleep(Math.max(left > 10 ? Math.min(wait, left) : wait, spread), look.signal);
    }
  };
  return limited(options, work, { ms: timeoutMs, late });
}

/** A member that is text. */
function textOf(value: unknown, name: string): string | undefined {
  const member = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof member === "string" ? member : undefined;
}
