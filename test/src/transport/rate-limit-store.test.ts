import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  memoryRateLimitStore,
  type RateLimitStore,
  type SharedRateLimitOptions,
  shareRateLimit,
} from "../../../src/transport/limits/rate-limit-store.js";
import { createThrottle, RateLimitError, type Throttle } from "../../../src/transport/limits/throttle.js";
import { failure, thrown } from "../shop.js";
import { dice, names, said, send, service } from "./throttle-service.js";

const name = "shop: items.list";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-22T12:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A client's throttle over a shared budget, without jitter. */
function client(options: SharedRateLimitOptions, local = createThrottle(names, Date.now, () => 0)): Throttle {
  return shareRateLimit(
    options,
    Date.now,
    () => 0,
    () => local,
  )(names);
}

/** A throttle that reads no headers, so that only the shared budget counts. */
const blind = () => createThrottle();

/** Lets calls go until one has to wait; how many went. */
async function drain(throttle: Throttle, signal?: AbortSignal): Promise<number> {
  let went = 0;
  for (let index = 0; index < 15; index++)
    throttle.acquire({ name, signal })?.then(
      () => went++,
      () => {},
    );
  await vi.advanceTimersByTimeAsync(0);
  return went;
}

describe("the store in memory", () => {
  const window = { limit: 2, windowMs: 1000 };

  test("gives out a window's calls, then says how long it lasts", () => {
    const store = memoryRateLimitStore();
    expect([store.take("a", window), store.take("a", window)]).toEqual([0, 0]);
    vi.advanceTimersByTime(300);
    expect(store.take("a", window)).toBe(700);
    expect(store.take("b", window)).toBe(0);
    vi.advanceTimersByTime(700);
    expect([store.take("a", window), store.take("a", window), store.take("a", window)]).toEqual([0, 0, 1000]);
  });

  test("a report raises the count and puts the end off, and never the other way", () => {
    const store = memoryRateLimitStore();
    store.take("a", window);
    store.report("a", { used: 2, resetMs: 900 });
    expect(store.take("a", window)).toBe(1000);
    store.report("a", { used: 0, resetMs: 1500 });
    expect(store.take("a", window)).toBe(1500);
  });

  test("a report of another window changes nothing", () => {
    const store = memoryRateLimitStore();
    store.take("a", window);
    store.report("a", { used: 2, resetMs: 499 });
    expect(store.take("a", window)).toBe(0);
  });

  test("a report may begin a window", () => {
    const store = memoryRateLimitStore();
    store.report("a", { used: 1, resetMs: 400 });
    expect([store.take("a", window), store.take("a", window)]).toEqual([0, 400]);
  });
});

