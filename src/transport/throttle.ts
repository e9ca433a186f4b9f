import { SharewrightError } from "../errors.js";
import { type RateLimitHeaders, readRateLimit, retryAfterMs } from "./rate-limit.js";

/**
 * What becomes of a call while the rate limit is used up. `wait`: it waits for its turn, and calls are spread over the
 * window when few are left of it. `throw`: it is rejected with a {@link RateLimitError}, and no call is delayed before.
 */
export type RateLimitMode = "wait" | "throw";

/** Where a service reports its limits: one budget for all calls, and beside it one for the calls of a product quota. */
export interface ThrottleHeaders extends RateLimitHeaders {
  readonly quota?: RateLimitHeaders;
}

/** An attempt that wants to go. */
export interface Departure {
  /** Service and operation, as in `shop: items.list`: the start of the error's message. */
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
   * Lets an attempt go: `undefined` if at once, else a promise that resolves when it may. What was let go has to be
   * reported with {@link Throttle.observe}, whatever becomes of it; what was rejected has not.
   *
   * The promise rejects with the signal's reason when the call is aborted, and with a {@link RateLimitError} if the call
   * is not to wait.
   */
  acquire(call: Departure): Promise<void> | undefined;
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
const probes = 20;

/** Share of a limit that is handed out evenly over the rest of the window. */
const reserve = 0.15;

/** Waits are longer by up to this share, so that clients that wait for the same moment do not come back together. */
const jitter = 0.02;

/** The longest time without a look at the queue, in milliseconds. */
const longest = 60_000;

/** A call that would have to wait longer than this is refused, in milliseconds: nobody expects an hour. */
const patience = 300_000;

/**
 * Makes the throttle of one client, over the headers that `names` names. `now` gives milliseconds since the epoch,
 * `random` a number from 0 up to 1.
 */
export function createThrottle(names: ThrottleHeaders = {}, now = () => Date.now(), random = Math.random): Throttle {
  const quotas = new Map<string, Throttle>();
  /** Calls that wait, the first come first: each entry lets one go. */
  const queue = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stretch = 1 + random() * jitter;
  let limit = probes;
  /** Calls the service takes until `end`: those under way are among them, as it may not have counted them yet. */
  let left = names.remaining ? probes : Number.POSITIVE_INFINITY;
  /** End of the window; 0 while nothing is known of it. Then `left` is at least 1, or the queue would never move. */
  let end = 0;
  let underWay = 0;
  /** When the last call went. */
  let last = 0;
  /** No call goes before: the service has refused one. */
  let held = 0;

  /** Lets a call go if it may; else says in how many milliseconds to ask again. */
  const depart = (at: number, spread: boolean): number => {
    if (end && at >= end) {
      end = 0;
      left = Math.min(probes, limit);
    }
    const free = left - underWay;
    let ms = held - at;
    // A call that may not wait goes when nothing says that it would be refused.
    if (ms <= 0 && free <= 0) ms = end ? end - at : spread ? longest : 0;
    else if (ms <= 0 && spread && end && free <= Math.max(underWay, limit * reserve))
      ms = last + (end - at) / (free + 1) - at;
    if (ms <= 0) {
      underWay++;
      last = at;
    }
    return ms;
  };

  /** Lets go who may, and sets one timer for all others. */
  const pump = (): void => {
    clearTimeout(timer);
    for (const leave of queue) {
      const ms = depart(now(), true);
      if (ms > 0) {
        timer = setTimeout(pump, Math.min(ms, longest));
        return;
      }
      queue.delete(leave);
      leave();
    }
  };

  const take = ({ name, signal, rateLimit }: Departure): Promise<void> | undefined => {
    const at = now();
    const mayWait = rateLimit !== "throw";
    const ms = mayWait && queue.size ? 1 : depart(at, mayWait);
    if (ms <= 0) return;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (!mayWait || ms > patience) throw new RateLimitError(name, at + ms);
      const abort = (): void => {
        queue.delete(leave);
        pump();
        reject(signal?.reason);
      };
      const leave = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      signal?.addEventListener("abort", abort, { once: true });
      queue.add(leave);
      if (queue.size < 2) pump();
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
          // Answers overtake each other. In those that tell of about the same end, the lowest number is the latest one.
          left = Math.abs(until - end) < 1000 + span / 2 ? Math.min(left, remaining) : remaining;
          end = until;
        } else if (!end) left++;
        // A quota that is used up holds only the calls that it counts.
        if (status === 429 && !(quota && readRateLimit(names.quota, headers, at).remaining === 0)) {
          held = Math.max(held, at + (retryAfterMs(headers, at) ?? span) * stretch);
          left = 1;
          end = 0;
        }
      }
      pump();
    },
  };
}
