import { checkOptions } from "../transport/options/check-options.js";

/** The result of a claim: it is the caller's now, somebody else's, or the event was handled before. */
export type Claim = "claimed" | "running" | "handled";

/**
 * Remembers events by their ids, so that one that is delivered twice is handled once, in however many processes.
 *
 * An event is claimed for a short time while it is being handled, and confirmed for a long one when that went well. A
 * process that dies in between leaves a claim that ends, and the next delivery of the event is handled.
 */
export interface SeenStore {
  /**
   * Claims an id for `leaseSeconds`. Of any number of callers at once, one gets `claimed`.
   *
   * @param holder who claims it: a new random text for each delivery.
   */
  claim(id: string, holder: string, leaseSeconds: number): Promise<Claim> | Claim;
  /** Remembers for `ttlSeconds` that the event was handled, whoever holds the claim by now. */
  confirm(id: string, ttlSeconds: number): Promise<void> | void;
  /** Gives a claim back: handling failed, and shall be tried when the event comes again. Nobody else's claim is touched. */
  release(id: string, holder: string): Promise<void> | void;
}

/**
 * Remembers events in this process: enough for one, and for tests.
 *
 * @param capacity how many to remember. One more, and the oldest is forgotten. Default: 10,000, some megabytes.
 */
export function memorySeenStore(capacity = 10_000): SeenStore {
  checkOptions("memorySeenStore", { capacity });
  /** `holder` is undefined once the event was handled. */
  const seen = new Map<string, { readonly holder: string | undefined; readonly until: number }>();
  const remember = (id: string, holder: string | undefined, seconds: number): void => {
    // A Map keeps the order of insertion: the first is the oldest.
    seen.delete(id);
    seen.set(id, { holder, until: Date.now() + seconds * 1000 });
    for (const [oldest] of seen) {
      if (seen.size <= capacity) break;
      seen.delete(oldest);
    }
  };
  return {
    claim(id, holder, leaseSeconds) {
      const found = seen.get(id);
      if (found !== undefined && found.until > Date.now()) return found.holder === undefined ? "handled" : "running";
      remember(id, holder, leaseSeconds);
      return "claimed";
    },
    confirm: (id, ttlSeconds) => remember(id, undefined, ttlSeconds),
    release: (id, holder) => {
      if (seen.get(id)?.holder === holder) seen.delete(id);
    },
  };
}
