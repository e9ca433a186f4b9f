import { SharewrightError } from "../../errors.js";
import { isolatesRequests, pollMs } from "../cross-request.js";
import { type RateLimitHeaders, readRateLimit, retryAfterMs } from "./rate-limit.js";

/**
 * The effect of a used-up rate limit on a call. `wait`: it waits for its turn, and calls are spread over the
 * window when few are left of it. `throw`: it is rejected with a {@link RateLimitError}, and no call is delayed before.
 */
export type RateLimitMode = "wait" | "throw";

/** Where a service reports its limits: one budget for all calls, and beside it one for the calls of a product quota. */
export interface ThrottleHeaders extends RateLimitHeaders {
  readonly quota?: RateLimitHeaders;
}

/** An attempt that waits for the throttle. */
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
    const date = new Date(Math.min(until, latestDateMs));
    super(`${call} was not sent: the rate limit is used up until ${date.toISOString()}. Call again then.`);
    this.until = date;
  }
}

/** The latest moment that a Date can hold, in milliseconds since the epoch. */
const latestDateMs = 8.64e15;

/**
 * After this time a call of another request is taken for ended, and a call that waits for gone, where requests can just end.
 */
const abandonedMs = 30_000;

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

/** A call that waits. */
interface Waiting {
  /** When its own request was last seen to live. */
  seenAt: number;
  start(): void;
}

/**
 * Makes the throttle of one client, over the headers that `names` names. `now` gives milliseconds since the epoch,
 * `random` a number from 0 up to 1.
 */
export function createThrottle(names: ThrottleHeaders = {}, now = () => Date.now(), random = Math.random): Throttle {
  const quotas = new Map<string, Throttle>();
  /** Calls that wait, in their order. */
  const queue = new Set<Waiting>();
  const isolated = isolatesRequests();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stretch = 1 + random() * jitterShare;
  let limit = unknownWindowCalls;
  /** Calls the service takes until `end`: those under way are among them, as it may not have counted them yet. */
  let left = names.remaining ? unknownWindowCalls : Number.POSITIVE_INFINITY;
  /** End of the window; 0 while nothing is known of it. Then `left` is at least 1, or the queue would never move. */
  let end = 0;
  /** When each call under way was sent. */
  const sentAt: number[] = [];
  /** When the last call was sent. */
  let lastSentAt = 0;
  /** No call is sent before, because the service has refused one. */
  let heldUntil = 0;
  /** A call is under way to find out whether the limit still holds. */
  let isProbing = false;

  /** Takes a place for a call, if there is one; otherwise gives the milliseconds after which to try again. */
  const takePlace = (at: number, spread: boolean): number => {
    if (end && at >= end) {
      end = 0;
      left = Math.min(unknownWindowCalls, limit);
    }
    while (isolated && sentAt[0] !== undefined && at - sentAt[0] > abandonedMs) sentAt.shift();
    const underWay = sentAt.length;
    const free = left - underWay;
    let ms = heldUntil - at;
    // A call that may not wait is sent unless it is known that it would be refused.
    if (ms <= 0 && free <= 0) ms = end ? end - at : spread ? longestCheckMs : 0;
    else if (ms <= 0 && spread && end && free <= Math.max(underWay, limit * spreadShare))
      ms = lastSentAt + (end - at) / (free + 1) - at;
    // After the longest pause one call finds out whether the limit still holds.
    const isProbe = ms > 0 && at - lastSentAt >= longestWaitMs;
    if (ms <= 0 || isProbe) {
      isProbing ||= isProbe;
      sentAt.push(at);
      lastSentAt = at;
      return 0;
    }
    return ms;
  };

  /** Sends the calls that have a place, and sets one timer for the others. */
  const advance = (): void => {
    clearTimeout(timer);
    for (const waiting of queue) {
      const at = now();
      const isGone = isolated && at - waiting.seenAt > abandonedMs;
      const ms = isGone ? 0 : takePlace(at, true);
      if (ms > 0) {
        // A timer of one request must not start the calls of others.
        if (!isolated) timer = setTimeout(advance, Math.min(ms, longestCheckMs));
        return;
      }
      queue.delete(waiting);
      if (!isGone) waiting.start();
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
      let isStarted = false;
      const abort = (): void => {
        clearInterval(poll);
        queue.delete(waiting);
        advance();
        reject(signal?.reason);
      };
      const leave = (): void => {
        clearInterval(poll);
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const waiting: Waiting = {
        seenAt: at,
        start: () => {
          isStarted = true;
          if (!isolated) leave();
        },
      };
      const look = (): void => {
        waiting.seenAt = now();
        if (!isStarted) advance();
        if (isStarted) leave();
      };
      const poll = isolated ? setInterval(look, pollMs) : undefined;
      signal?.addEventListener("abort", abort, { once: true });
      queue.add(waiting);
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
      sentAt.shift();
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
        if (isProbing && status !== 429) heldUntil = 0;
        isProbing = false;
        if (status === 429) {
          const waitMs = retryAfterMs(headers, at) ?? span;
          // A quota that is used up holds only the calls that it counts. One of a day, which no header reports, holds none: it
          // may count the calls about one thing alone.
          const isQuotas = quota && (readRateLimit(names.quota, headers, at).remaining === 0 || waitMs > longestWaitMs);
          if (!isQuotas) {
            heldUntil = Math.max(heldUntil, at + waitMs * stretch);
            left = 1;
            end = 0;
          }
        }
      }
      advance();
    },
  };
}
