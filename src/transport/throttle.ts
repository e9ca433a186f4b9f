import { SharewrightError } from "../errors.js";
import { type RateLimitHeaders, readRateLimit, retryAfterMs } from "./rate-limit.js";

/**
 * What happens to a call while the rate limit is used up. `wait`: it waits for its turn, and calls are spread over the
 * window when few are left of it. `throw`: it is rejected with a {@link RateLimitError}, and no call is delayed before.
 */
export type RateLimitMode = "wait" | "throw";

/** Where a service reports its limits: one budget for all calls, and beside it one for the calls of a product quota. */
export interface ThrottleHeaders extends RateLimitHeaders {
  readonly quota?: RateLimitHeaders;
}

/** An attempt that asks the throttle to be sent. */
export interface RateLimitRequest {
  /** Service and operation, as in `shop: items.list`, for the error's message. */
  readonly name: string;
  /** Name of the product quota that counts the call beside the rate limit. */
  readonly quota?: string | undefined;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Default: `wait`. */
  readonly rateLimit?: RateLimitMode | undefined;
}

/** Keeps a client within the limits of its service. One for each client: all its calls go through it. */
export interface Throttle {
  /**
   * Gives an attempt leave: `undefined` if it may be sent at once, else a promise that resolves when it may. An attempt
   * that has leave has to be reported with {@link Throttle.observe}, however it ends; a rejected one has not.
   *
   * The promise rejects with the signal's reason when the call is aborted, and with a {@link RateLimitError} if the call
   * is not to wait.
   */
  acquire(call: RateLimitRequest): Promise<void> | undefined;
  /** Reports an attempt's answer, as soon as its headers are there. Without them: no answer came, or nothing was sent. */
  observe(headers?: Headers, status?: number, quota?: string): void;
}

/** Makes the throttle of one client, over the headers in which its service reports its limits. */
export type Throttling = (names?: ThrottleHeaders) => Throttle;

/**
 * The rate limit is used up, and the call was not to wait (`rateLimit: "throw"`), or not for more than five minutes.
 * Nothing was sent.
 */
export class RateLimitError extends SharewrightError {
  override readonly name: string = "RateLimitError";
  /** When the next call may go, as far as is known. */
  readonly until: Date;

  /** @internal */
  constructor(call: string, until: number) {
    const date = new Date(until);
    super(`${call} was not sent: the rate limit is used up until ${date.toISOString()}. Call again then.`);
    this.until = date;
  }
}

/** Calls that may be under way while nothing is known of the window: at the start, and when a window has ended. */
const unknownWindowCalls = 20;

/** Share of a limit that is spread evenly over the rest of the window. */
const spreadShare = 0.15;

/** Waits are longer by up to this share, so that clients that wait for the same moment do not come back together. */
const jitterShare = 0.02;

/** The longest time between two checks of the queue. */
const longestCheckMs = 60_000;

/** A call that would have to wait longer than this is refused: no caller expects it to take an hour. */
export const longestWaitMs = 300_000;

/**
 * Makes the throttle of one client, over the headers that `names` names. `now` gives milliseconds since the epoch,
 * `random` a number from 0 up to 1.
 */
export function createThrottle(names: ThrottleHeaders = {}, now = () => Date.now(), random = Math.random): Throttle {
  const quotas = new Map<string, Throttle>();
  /** Calls that wait, in their order: each entry sends one. */
  const queue = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stretch = 1 + random() * jitterShare;
  let limit = unknownWindowCalls;
  /** Calls the service takes until `end`: those under way are among them, as it may not have counted them yet. */
  let left = names.remaining ? unknownWindowCalls : Number.POSITIVE_INFINITY;
  /** End of the window; 0 while nothing is known of it. Then `left` is at least 1, or the queue would never move. */
  let end = 0;
  let underWay = 0;
  /** When the last call was sent. */
  let lastSentAt = 0;
  /** No call is sent before, because the service has refused one. */
  let heldUntil = 0;

  /** Takes a place for a call, if there is one; otherwise gives the milliseconds after which to try again. */
  const takePlace = (at: number, spread: boolean): number => {
    if (end && at >= end) {
      end = 0;
      left = Math.min(unknownWindowCalls, limit);
    }
    const free = left - underWay;
    let ms = heldUntil - at;
    // A call that may not wait is sent unless it is known that it would be refused.
    if (ms <= 0 && free <= 0) ms = end ? end - at : spread ? longestCheckMs : 0;
    else if (ms <= 0 && spread && end && free <= Math.max(underWay, limit * spreadShare))
      ms = lastSentAt + (end - at) / (free + 1) - at;
    if (ms <= 0) {
      underWay++;
      lastSentAt = at;
    }
    return ms;
  };

  /** Sends the calls that have a place, and sets one timer for the others. */
  const advance = (): void => {
    clearTimeout(timer);
    for (const start of queue) {
      const ms = takePlace(now(), true);
      if (ms > 0) {
        timer = setTimeout(advance, Math.min(ms, longestCheckMs));
        return;
      }
      queue.delete(start);
      start();
    }
  };

  const take = ({ name, signal, rateLimit }: RateLimitRequest): Promise<void> | undefined => {
    const at = now();
    const mayWait = rateLimit !== "throw";
    const ms = mayWait && queue.size ? 1 : takePlace(at, mayWait);
    if (ms <= 0) return;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (!mayWait || ms > longestWaitMs) throw new RateLimitError(name, at + ms);
      const abort = (): void => {
        queue.delete(start);
        advance();
        reject(signal?.reason);
      };
      const start = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      signal?.addEventListener("abort", abort, { once: true });
      queue.add(start);
      if (queue.size < 2) advance();
    });
  };

  return {
    acquire(call) {
      const { quota } = call;
      if (!quota) return take(call);
      const own = quotas.get(quota) ?? createThrottle(names.quota, now, random);
      quotas.set(quota, own);
      return Promise.resolve(own.acquire({ ...call, quota: undefined })).then(() => {
        const turn = take(call);
        turn?.catch(() => own.observe());
        return turn;
      });
    },
    observe(headers, status, quota) {
      underWay--;
      if (quota) quotas.get(quota)?.observe(headers);
      if (headers) {
        const at = now();
        const { limit: all, remaining, resetSeconds } = readRateLimit(names, headers, at);
        // Whole seconds, which may have been rounded down.
        const span = ((resetSeconds ?? 0) + 1) * 1000;
        if (remaining !== undefined && resetSeconds !== undefined) {
          limit = all || limit;
          const until = at + span * stretch;
          // Answers overtake each other. Among those that report about the same end, the lowest number is the latest.
          left = Math.abs(until - end) < 1000 + span / 2 ? Math.min(left, remaining) : remaining;
          end = until;
        } else if (!end) left++;
        // A quota that is used up holds only the calls that it counts.
        if (status === 429 && !(quota && readRateLimit(names.quota, headers, at).remaining === 0)) {
          heldUntil = Math.max(heldUntil, at + (retryAfterMs(headers, at) ?? span) * stretch);
          left = 1;
          end = 0;
        }
      }
      advance();
    },
  };
}
