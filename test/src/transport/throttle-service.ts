// A service with a rate limit, as a throttle sees it: a window that begins with the first call and is counted on arrival.

import type { Throttle, ThrottleHeaders } from "../../../src/transport/limits/throttle.js";

export const names = {
  limit: "RateLimit-Limit",
  remaining: "RateLimit-Remaining",
  reset: "RateLimit-Reset",
  quota: { limit: "Quota-Limit", remaining: "Quota-Remaining", reset: "Quota-Reset" },
} satisfies ThrottleHeaders;

/** An answer's headers: what is left of 100, and that the window ends within `seconds`, of which the full ones are shown. */
export const said = (remaining: number, seconds: number, more: Readonly<Record<string, string>> = {}): Headers =>
  new Headers({
    "ratelimit-limit": "100",
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(Math.max(0, seconds - 1)),
    ...more,
  });

interface ServiceOptions {
  readonly limit: number;
  readonly windowMs: number;
  /** How the service rounds the time that is left. */
  readonly round?: (seconds: number) => number;
  /** Milliseconds each way, by chance. */
  readonly latency?: () => number;
  readonly now?: () => number;
}

/** Counts what it serves and what it refuses, window by window. */
export function service({ limit, windowMs, round = Math.ceil, latency = () => 0, now = Date.now }: ServiceOptions) {
  const windows: { readonly start: number; served: number; refused: number }[] = [];
  return {
    windows,
    served: () => windows.reduce((sum, { served }) => sum + served, 0),
    refused: () => windows.reduce((sum, { refused }) => sum + refused, 0),
    /** One call: on its way, counted, on its way back. */
    async call(): Promise<{ readonly status: number; readonly headers: Headers }> {
      await wait(latency());
      let window = windows.at(-1);
      if (window === undefined || now() >= window.start + windowMs) {
        window = { start: now(), served: 0, refused: 0 };
        windows.push(window);
      }
      const served = window.served < limit;
      if (served) window.served += 1;
      else window.refused += 1;
      const headers = new Headers({
        "ratelimit-limit": String(limit),
        "ratelimit-remaining": String(limit - window.served),
        "ratelimit-reset": String(Math.max(0, round((window.start + windowMs - now()) / 1000))),
      });
      await wait(latency());
      return { status: served ? 200 : 429, headers };
    },
  };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type FakeService = ReturnType<typeof service>;

/** One call through a throttle, as the send loop makes it, until the service takes it. */
export async function send(throttle: Throttle, { call }: FakeService, signal?: AbortSignal): Promise<void> {
  for (;;) {
    await throttle.acquire({ name: "shop: items.list", signal });
    const { status, headers } = await call();
    throttle.observe(headers, status);
    if (status !== 429) return;
  }
}

/** A seeded source of chance (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
