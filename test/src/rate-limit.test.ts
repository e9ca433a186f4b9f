import { describe, expect, test } from "vitest";
import { askedMs, type RateLimitHeaders, readRateLimit } from "../../src/transport/rate-limit.js";

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

  test("reads a reset that is a Unix time as seconds from now, never less than none", () => {
    const at = (seconds: number) => String(Math.round(Date.now() / 1000) + seconds);
    expect(read({ "x-reset": at(60) }, { ...names, epoch: true }).resetSeconds).toBeCloseTo(60, -1);
    expect(read({ "x-reset": at(-60) }, { ...names, epoch: true }).resetSeconds).toBe(0);
  });

  test("leaves out what is no number, and everything of a service that reports none", () => {
    expect(read({ "x-limit": "many", "x-left": "-1", "x-reset": "" })).toStrictEqual({});
    expect(readRateLimit(undefined, new Headers({ "x-limit": "1" }))).toStrictEqual({});
  });
});

describe("askedMs", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const asked = (headers: Record<string, string>, status = 503) =>
    askedMs(new Response(null, { status, headers }), names, now);

  test("is Retry-After, in seconds or as a date", () => {
    expect(asked({ "retry-after": "7" })).toBe(7000);
    expect(asked({ "retry-after": "0" })).toBe(0);
    expect(asked({ "retry-after": "Sun, 22 Nov 2026 12:00:09 GMT" })).toBe(9000);
  });

  test("is no wait for a date that has passed", () => {
    expect(asked({ "retry-after": "Sun, 22 Nov 2026 11:00:00 GMT" })).toBe(0);
    expect(asked({ "retry-after": "-5" })).toBe(0);
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
