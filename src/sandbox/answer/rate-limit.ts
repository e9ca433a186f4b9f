// Calls a minute, counted in windows that begin with their first call. A call counts for its account and for its key;
// either may run out. A product quota counts beside them.
//
// A client waits for the end of a window by the machine's clock. While the sandbox's stands, that end would never come: as
// no minute passes, there are no calls a minute, and every answer says that its call is the first of its window. Limits
// that somebody has set are counted always, because whoever sets them wants to see them reached.

import type { SpecOperation } from "../document/operation.js";
import type { RateLimitHeaders } from "../document/traffic.js";
import type { Caller } from "../service.js";
import type { Limits } from "../service-rules.js";
import type { Collection, Collections, Stored } from "../world/state/store.js";

const minuteSeconds = 60;

interface Usage {
  startedAt: number;
  used: number;
}

type Window = Stored & Usage;

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
  readonly #counts: () => boolean;
  readonly #windowMs: number;

  /** `counts` says whether calls are counted now. */
  constructor(
    limits: Limits | undefined,
    names: RateLimitHeaders,
    store: Collections,
    now: () => number,
    counts: () => boolean,
  ) {
    this.#counts = counts;
    this.#windowMs = (limits?.windowSeconds ?? minuteSeconds) * 1000;
    this.#windows = store.collection("rate-window");
    this.#limits = limits;
    this.#names = names;
    this.#now = now;
  }

  /** Counts a call, unless it is over a limit. */
  take(caller: Caller, operation: SpecOperation): Taken {
    const limits = this.#limits;
    if (limits === undefined) return { over: undefined, headers: {} };
    const quotaLimit = operation.quota === undefined ? undefined : limits.quotas?.[operation.quota];
    if (!this.#counts()) {
      const first = { startedAt: this.#now(), used: 1 };
      return { over: undefined, headers: this.#limitHeaders(limits.requests, first, quotaLimit, first) };
    }
    const account = this.#window(`account ${caller.account}`);
    const key = this.#window(`key ${caller.account} ${caller.credential}`);
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
        ...this.#limitHeaders(limits.requests, used, quotaLimit, quota),
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
    if (now - window.startedAt >= this.#windowMs) {
      window.startedAt = now;
      window.used = 0;
    }
    return window;
  }

  #limitHeaders(
    limit: number,
    used: Usage,
    quotaLimit: number | undefined,
    quota: Usage | undefined,
  ): Record<string, string> {
    return {
      ...this.#headers(this.#names, limit, used),
      ...(quotaLimit !== undefined && quota !== undefined && this.#headers(this.#names.quota ?? {}, quotaLimit, quota)),
    };
  }

  #headers(
    names: { readonly limit?: string; readonly remaining?: string; readonly reset?: string },
    limit: number,
    window: Usage,
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

  #secondsLeft({ startedAt }: Usage): number {
    return Math.max(Math.ceil((startedAt + this.#windowMs - this.#now()) / 1000), 0);
  }
}
