// Reasons for a call to wait beyond its window, and how the wait ends.

import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createThrottle, RateLimitError, type Throttle } from "../../../src/transport/limits/throttle.js";
import { failure } from "../shop.js";
import { ask, informed, name, start } from "./throttle-calls.js";
import { names, said } from "./throttle-service.js";

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
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

  test("of a day, which no header reports, holds nothing: it may count the calls about one thing alone", async () => {
    const refused = new Headers({ "retry-after": "64800" });
    const quotas = await withQuota(refused, 429);
    expect(ask(quotas, 1)).toEqual([0]);
    const throttle = createThrottle(names, Date.now, () => 0);
    await throttle.acquire({ name });
    throttle.observe(refused, 429);
    await expect(throttle.acquire({ name, rateLimit: "throw" })).rejects.toThrow("the rate limit is used up");
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
