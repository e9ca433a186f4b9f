// Calls a minute, counted in windows that begin with their first call. A call counts for its account and for its key;
// either may run out. A product quota counts beside them.

import type { Caller, Limits } from "./service.js";
import type { RateLimitHeaders, SpecOperation } from "./spec.js";
import type { Collection, Collections, Stored } from "./store.js";

const windowMs = 60_000;

interface Window extends Stored {
  startedAt: number;
  used: number;
}

export interface Taken {
  /** `rate` or `quota` if the call is over that limit. */
  readonly over: "rate" | "quota" | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export class RateLimiter {
  readonly #names: RateLimitHeaders;
  readonly #now: () => number;
  readonly #windows: Collection<Window>;
  readonly #limits: Limits | undefined;

  constructor(limits: Limits | undefined, names: RateLimitHeaders, store: Collections, now: () => number) {
    this.#windows = store.collection("rate-window");
    this.#limits = limits;
    this.#names = names;
    this.#now = now;
  }

  /** Counts a call, unless it is over a limit. */
  take(caller: Caller, operation: SpecOperation): Taken {
    const limits = this.#limits;
    if (limits === undefined) return { over: undefined, headers: {} };
    const account = this.#window(`account ${caller.account}`);
    const key = this.#window(`key ${caller.account} ${caller.credential}`);
    const quotaLimit = operation.quota === undefined ? undefined : limits.quotas?.[operation.quota];
    const quota = quotaLimit === undefined ? undefined : this.#window(`quota ${caller.account} ${operation.quota}`);
    const isOver = account.used >= limits.requests || key.used >= limits.requests;
    const isOverQuota = !isOver && quota !== undefined && quota.used >= (quotaLimit ?? 0);
    if (!isOver) {
      account.used += 1;
      key.used += 1;
    }
    if (!isOver && !isOverQuota && quota !== undefined) quota.used += 1;
    const used = account.used > key.used ? account : key;
    const { retryAfter } = this.#names;
    const over = isOver ? "rate" : isOverQuota ? "quota" : undefined;
    const waits = over === "quota" && quota !== undefined ? quota : used;
    return {
      over,
      headers: {
        ...this.#headers(this.#names, limits.requests, used),
        ...(quota !== undefined && this.#headers(this.#names.quota ?? {}, quotaLimit ?? 0, quota)),
        ...(over !== undefined && retryAfter !== undefined && { [retryAfter]: String(this.#secondsLeft(waits)) }),
      },
    };
  }

  /** The headers of a refusal that nobody earned, for a 429 on demand. */
  pretended(): Readonly<Record<string, string>> {
    const { retryAfter, limit, remaining, reset } = this.#names;
    return {
      ...(retryAfter !== undefined && { [retryAfter]: "1" }),
      ...(limit !== undefined && { [limit]: String(this.#limits?.requests ?? 0) }),
      ...(remaining !== undefined && { [remaining]: "0" }),
      ...(reset !== undefined && { [reset]: this.#reset(1) }),
    };
  }

  #window(name: string): Window {
    const now = this.#now();
    const window = this.#windows.get(name) ?? this.#windows.add({ id: name, startedAt: now, used: 0 });
    if (now - window.startedAt >= windowMs) {
      window.startedAt = now;
      window.used = 0;
    }
    return window;
  }

  #headers(
    names: { readonly limit?: string; readonly remaining?: string; readonly reset?: string },
    limit: number,
    window: Window,
  ): Record<string, string> {
    return {
      ...(names.limit !== undefined && { [names.limit]: String(limit) }),
      ...(names.remaining !== undefined && { [names.remaining]: String(Math.max(limit - window.used, 0)) }),
      ...(names.reset !== undefined && { [names.reset]: this.#reset(this.#secondsLeft(window)) }),
    };
  }

  #reset(seconds: number): string {
    const since = this.#names.resetUnit === "epoch-seconds" ? Math.floor(this.#now() / 1000) : 0;
    return String(since + seconds);
  }

  #secondsLeft({ startedAt }: Window): number {
    return Math.max(Math.ceil((startedAt + windowMs - this.#now()) / 1000), 0);
  }
}
