import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createThrottle, type Departure, RateLimitError, type Throttle } from "../../src/throttle.js";
import { failure } from "./shop.js";
import { dice, names, said, send, service } from "./throttle-service.js";

const start = Date.parse("2026-11-22T12:00:00Z");
const name = "shop: items.list";

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A throttle without jitter, and one call answered already. */
function informed(headers: Headers, status = 200): Throttle {
  const throttle = createThrottle(names, Date.now, () => 0);
  throttle.acquire({ name });
  throttle.observe(headers, status);
  return throttle;
}

/** Asks for `count` calls; the list holds the milliseconds from now at which each of them went. */
function ask(throttle: Throttle, count: number, call: Partial<Departure> = {}): number[] {
  const began = Date.now();
  const went: number[] = [];
  for (let index = 0; index < count; index++) {
    const turn = throttle.acquire({ name, ...call });
    if (turn === undefined) went.push(Date.now() - began);
    else turn.then(() => went.push(Date.now() - began));
  }
  return went;
}

describe("while plenty is left", () => {
  test("a call goes at once: no promise, no timer", () => {
    const throttle = informed(said(80, 60));
    for (let index = 0; index < 50; index++) {
      expect(throttle.acquire({ name })).toBeUndefined();
      throttle.observe(said(79 - index, 60), 200);
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test("so it does at a service that says nothing of limits, however many are under way", () => {
    const throttle = createThrottle();
    expect(ask(throttle, 5000)).toHaveLength(5000);
    for (let index = 0; index < 5000; index++) throttle.observe(new Headers(), 200);
    expect(ask(throttle, 5000)).toHaveLength(5000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("before the first answer", () => {
  test("twenty calls go, and the others as soon as one has told what is left", async () => {
    const throttle = createThrottle(names, Date.now, () => 0);
    const went = ask(throttle, 60);
    expect(went).toHaveLength(20);
    throttle.observe(said(99, 60), 200);
    await vi.advanceTimersByTimeAsync(0);
    // One is answered and 50 are under way: as many as the 99 leave free, near enough.
    expect(went).toHaveLength(51);
  });

  test("each answer without such headers makes room for one more, and no answer for none", async () => {
    const throttle = createThrottle(names);
    const went = ask(throttle, 100);
    throttle.observe(new Headers(), 200);
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toHaveLength(22);
    throttle.observe();
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toHaveLength(23);
  });
});

describe("when few calls are left", () => {
  test("they are spread over the rest of the window", async () => {
    const throttle = informed(said(9, 60));
    const went = ask(throttle, 9);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(went).toEqual([6, 12, 18, 24, 30, 36, 42, 48, 54].map((seconds) => seconds * 1000));
  });

  test("one after a pause as long as its share does not wait", async () => {
    const throttle = informed(said(9, 60));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask(throttle, 1)).toEqual([0]);
  });

  test("few is what is under way: their answers make it plenty again", async () => {
    const throttle = informed(said(100, 60));
    const went = ask(throttle, 60);
    expect(went).toHaveLength(50);
    for (let index = 0; index < 50; index++) throttle.observe(said(99 - index, 60), 200);
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toHaveLength(60);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("calls under way are counted until they are answered, in whatever order", async () => {
    const throttle = informed(said(30, 60));
    expect(ask(throttle, 15)).toHaveLength(15);
    // The latest of the fifteen is answered first, then the earliest: its higher number is an old one.
    throttle.observe(said(15, 60), 200);
    throttle.observe(said(29, 60), 200);
    const went = ask(throttle, 20);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(went).toHaveLength(2);
  });

  test("an answer that says nothing of the window changes nothing", async () => {
    const throttle = informed(said(9, 60));
    ask(throttle, 1);
    await vi.advanceTimersByTimeAsync(10_000);
    throttle.observe(new Headers(), 502);
    const went = ask(throttle, 12);
    await vi.advanceTimersByTimeAsync(49_999);
    expect(went).toHaveLength(9);
  });

  test("a call that got no answer takes nothing from what the service said", async () => {
    const throttle = informed(said(2, 60));
    ask(throttle, 1);
    await vi.advanceTimersByTimeAsync(20_000);
    throttle.observe();
    const went = ask(throttle, 3);
    await vi.advanceTimersByTimeAsync(39_999);
    expect(went).toHaveLength(2);
  });
});

describe("when no call is left", () => {
  test("nobody overtakes those who wait, even when their timer is late", async () => {
    const throttle = informed(said(0, 30));
    const went: string[] = [];
    throttle.acquire({ name })?.then(() => went.push("first"));
    vi.setSystemTime(start + 31_000);
    throttle.acquire({ name })?.then(() => went.push("second"));
    expect(went).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(went).toEqual(["first", "second"]);
  });

  test("all wait for the end of the window", async () => {
    const throttle = informed(said(0, 30));
    const went = ask(throttle, 3);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(went).toEqual([]);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(went).toEqual([30_000, 30_000, 30_000]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a reset is taken for one that was rounded down", async () => {
    const went = ask(informed(said(0, 0, { "ratelimit-reset": "4" })), 1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(went).toEqual([5000]);
  });

  test("and up to a fiftieth longer, so that clients do not come back together", async () => {
    const throttle = createThrottle(names, Date.now, () => 0.5);
    throttle.acquire({ name });
    throttle.observe(said(0, 60), 200);
    const went = ask(throttle, 1);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(went).toEqual([60_600]);
  });

  test("the next window begins with no more than twenty, or the limit", async () => {
    for (const [limit, first] of [
      ["100", 20],
      ["3", 3],
    ] as const) {
      const throttle = informed(said(0, 30, { "ratelimit-limit": limit }));
      const went = ask(throttle, 200);
      await vi.advanceTimersByTimeAsync(30_000);
      expect(went).toHaveLength(first);
    }
  });

  test("an answer of the window before, come late, holds nobody longer than its own reset", async () => {
    const throttle = informed(said(90, 60));
    ask(throttle, 2);
    throttle.observe(said(0, 1), 200);
    const went = ask(throttle, 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(went).toEqual([1000]);
    throttle.observe(said(88, 58), 200);
    expect(ask(throttle, 20)).toHaveLength(20);
  });

  test("a reset may be a Unix time", async () => {
    const throttle = createThrottle({ ...names, epoch: true }, Date.now, () => 0);
    throttle.acquire({ name });
    throttle.observe(said(0, start / 1000 + 45), 200);
    const went = ask(throttle, 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(went).toEqual([45_000]);
  });

  test("a wait of more than five minutes is refused: nobody expects an hour", async () => {
    const wait = { name: "shop: items.list" };
    const error = await failure<RateLimitError>(informed(said(0, 1_800_000_000)).acquire(wait) ?? Promise.resolve());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(vi.getTimerCount()).toBe(0);
    const went = ask(informed(said(0, 290)), 1);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(went).toHaveLength(1);
  });

  test.each([
    ["a limit of none", { "ratelimit-limit": "0" }],
    ["no limit", { "ratelimit-limit": "" }],
    ["a reset at once", { "ratelimit-reset": "0" }],
  ])("%s does not stop the client for good", async (_, headers) => {
    const throttle = informed(said(0, 5, headers));
    const went = ask(throttle, 3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(went).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a 429", () => {
  test("holds every other call for as long as the service asks, in seconds or until a date", async () => {
    for (const value of ["7", "Sun, 22 Nov 2026 12:00:07 GMT"]) {
      vi.setSystemTime(start);
      const throttle = informed(new Headers({ "retry-after": value }), 429);
      const went = ask(throttle, 1);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(went).toEqual([7000]);
    }
  });

  test("that asks for no wait holds nobody", () => {
    expect(ask(informed(new Headers({ "retry-after": "0" }), 429), 1)).toEqual([0]);
  });

  test("without that holds them until the reset, and for a second at least", async () => {
    for (const [headers, ms] of [
      [said(50, 8), 8000],
      [said(50, 0), 1000],
      [new Headers(), 1000],
    ] as const) {
      const went = ask(informed(headers, 429), 1);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(went).toEqual([ms]);
    }
  });

  test("is not undone by answers that were on their way", async () => {
    const throttle = informed(said(90, 60));
    ask(throttle, 3);
    throttle.observe(said(80, 59, { "retry-after": "9" }), 429);
    throttle.observe(said(79, 59), 200);
    throttle.observe(said(78, 59, { "retry-after": "2" }), 429);
    const went = ask(throttle, 1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(went).toEqual([9000]);
  });

  test("at a service that says nothing else is followed by one call, then two for each answer", async () => {
    const throttle = createThrottle();
    throttle.acquire({ name });
    throttle.observe(new Headers({ "retry-after": "5" }), 429);
    const went = ask(throttle, 100);
    await vi.advanceTimersByTimeAsync(20_000);
    const counts = [went.length];
    for (const answers of [1, 2, 4, 8]) {
      for (let index = 0; index < answers; index++) throttle.observe(new Headers(), 200);
      await vi.advanceTimersByTimeAsync(0);
      counts.push(went.length);
    }
    expect(counts).toEqual([1, 3, 7, 15, 31]);
  });

  test("is the only status that holds anybody", () => {
    for (const status of [200, 408, 500, 503]) {
      expect(ask(informed(new Headers({ "retry-after": "5" }), status), 1)).toHaveLength(1);
    }
  });
});

describe("a product quota", () => {
  const quota = "cases";
  const quotaSaid = (remaining: number, seconds: number) => ({
    "quota-limit": "10",
    "quota-remaining": String(remaining),
    "quota-reset": String(seconds - 1),
  });

  /** A throttle that has had one answer to a call of the quota. */
  async function withQuota(headers: Headers, status = 200): Promise<Throttle> {
    const throttle = createThrottle(names, Date.now, () => 0);
    await throttle.acquire({ name, quota });
    throttle.observe(headers, status, quota);
    return throttle;
  }

  test("that is used up holds its own calls, and no others", async () => {
    for (const status of [200, 429]) {
      const throttle = await withQuota(said(80, 60, quotaSaid(0, 30)), status);
      const went = ask(throttle, 1, { quota });
      expect(ask(throttle, 5)).toEqual([0, 0, 0, 0, 0]);
      expect(ask(throttle, 1, { quota: "reports" })).toEqual([]);
      await vi.advanceTimersByTimeAsync(29_999);
      expect(went).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(went).toEqual([30_000]);
    }
  });

  test("is one for each name", async () => {
    const throttle = await withQuota(said(80, 60, quotaSaid(0, 30)));
    const went = ask(throttle, 1, { quota: "reports" });
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toEqual([0]);
  });

  test("does not let its calls past the window's limit", async () => {
    const throttle = await withQuota(said(0, 45, quotaSaid(9, 30)), 429);
    const went = ask(throttle, 1, { quota });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(went).toEqual([45_000]);
  });

  test("is spread like the window", async () => {
    const throttle = await withQuota(said(80, 60, quotaSaid(1, 30)));
    const went = ask(throttle, 1, { quota });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(went).toEqual([15_000]);
  });

  test("gets back what a call took that was aborted while it waited for the window", async () => {
    const throttle = await withQuota(said(0, 20, quotaSaid(2, 60)));
    const controller = new AbortController();
    const aborted = failure(throttle.acquire({ name, quota, signal: controller.signal }) ?? Promise.resolve());
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort(new Error("enough"));
    expect(await aborted).toMatchObject({ message: "enough" });
    const went = ask(throttle, 1, { quota });
    await vi.advanceTimersByTimeAsync(58_000);
    expect(went).toEqual([19_000]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("in mode throw", () => {
  const now = { name, rateLimit: "throw" } as const;

  test("a call is rejected when none is left: until when, and what to do", async () => {
    const throttle = informed(said(0, 30));
    ask(throttle, 2);
    const error = await failure<RateLimitError>(throttle.acquire(now) ?? Promise.resolve());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      name: "RateLimitError",
      until: new Date("2026-11-22T12:00:30Z"),
      message:
        "shop: items.list was not sent: the rate limit is used up until 2026-11-22T12:00:30.000Z. Call again then.",
    });
  });

  test("it takes nothing from the window, and the next window is open to it", async () => {
    const throttle = informed(said(0, 30));
    for (let index = 0; index < 50; index++) await failure(throttle.acquire(now) ?? Promise.resolve());
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ask(throttle, 20, now)).toHaveLength(20);
  });

  test("nothing is delayed until then, not even behind calls that wait", async () => {
    const throttle = informed(said(9, 60));
    ask(throttle, 4);
    expect(ask(throttle, 9, now)).toHaveLength(9);
    expect(await failure(throttle.acquire(now) ?? Promise.resolve())).toBeInstanceOf(RateLimitError);
  });

  test("and nothing for lack of an answer", () => {
    expect(ask(createThrottle(names), 500, now)).toHaveLength(500);
  });

  test("a call is rejected while the service wants none", async () => {
    const throttle = informed(said(50, 60, { "retry-after": "9" }), 429);
    const error = await failure<RateLimitError>(throttle.acquire(now) ?? Promise.resolve());
    expect(error.until).toEqual(new Date("2026-11-22T12:00:09Z"));
  });
});

describe("an abort", () => {
  const enough = new Error("enough");

  test("ends the wait with the signal's reason, and leaves no timer and no listener", async () => {
    const throttle = informed(said(0, 30));
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = failure(throttle.acquire({ name, signal }) ?? Promise.resolve());
    await vi.advanceTimersByTimeAsync(1000);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort(enough);
    expect(await aborted).toBe(enough);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("that came before ends it before it begins", async () => {
    const throttle = informed(said(0, 30));
    expect(await failure(throttle.acquire({ name, signal: AbortSignal.abort(enough) }) ?? Promise.resolve())).toBe(
      enough,
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  test("makes room for those behind", async () => {
    const throttle = informed(said(1, 60));
    const controller = new AbortController();
    const aborted = failure(throttle.acquire({ name, signal: controller.signal }) ?? Promise.resolve());
    const went = ask(throttle, 2);
    controller.abort(enough);
    expect(await aborted).toBe(enough);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(went).toEqual([30_000]);
  });

  test("after the wait changes nothing, and no listener is left on the signal", async () => {
    const throttle = informed(said(0, 30));
    const controller = new AbortController();
    const turn = throttle.acquire({ name, signal: controller.signal });
    await vi.advanceTimersByTimeAsync(30_000);
    await turn;
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});

describe("thousands of calls at once", () => {
  test("wait in the order they came, with one timer for all", async () => {
    const throttle = informed(said(0, 30));
    const went: number[] = [];
    for (let index = 0; index < 5000; index++) throttle.acquire({ name })?.then(() => went.push(index));
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    while (went.length < 5000) {
      throttle.observe(new Headers(), 200);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(went).toEqual(Array.from({ length: 5000 }, (_, index) => index));
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ["up", Math.ceil],
    ["down", Math.floor],
    ["to the nearest", Math.round],
  ])("are all served, none is refused, and the windows are used, if resets are rounded %s", async (_, round) => {
    const chance = dice(7);
    const shop = service({ limit: 300, windowMs: 60_000, round, latency: () => 20 + chance() * 400 });
    const throttle = createThrottle(names, Date.now, chance);
    const all = Promise.all(Array.from({ length: 3000 }, () => send(throttle, shop)));
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect([shop.served(), shop.refused()]).toEqual([3000, 0]);
    await all;
    const [first, ...later] = shop.windows;
    const last = later.pop();
    expect(Math.min(...[first, ...later].map((window) => window?.served ?? 0))).toBeGreaterThan(290);
    // Each window begins with the first call after the one before has ended.
    const minutes = ((last?.start ?? Number.NaN) - (first?.start ?? 0)) / 60_000 / (later.length + 1);
    expect(minutes).toBeGreaterThan(1);
    expect(minutes).toBeLessThan(1.06);
    expect(vi.getTimerCount()).toBe(0);
  });
});
