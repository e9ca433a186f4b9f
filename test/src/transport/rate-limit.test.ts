import { afterEach, describe, expect, test, vi } from "vitest";
import { type RateLimitHeaders, readRateLimit, requestedDelayMs } from "../../../src/transport/limits/rate-limit.js";

const now = Date.parse("2026-11-22T12:00:00Z");

afterEach(() => {
  vi.unstubAllEnvs();
});

const names = { limit: "x-limit", remaining: "x-left", reset: "x-reset" };

describe("readRateLimit", () => {
  const read = (headers: Record<string, string>, where: RateLimitHeaders | undefined = names) =>
    readRateLimit(where, new Headers(headers));

  test("reads what the answer names", () => {
    expect(read({ "x-limit": "300", "x-left": "0", "x-reset": "12" })).toEqual({
      limit: 300,
      remaining: 0,
      resetSeconds: 12,
    });
    expect(read({ "x-left": "5" })).toStrictEqual({ remaining: 5 });
  });

  test.each([
    ["seconds from now", "60", 60],
    ["a fraction of them", "0.5", 0.5],
    ["seconds since the epoch", String(now / 1000 + 60), 60],
    ["milliseconds since the epoch", String(now + 60_000), 60],
    ["microseconds since the epoch", String((now + 60_000) * 1e3), 60],
    ["nanoseconds since the epoch", String((now + 60_000) * 1e6), 60],
    ["an ISO date", "2026-11-22T12:01:00Z", 60],
    ["an ISO date of another zone", "2026-11-22T14:01:00+02:00", 60],
    ["an ISO date that names no zone", "2026-11-22T12:01:00", 60],
    ["several, of which the longest counts", "5, 60", 60],
    ["with its window", "60;w=100", 60],
    ["more than a day, which is not believed", "1000000", 86_400],
    ["the year 2084", "3600000000", 86_400],
    ["more digits than a date can hold", "9".repeat(40), 86_400],
    ["more digits than a number can hold", "9".repeat(400), 86_400],
    ["a moment that has passed", String(now / 1000 - 60), undefined],
  ])("reads a reset by its size: %s", (_, value, seconds) => {
    expect(readRateLimit(names, new Headers({ "x-reset": value }), now).resetSeconds).toBe(seconds);
    expect(readRateLimit({ ...names, epoch: true }, new Headers({ "x-reset": value }), now).resetSeconds).toBe(seconds);
  });

  test("of several numbers takes the most careful ones", () => {
    expect(read({ "x-limit": "100, 100;w=60", "x-left": "7, 3" })).toEqual({ limit: 100, remaining: 3 });
  });

  test.each([
    ["one policy", { ratelimit: '"default";r=5;t=30' }, { remaining: 5, resetSeconds: 30 }],
    [
      "one policy whose limit stands beside it",
      { ratelimit: '"default";r=5;t=30', "ratelimit-policy": '"day";q=900;w=86400, "default";q=10;w=60' },
      { limit: 10, remaining: 5, resetSeconds: 30 },
    ],
    [
      "several policies, of which the one with the least left counts",
      { ratelimit: '"day";r=500;t=80000, "burst"; r=0; t=2' },
      { remaining: 0, resetSeconds: 2 },
    ],
    ["a policy that names no end", { ratelimit: '"default";r=5' }, { remaining: 5 }],
    [
      "the older form",
      { ratelimit: "limit=100, remaining=50, reset=5" },
      { limit: 100, remaining: 50, resetSeconds: 5 },
    ],
    ["an end that is not believed", { ratelimit: '"default";r=5;t=99999999' }, { remaining: 5, resetSeconds: 86_400 }],
    ["none of these", { ratelimit: "5" }, {}],
    ["headers of the service's own, which count", { ratelimit: '"a";r=0;t=9', "x-left": "7" }, { remaining: 7 }],
  ] as [string, Record<string, string>, object][])(
    "reads the standard's structured header: %s",
    (_, headers, wanted) => {
      expect(read(headers)).toStrictEqual(wanted);
    },
  );

  test("leaves out what is no number, and everything of a service that reports none", () => {
    expect(read({ "x-limit": "many", "x-left": "-1", "x-reset": "" })).toStrictEqual({});
    expect(readRateLimit(undefined, new Headers({ "x-limit": "1" }))).toStrictEqual({});
  });
});

describe("requestedDelayMs", () => {
  const asked = (headers: Record<string, string>, status = 503) =>
    requestedDelayMs(new Response(null, { status, headers }), names, now);

  test("is Retry-After, in seconds or as a date", () => {
    expect(asked({ "retry-after": "7" })).toBe(7000);
    expect(asked({ "retry-after": "0" })).toBe(0);
    expect(asked({ "retry-after": "Sun, 22 Nov 2026 12:00:09 GMT" })).toBe(9000);
  });

  test.each([
    ["that is preferred", "Sun, 22 Nov 2026 12:00:09 GMT", 9000],
    ["of RFC 850", "Sunday, 22-Nov-26 12:00:09 GMT", 9000],
    ["of C's asctime, which is in UTC", "Sun Nov 22 12:00:09 2026", 9000],
    ["and another, of two headers", "Sun, 22 Nov 2026 12:00:09 GMT, Sun, 22 Nov 2026 12:00:19 GMT", 19_000],
    ["and seconds, of two headers", "7, Sun, 22 Nov 2026 12:00:19 GMT", 19_000],
  ])("may be a date %s, wherever the client runs", (_, value, ms) => {
    vi.stubEnv("TZ", "America/New_York");
    expect(asked({ "retry-after": value })).toBe(ms);
  });

  test.each([
    ["250", "1", 250],
    ["1500.5", "1", 1500.5],
    ["9".repeat(30), "1", 86_400_000],
    ["-1", "1", 1000],
    ["soon", "1", 1000],
    ["", "1", 1000],
  ])("is Retry-After-Ms, in milliseconds, where it is any: %j beside %j", (exact, seconds, ms) => {
    expect(asked({ "retry-after-ms": exact, "retry-after": seconds })).toBe(ms);
  });

  test.each(["Sun, 22 Nov 2026 11:00:00 GMT", "-1", "-5", String(now / 1000 - 60)])(
    "is not at once for %j, which has passed: the usual wait is made",
    (value) => {
      expect(asked({ "retry-after": value })).toBeUndefined();
    },
  );

  test("is the longer of two, and no longer than a day", () => {
    expect(asked({ "retry-after": "5, 5" })).toBe(5000);
    expect(asked({ "retry-after": "5, 7" })).toBe(7000);
    expect(asked({ "retry-after": String(now / 1000 + 9) })).toBe(9000);
    expect(asked({ "retry-after": "3600000000" })).toBe(86_400_000);
    expect(asked({ "retry-after": "9".repeat(30) })).toBe(86_400_000);
  });

  test.each(["soon", "", " ", "NaN", "Infinity", "1.2.3"])("takes Retry-After %j for none", (value) => {
    expect(asked({ "retry-after": value })).toBeUndefined();
  });

  test("of a 429 without it is the end of the window; of any other status nothing", () => {
    expect(asked({ "x-reset": "12" }, 429)).toBe(12_000);
    expect(asked({ "x-reset": "0" }, 429)).toBe(0);
    expect(asked({ "x-reset": "12" })).toBeUndefined();
    expect(asked({}, 429)).toBeUndefined();
    expect(asked({ "x-reset": "12", "retry-after": "3" }, 429)).toBe(3000);
  });
});
