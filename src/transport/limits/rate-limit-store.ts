import type { RateLimit } from "../../errors.js";
import { checkOptions } from "../options/check-options.js";
import { sleep } from "../sleep.js";
import { readRateLimit } from "./rate-limit.js";
import {
  createThrottle,
  longestWaitMs,
  RateLimitError,
  type RateLimitRequest,
  type Throttle,
  type ThrottleHeaders,
  type Throttling,
} from "./throttle.js";

/** The budget of one window: `limit` calls within `windowMs` milliseconds, counted from the first of them. */
export interface RateLimitWindow {
  readonly limit: number;
  readonly windowMs: number;
}

/** Counts calls for all who share a key: clients, processes, machines. */
export interface RateLimitStore {
  /**
   * Takes one call from the current window of `key`, or begins one. Resolves with 0 if there was one to take, else with
   * the milliseconds until the window ends.
   */
  take(key: string, window: RateLimitWindow): Promise<number> | number;
  /**
   * Reports the service's own window: `used` calls are gone, and it ends in `resetMs` milliseconds. A report can only
   * raise the count and put off the end. One of another window (it would end in less than half of the time the store's own
   * has left) changes nothing.
   */
  report(key: string, state: { readonly used: number; readonly resetMs: number }): Promise<void> | void;
}

/** A store within one process: for several clients with one key, and for tests. `now`: milliseconds since the epoch. */
export function memoryRateLimitStore(now = () => Date.now()): RateLimitStore {
  const windows = new Map<string, { used: number; end: number }>();
  const current = (key: string, at: number, ms: number): { used: number; end: number } => {
    let window = windows.get(key);
    if (window === undefined || window.end <= at) {
      window = { used: 0, end: at + ms };
      windows.set(key, window);
    }
    return window;
  };
  return {
    take(key, { limit, windowMs }) {
      const at = now();
      const window = current(key, at, windowMs);
      if (window.used >= limit) return window.end - at;
      window.used += 1;
      return 0;
    },
    report(key, { used, resetMs }) {
      const at = now();
      const window = current(key, at, resetMs);
      if (resetMs * 2 < window.end - at) return;
      window.used = Math.max(window.used, used);
      window.end = Math.max(window.end, at + resetMs);
    },
  };
}

export interface SharedRateLimitOptions {
  readonly store: RateLimitStore;
  /**
   * Name of the budget: the same for all who share it, another for each key of the service. Do not use the key itself,
   * the store is no place for secrets. A product quota is counted under `<key>:<quota>`.
   */
  readonly key: string;
  /**
   * Calls in a window, for all together. Default: the limit in the service's first answer, before which calls are not
   * counted. When both are known the lower one counts.
   */
  readonly limit?: number | undefined;
  /** Length of a window, in milliseconds. Default: 60,000. A longer one that the service reports counts instead. */
  readonly windowMs?: number | undefined;
  /** Limit for one request to the store, in milliseconds. Default: 500. */
  readonly timeoutMs?: number | undefined;
  /** How long to do without a store that has failed, in milliseconds. Default: 5,000. */
  readonly retryMs?: number | undefined;
  /**
   * Called once when the store fails, and again only after it has worked in between. No call fails with the store: until
   * it is back, each client keeps to the limits that the service reports to it.
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Windows are counted longer by this share than they are, for the time a call takes to reach the service. */
const marginShare = 0.02;

/**
 * Lets clients and processes that use the same key share one rate limit: `createShop({ throttle: shareRateLimit({ store,
 * key }) })`. `local` keeps each client to the limits in its own answers, also while the store is away. `now` gives
 * milliseconds since the epoch, `random` a number from 0 up to 1.
 */
export function shareRateLimit(
  options: SharedRateLimitOptions,
  now = () => Date.now(),
  random = Math.random,
  local = createThrottle,
): Throttling {
  checkOptions("shareRateLimit", options);
  const { store, key, limit = Number.POSITIVE_INFINITY, windowMs = 60_000, timeoutMs = 500, retryMs = 5_000 } = options;
  const windows = new Map<string, RateLimitWindow>();
  if (Number.isFinite(limit)) windows.set(key, { limit, windowMs });
  /** Ends of the windows that were reported to the store. */
  const reportedEnds = new Map<string, number>();
  let failed = false;
  /** No request to the store before. */
  let nextRequestAt = 0;

  /** The store's answer; `undefined` if it fails, or has failed so lately that it is not tried. */
  const request = async <T>(work: () => Promise<T> | T): Promise<T | undefined> => {
    const at = now();
    if (at < nextRequestAt) return undefined;
    // A store that has failed is tried by one call, not by all at once.
    if (failed) nextRequestAt = at + retryMs;
    try {
      const answer = await within(timeoutMs, work);
      failed = false;
      nextRequestAt = 0;
      return answer;
    } catch (error) {
      const first = !failed;
      failed = true;
      nextRequestAt = now() + retryMs;
      try {
        if (first) options.onError?.(error);
      } catch {
        // A warning that cannot be given is no reason to fail the call.
      }
      return undefined;
    }
  };

  const take = async (name: string, call: RateLimitRequest): Promise<void> => {
    for (;;) {
      const window = windows.get(name);
      if (window === undefined) return;
      const counted = { limit: window.limit, windowMs: window.windowMs * (1 + marginShare) };
      const ms = (await request(async () => millisecondsIn(await store.take(name, counted)))) ?? 0;
      if (ms <= 0) return;
      if (call.rateLimit === "throw" || !(ms <= longestWaitMs)) throw new RateLimitError(call.name, now() + ms);
      await sleep(ms + random() * marginShare * window.windowMs, call.signal);
    }
  };

  const learn = (name: string, rate: RateLimit, ceiling: number): void => {
    const { remaining, resetSeconds } = rate;
    if (!rate.limit || remaining === undefined || resetSeconds === undefined) return;
    const resetMs = resetSeconds * 1000;
    const known = windows.get(name)?.windowMs ?? windowMs;
    windows.set(name, { limit: Math.min(rate.limit, ceiling), windowMs: Math.max(known, resetMs) });
    // The store counts what was taken from it. Other calls are reported once a window, and when nothing is left.
    const end = now() + resetMs;
    if (remaining > 0 && end < (reportedEnds.get(name) ?? 0) + 1000) return;
    reportedEnds.set(name, end);
    const used = rate.limit - remaining;
    request(() => store.report(name, { used, resetMs }));
  };

  const share = (local: Throttle, names: ThrottleHeaders): Throttle => ({
    acquire: async (call) => {
      await local.acquire(call);
      try {
        if (call.quota) await take(`${key}:${call.quota}`, call);
        await take(key, call);
      } catch (error) {
        local.observe(undefined, undefined, call.quota);
        throw error;
      }
    },
    observe(headers, status, quota) {
      local.observe(headers, status, quota);
      if (headers === undefined) return;
      learn(key, readRateLimit(names, headers, now()), limit);
      if (quota) learn(`${key}:${quota}`, readRateLimit(names.quota, headers, now()), Number.POSITIVE_INFINITY);
    },
  });
  return (names = {}) => share(local(names, now, random), names);
}

/** A store may pass on what its database answers: text, or a BigInt. What is no number is its failure. */
function millisecondsIn(reply: unknown): number {
  const ms = Number(reply);
  if (Number.isNaN(ms)) throw new TypeError("The rate limit store answered no number of milliseconds.");
  return ms;
}

async function within<T>(ms: number, work: () => Promise<T> | T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The rate limit store gave no answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work(), expired]);
  } finally {
    clearTimeout(timer);
  }
}