describe("a shared budget", () => {
  const budget = (store: RateLimitStore = memoryRateLimitStore()) => ({ store, key: "shop", limit: 10 });

  test("is one for all clients, and a new one after the window and a fiftieth", async () => {
    const options = budget();
    const [first, second] = [client(options), client(options)];
    expect(await drain(first)).toBe(10);
    expect(await drain(second)).toBe(0);
    await vi.advanceTimersByTimeAsync(61_199);
    expect(await drain(client(options))).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(await drain(client(options))).toBe(0);
    expect(options.store.take("shop", { limit: 11, windowMs: 1000 })).toBe(0);
  });

  test("is another for another key", async () => {
    const store = memoryRateLimitStore();
    expect(await drain(client({ ...budget(store), key: "a" }))).toBe(10);
    expect(await drain(client({ ...budget(store), key: "b" }))).toBe(10);
  });

  test("learns the limit and the window from the service, and keeps the lower limit", async () => {
    for (const [own, limit, went] of [
      [undefined, "5", 4],
      [3, "5", 2],
      [8, "5", 4],
    ] as const) {
      const taken: unknown[] = [];
      const store = memoryRateLimitStore();
      const take = (key: string, window: { limit: number; windowMs: number }) => {
        taken.push(window);
        return store.take(key, window);
      };
      const throttle = client({ store: { take, report: store.report }, key: "shop", limit: own }, blind());
      await throttle.acquire({ name });
      expect(taken).toHaveLength(own === undefined ? 0 : 1);
      throttle.observe(said(4, 91, { "ratelimit-limit": limit }), 200);
      expect(await drain(throttle)).toBe(went);
      expect(taken.at(-1)).toEqual({ limit: Math.min(own ?? 5, 5), windowMs: 91_800 });
    }
  });

  test("hears from the service once a window, and when nothing is left", async () => {
    const reports: unknown[] = [];
    const store = { take: () => 0, report: (key: string, said: object) => void reports.push({ key, ...said }) };
    const throttle = client({ store, key: "shop" }, blind());
    const answer = async (headers: Headers, quota?: string) => {
      await throttle.acquire({ name, quota });
      throttle.observe(headers, 200, quota);
    };
    for (const headers of [said(90, 61), said(89, 61), said(80, 60), said(0, 50)]) await answer(headers);
    await vi.advanceTimersByTimeAsync(60_000);
    await answer(said(99, 61));
    await answer(said(98, 61, { "quota-limit": "7", "quota-remaining": "6", "quota-reset": "20" }), "cases");
    await answer(new Headers());
    expect(reports).toEqual([
      { key: "shop", used: 10, resetMs: 60_000 },
      { key: "shop", used: 100, resetMs: 49_000 },
      { key: "shop", used: 1, resetMs: 60_000 },
      { key: "shop:cases", used: 1, resetMs: 20_000 },
    ]);
  });

  test("counts a product quota by itself", async () => {
    const throttle = client({ store: memoryRateLimitStore(), key: "shop" }, blind());
    const quota = "cases";
    const headers = said(50, 61, { "quota-limit": "2", "quota-remaining": "1", "quota-reset": "60" });
    await throttle.acquire({ name, quota });
    throttle.observe(headers, 200, quota);
    let went = 0;
    for (let index = 0; index < 3; index++) throttle.acquire({ name, quota })?.then(() => went++);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(went).toBe(1);
    expect(await drain(throttle)).toBe(15);
  });

  test("rejects in mode throw, and says until when", async () => {
    const throttle = client(budget(), blind());
    expect(await drain(throttle)).toBe(10);
    const error = await failure<RateLimitError>(throttle.acquire({ name, rateLimit: "throw" }) ?? Promise.resolve());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ until: new Date("2026-11-22T12:01:01.200Z") });
    await vi.advanceTimersByTimeAsync(61_200);
    expect(await drain(throttle)).toBe(5);
    expect(await failure(throttle.acquire({ name, rateLimit: "throw" }) ?? Promise.resolve())).toBeInstanceOf(
      RateLimitError,
    );
  });

  test("is waited for until the caller aborts, and the local throttle gets its call back", async () => {
    const throttle = client(budget());
    expect(await drain(throttle)).toBe(10);
    const controller = new AbortController();
    expect(await drain(throttle, controller.signal)).toBe(0);
    controller.abort(new Error("enough"));
    const error = await failure(throttle.acquire({ name, signal: controller.signal }) ?? Promise.resolve());
    expect(error.message).toBe("enough");
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    // Five calls still wait for the store: no timer but theirs.
    expect(vi.getTimerCount()).toBe(5);
    await vi.advanceTimersByTimeAsync(61_200);
    expect(vi.getTimerCount()).toBe(0);
    // 20 may be under way before the first answer: 15 are.
    expect(await drain(throttle)).toBe(5);
  });
});

