import { call } from "./call.js";
import { DecodeError, SharewrightError } from "./errors.js";
import { longest } from "./limit.js";
import type { Operation } from "./operation.js";
import type { RequestOptions } from "./options.js";
import { sleep } from "./sleep.js";
import type { Transport } from "./transport.js";

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

/** The state that was waited for did not come in time. Nothing is wrong with the resource: one can wait again. */
export class WaitTimeoutError<T = unknown> extends SharewrightError {
  override readonly name: string = "WaitTimeoutError";
  /** Limit that has passed, in milliseconds. */
  readonly timeoutMs: number;
  readonly #value: T | undefined;

  constructor(message: string, timeoutMs: number, value: T | undefined) {
    super(message);
    this.timeoutMs = timeoutMs;
    this.#value = value;
  }

  /** The resource as it was seen last; `undefined` if no look was answered in time. */
  get value(): T | undefined {
    return this.#value;
  }
}

/**
 * Looks at a resource, by the operation that reads it, until it is in a state that ends the wait. Every generated waiter
 * is this, with its own types.
 */
export async function waitUntil<T, Reached extends T>(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  lifecycle: Lifecycle,
  { until, stop = [] }: WaitStates,
  options: WaitOptions<T> = {},
): Promise<Reached> {
  const { timeoutMs = 300_000, intervalMs = 1_000, maxIntervalMs = 15_000, onProgress, signal } = options;
  signal?.throwIfAborted();
  const the = `${transport.service.name}: the ${lifecycle.resource}`;
  const wanted = until.join(" or ");
  let value: T | undefined;
  let state: string | undefined;
  const end = new AbortController();
  const abort = (): void => end.abort(signal?.reason);
  const late = (): void => {
    const is = state === undefined ? "was not seen" : `is still ${state}`;
    const message = `${the} ${is} after ${timeoutMs} ms, not ${wanted}. Wait again, or raise \`timeoutMs\`.`;
    end.abort(new WaitTimeoutError(message, timeoutMs, value));
  };
  const deadline = Date.now() + timeoutMs;
  const timer = setTimeout(late, Math.min(timeoutMs, longest));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    for (let pause = intervalMs; ; pause = Math.min(pause * 1.5, maxIntervalMs)) {
      const start = Date.now();
      const look = call<T, unknown>(transport, operation, ids, undefined, {
        ...options,
        timeoutMs: undefined,
        signal: end.signal,
      });
      const { value: seen, rateLimit } = await look.withResponse();
      value = seen;
      state = stateOf(seen, lifecycle, the);
      onProgress?.(seen);
      if (until.includes(state)) return seen as Reached;
      if (stop.includes(state)) throw stopped(the, state, wanted, lifecycle, seen);
      // Other callers of the same key need some of what is left of the window.
      const { remaining, resetSeconds = 0 } = rateLimit;
      const spread = remaining === undefined || remaining > 10 ? 0 : (resetSeconds * 1000) / (remaining + 1);
      const wait = Math.min(pause * (0.75 + Math.random() / 2), maxIntervalMs);
      // The time ends with a look and not with a pause: one that takes twice as long as this one still fits in.
      const now = Date.now();
      const left = deadline - now - 2 * (now - start) - 50;
      await sleep(Math.max(left > 0 ? Math.min(wait, left) : wait, spread), end.signal);
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function stateOf(value: unknown, { property }: Lifecycle, the: string): string {
  const state = memberOf(value, property);
  if (state !== undefined) return state;
  throw new DecodeError(
    `${the} came without its ${property}, so there is nothing to wait for. If the query names \`fields\`, let them include it.`,
  );
}

function stopped<T>(the: string, state: string, wanted: string, { reason }: Lifecycle, value: T): LifecycleError<T> {
  const why = reason === undefined ? undefined : memberOf(value, reason);
  const because = why === undefined ? "" : ` (${reason}: ${why})`;
  return new LifecycleError(
    `${the} is ${state}${because} and will not become ${wanted} by waiting.`,
    state,
    why,
    value,
  );
}

/** A member that is text. */
function memberOf(value: unknown, name: string): string | undefined {
  const members = (value ?? {}) as Readonly<Record<string, unknown>>;
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  return typeof member === "string" ? member : undefined;
}
