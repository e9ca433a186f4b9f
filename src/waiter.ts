import type { ApiPromise } from "./api-promise.js";
import { SharewrightError } from "./errors.js";
import type { RequestOptions } from "./options.js";
import { sleep } from "./sleep.js";

/** What a waiter has to know of a resource's lifecycle, from the spec's `x-lifecycle`. */
export interface Lifecycle {
  /** Name of the resource in messages: `Share Token`. */
  readonly resource: string;
  /** Member that holds the state. */
  readonly property: string;
  /** States that are never left. */
  readonly terminal: readonly string[];
  /** Member that says why it came to a bad end. */
  readonly reason?: string;
}

export interface WaitOptions<T> extends Omit<RequestOptions, "timeoutMs"> {
  /** Limit for the whole wait, in milliseconds. Default: 300,000, five minutes. */
  readonly timeoutMs?: number | undefined;
  /** First pause between two looks, in milliseconds; it grows by half each time. Default: 1,000. */
  readonly intervalMs?: number | undefined;
  /** Longest pause, in milliseconds, unless the rate limit asks for a longer one. Default: 15,000. */
  readonly maxIntervalMs?: number | undefined;
  /** Called with what each look found. */
  readonly onProgress?: ((value: T) => void) | undefined;
}

/** The wait is over, and not in the state that was waited for. */
export class LifecycleError<T = unknown> extends SharewrightError {
  override readonly name: string = "LifecycleError";
  /** State the resource is in. */
  readonly state: string;
  /** Why, if the service says so. */
  readonly reason: string | undefined;
  /** The resource as it was seen last. */
  readonly value: T;

  constructor(message: string, state: string, reason: string | undefined, value: T) {
    super(message);
    this.state = state;
    this.reason = reason;
    this.value = value;
  }
}

/** The state that was waited for did not come in time. */
export class WaitTimeoutError<T = unknown> extends SharewrightError {
  override readonly name: string = "WaitTimeoutError";
  /** The resource as it was seen last. */
  readonly value: T;

  constructor(message: string, value: T) {
    super(message);
    this.value = value;
  }
}

/**
 * Looks at a resource again and again until it is in one of the states `until`. It stops at once in a terminal state
 * that is not among them, and in the states `stop`, from which waiting alone leads nowhere.
 */
export async function waitUntil<T, Reached extends T>(
  look: () => ApiPromise<T>,
  lifecycle: Lifecycle,
  states: { readonly until: readonly string[]; readonly stop?: readonly string[] },
  options: WaitOptions<T> = {},
): Promise<Reached> {
  const { timeoutMs = 300_000, intervalMs = 1_000, maxIntervalMs = 15_000, onProgress, signal } = options;
  const deadline = Date.now() + timeoutMs;
  for (let pause = intervalMs; ; pause = Math.min(pause * 1.5, maxIntervalMs)) {
    const { value, rateLimit } = await look().withResponse();
    onProgress?.(value);
    const { state, reason } = read(value, lifecycle);
    if (states.until.includes(state)) return value as Reached;
    const wanted = states.until.join(" or ");
    if (lifecycle.terminal.includes(state) || states.stop?.includes(state)) {
      const because = reason === undefined ? "" : ` (${reason})`;
      throw new LifecycleError(
        `The ${lifecycle.resource} is ${state}${because} and will not become ${wanted} by waiting.`,
        state,
        reason,
        value,
      );
    }
    // Other callers of the same key need some of what is left of the window.
    const { remaining, resetSeconds = 0 } = rateLimit;
    const spread = remaining === undefined || remaining > 10 ? 0 : (resetSeconds * 1000) / (remaining + 1);
    const wait = Math.max(Math.min(pause * (0.75 + Math.random() / 2), maxIntervalMs), spread);
    const left = deadline - Date.now();
    if (left <= 0) {
      throw new WaitTimeoutError(
        `The ${lifecycle.resource} is still ${state} after ${timeoutMs} ms, not ${wanted}. Wait again, or raise \`timeoutMs\`.`,
        value,
      );
    }
    // The last look is at the end of the time, not a pause before it.
    await sleep(Math.min(wait, left), signal);
  }
}

function read(value: unknown, { property, reason }: Lifecycle): { state: string; reason: string | undefined } {
  const members = value as Readonly<Record<string, unknown>>;
  const why = reason === undefined ? undefined : members[reason];
  return { state: String(members[property]), reason: typeof why === "string" ? why : undefined };
}