describe("a store that fails", () => {
  const down = () => Promise.reject(new Error("down"));

  /** A store that works or not, as `state` says. */
  function fragile(state: { works: boolean }) {
    let asked = 0;
    const store: RateLimitStore = {
      take: async () => {
        asked += 1;
        return state.works ? 0 : down();
      },
      report: async () => {
        asked += 1;
        if (!state.works) await down();
      },
    };
    return { store, asked: () => asked };
  }

  test("fails no call, is told once, and is left alone for five seconds", async () => {
    const state = { works: false };
    const { store, asked } = fragile(state);
    const warnings: unknown[] = [];
    const throttle = client({ store, key: "shop", limit: 10, onError: (error) => warnings.push(error) });
    expect(await drain(throttle)).toBe(15);
    for (let index = 0; index < 15; index++) throttle.observe(said(90, 61), 200);
    await vi.advanceTimersByTimeAsync(4999);
    expect(await drain(throttle)).toBe(15);
    expect(asked()).toBe(15);
    for (let index = 0; index < 15; index++) throttle.observe(said(90, 61), 200);
    await vi.advanceTimersByTimeAsync(1);
    expect(await drain(throttle)).toBe(15);
    expect(asked()).toBe(16);
    expect(warnings).toEqual([new Error("down")]);
  });

  test("is used again when it works, and told again when it fails again", async () => {
    const state = { works: false };
    const { store, asked } = fragile(state);
    const warnings: unknown[] = [];
    const throttle = client({ store, key: "shop", limit: 10, retryMs: 100, onError: (error) => warnings.push(error) });
    const turn = async (works: boolean) => {
      state.works = works;
      await vi.advanceTimersByTimeAsync(100);
      await throttle.acquire({ name });
      throttle.observe();
      return warnings.length;
    };
    expect([await turn(false), await turn(false), await turn(true)]).toEqual([1, 1, 1]);
    expect(asked()).toBe(3);
    await throttle.acquire({ name });
    throttle.observe();
    expect(asked()).toBe(4);
    expect(await turn(false)).toBe(2);
  });

  test("by silence is given half a second", async () => {
    const warnings: unknown[] = [];
    const store = { take: () => new Promise<number>(() => {}), report: () => {} };
    const throttle = client({ store, key: "shop", limit: 10, onError: (error) => warnings.push(error) });
    let went = false;
    throttle.acquire({ name })?.then(() => {
      went = true;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(went).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(went).toBe(true);
    expect(warnings).toEqual([new Error("The rate limit store gave no answer within 500 ms.")]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([Number.NaN, "soon", {}, undefined])("by a reply that is no number fails no call: %s", async (reply) => {
    const warnings: unknown[] = [];
    const store = { take: () => reply as never, report: () => {} };
    const throttle = client({ store, key: "shop", limit: 10, onError: (error) => warnings.push(error) });
    expect(await drain(throttle)).toBe(15);
    expect(warnings).toEqual([new TypeError("The rate limit store answered no number of milliseconds.")]);
  });

  test.each(["7000", 7000n])("does not by a number that is a %s", async (reply) => {
    const throttle = client(
      { store: { take: () => reply as never, report: () => {} }, key: "shop", limit: 10 },
      blind(),
    );
    const error = await failure<RateLimitError>(throttle.acquire({ name, rateLimit: "throw" }) as Promise<void>);
    expect(error.until).toEqual(new Date(Date.now() + 7000));
  });

  test.each([{ limit: Number.NaN }, { windowMs: -1 }, { timeoutMs: "5" }, { retryMs: null }])(
    "is no reason to share without limits: %j is refused",
    (options) => {
      const [[option, value] = []] = Object.entries(options);
      const error = thrown(() => shareRateLimit({ store: memoryRateLimitStore(), key: "shop", ...options } as never));
      expect(error.message).toBe(`shareRateLimit: \`${option}\` has to be a number from 0 on, not ${value}.`);
    },
  );

  test("leaves the client to what the service tells it", async () => {
    const throttle = client({ store: { take: down, report: down }, key: "shop", limit: 10 });
    await throttle.acquire({ name });
    throttle.observe(said(0, 30), 200);
    expect(await drain(throttle)).toBe(0);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await drain(throttle)).toBe(5);
  });

  test("and a warning that fails does no harm either", async () => {
    const onError = () => {
      throw new Error("no log");
    };
    const throttle = client({ store: { take: down, report: down }, key: "shop", limit: 10, onError });
    expect(await drain(throttle)).toBe(15);
  });
});

describe("fifty clients with one key", () => {
  const minutes = 10;

  async function run(share: boolean): Promise<{ readonly refused: number; readonly use: number }> {
    const chance = dice(11);
    const shop = service({ limit: 300, windowMs: 60_000, latency: () => 5 + chance() * 200 });
    const store = memoryRateLimitStore();
    const delayed: RateLimitStore = {
      take: async (key, window) => {
        await new Promise((resolve) => setTimeout(resolve, chance() * 5));
        return store.take(key, window);
      },
      report: store.report,
    };
    const began = Date.now();
    const over = () => Date.now() - began >= minutes * 60_000;
    for (let index = 0; index < 50; index++) {
      const shared = shareRateLimit({ store: delayed, key: "shop", limit: 300 }, Date.now, chance);
      const throttle = share ? shared(names) : createThrottle(names, Date.now, chance);
      for (let worker = 0; worker < 4; worker++) {
        (async () => {
          while (!over()) await send(throttle, shop);
        })();
      }
    }
    await vi.advanceTimersByTimeAsync(minutes * 60_000);
    return { refused: shop.refused(), use: shop.served() / (300 * minutes) };
  }

  test("never exceed the limit, and use nine tenths of it", async () => {
    const { refused, use } = await run(true);
    expect(refused).toBe(0);
    expect(use).toBeGreaterThan(0.9);
  });

  test("would exceed it without the store", async () => {
    expect((await run(false)).refused).toBeGreaterThan(100);
  });
});
