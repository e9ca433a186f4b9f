import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delayMs, isRepeatable, isTransient, type RetryOptions } from "../../src/retry.js";

describe("isTransient", () => {
  test("holds for the statuses that say not now", () => {
    const statuses = Array.from({ length: 305 }, (_, index) => 200 + index);
    expect(statuses.filter(isTransient)).toEqual([408, 429, 500, 502, 503, 504]);
    expect(isTransient(599)).toBe(true);
  });
});

describe("isRepeatable", () => {
  const request = (method: string, headers = {}) => new Request("https://shop.test", { method, headers });

  test.each(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])("%s always", (method) => {
    expect(isRepeatable(request(method), undefined)).toBe(true);
  });

  test.each(["POST", "PATCH"])("%s only with the key by which the service knows a repetition", (method) => {
    expect(isRepeatable(request(method), undefined)).toBe(false);
    expect(isRepeatable(request(method), "Idempotency-Key")).toBe(false);
    expect(isRepeatable(request(method, { "idempotency-key": "k" }), "Idempotency-Key")).toBe(true);
    expect(isRepeatable(request(method, { "idempotency-key": "k" }), undefined)).toBe(false);
  });
});

describe("delayMs", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const asking = (value: string) => new Response(null, { status: 503, headers: { "retry-after": value } });
  const delay = (attempt: number, response?: Response, options: RetryOptions = {}, random = 0.5) =>
    delayMs(attempt, response, options, now, () => random);

  test("gives up after three attempts, or as many as are allowed", () => {
    expect([1, 2, 3].map((attempt) => delay(attempt) === undefined)).toEqual([false, false, true]);
    expect(delay(4, undefined, { maxAttempts: 5 })).toBeTypeOf("number");
    expect(delay(5, undefined, { maxAttempts: 5 })).toBeUndefined();
    expect(delay(1, undefined, { maxAttempts: 1 })).toBeUndefined();
    expect(delay(3, asking("1"))).toBeUndefined();
  });

  test("doubles the bound with each attempt, and draws the whole way down to zero", () => {
    const many = { maxAttempts: 99 };
    expect([1, 2, 3, 4].map((attempt) => delay(attempt, undefined, many, 1))).toEqual([500, 1000, 2000, 4000]);
    expect([1, 2, 3, 4].map((attempt) => delay(attempt, undefined, many, 0.5))).toEqual([250, 500, 1000, 2000]);
    expect(delay(3, undefined, many, 0)).toBe(0);
    expect(delay(2, undefined, { baseDelayMs: 10 }, 1)).toBe(20);
  });

  test("has a longest wait", () => {
    expect(delay(20, undefined, { maxAttempts: 99 }, 1)).toBe(30_000);
    expect(delay(20, undefined, { maxAttempts: 99, maxDelayMs: 700 }, 1)).toBe(700);
  });

  test("stays between zero and the bound, whatever the dice say", () => {
    const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), dice, fc.nat(60_000), (attempt, random, maxDelayMs) => {
        const wait = delayMs(attempt, undefined, { maxAttempts: 99, maxDelayMs }, now, () => random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(maxDelayMs, 500 * 2 ** (attempt - 1)));
      }),
    );
  });

  test("obeys Retry-After, in seconds or as a date", () => {
    expect(delay(1, asking("7"))).toBe(7000);
    expect(delay(1, asking("0"))).toBe(0);
    expect(delay(1, asking("Sun, 22 Nov 2026 12:00:09 GMT"))).toBe(9000);
  });

  test("does not wait for a date that has passed", () => {
    expect(delay(1, asking("Sun, 22 Nov 2026 11:00:00 GMT"))).toBe(0);
    expect(delay(1, asking("-5"))).toBe(0);
  });

  test("gives up rather than come back earlier than asked", () => {
    expect(delay(1, asking("30"))).toBe(30_000);
    expect(delay(1, asking("31"))).toBeUndefined();
    expect(delay(1, asking("31"), { maxDelayMs: 31_000 })).toBe(31_000);
    expect(delay(1, asking("Sun, 22 Nov 2026 13:00:00 GMT"))).toBeUndefined();
  });

  test.each(["soon", "", " ", "NaN", "Infinity"])("takes Retry-After %j for none", (value) => {
    expect(delay(1, asking(value))).toBe(250);
  });
});
