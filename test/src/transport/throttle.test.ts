import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createThrottle, RateLimitError } from "../../../src/transport/limits/throttle.js";
import { failure } from "../shop.js";
import { ask, informed, name, start } from "./throttle-calls.js";
import { dice, names, said, send, service } from "./throttle-service.js";

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
});

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

describe("what a service reports is believed within reason", () => {
  test.each([
    ["a 200 with an epoch as its reset", 200, { "ratelimit-reset": "3600000000" }],
    ["a 429 with an epoch as Retry-After", 429, { "retry-after": "3600000000" }],
    ["a 429 with more digits than a date can hold", 429, { "retry-after": "9".repeat(40) }],
  ])("%s holds calls back, but one of them probes after the longest pause", async (_, status, headers) => {
    const throttle = createThrottle(names, Date.now, () => 0);
    throttle.acquire({ name });
    throttle.observe(said(0, 60, headers), status);
    const refused = await failure<RateLimitError>(throttle.acquire({ name }) ?? Promise.resolve());
    expect(refused).toBeInstanceOf(RateLimitError);
    expect(refused.until.getTime()).toBeLessThanOrEqual(start + 86_402_000);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(throttle.acquire({ name })).toBeUndefined();
    expect(await failure(throttle.acquire({ name }) ?? Promise.resolve())).toBeInstanceOf(RateLimitError);
    // The probe finds that the limit is gone.
    throttle.observe(said(99, 60), 200);
    expect(throttle.acquire({ name })).toBeUndefined();
  });
});
