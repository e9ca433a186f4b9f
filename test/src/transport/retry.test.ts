import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  delayMs,
  earn,
  isIdempotent,
  isInconclusive,
  isSafe,
  isTransient,
  isUnsent,
  newBudget,
  type RetryOptions,
  spend,
} from "../../../src/transport/retry.js";

describe("isTransient", () => {
  test("holds for the statuses that say not now", () => {
    const statuses = Array.from({ length: 305 }, (_, index) => 200 + index);
    expect(statuses.filter(isTransient)).toEqual([408, 425, 429, 500, 502, 503, 504]);
    expect(isTransient(599)).toBe(true);
  });
});

test("a method is safe if it only reads, and idempotent if twice is as once", () => {
  const all = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST", "PATCH", "QUERY", "COPY"];
  expect(all.filter(isSafe)).toEqual(["GET", "HEAD", "OPTIONS", "QUERY"]);
  expect(all.filter(isIdempotent)).toEqual(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY"]);
});

test("an answer leaves it open whether something was done if it may come from halfway", () => {
  const statuses = [200, 300, 301, 304, 307, 308, 310, 399, 400, 401, 408, 409, 425, 429, 500, 501, 502, 503, 504];
  expect(statuses.filter(isInconclusive)).toEqual([300, 301, 304, 310, 399, 408, 500, 502, 503, 504]);
});

describe("delayMs", () => {
  const delay = (attempt: number, asked?: number, options: RetryOptions = {}, random = 0.5) =>
    delayMs(attempt, asked, options, () => random, { operation: "items.list" });

  test("gives up after three attempts, or as many as are allowed", async () => {
    expect(await Promise.all([1, 2, 3].map(async (attempt) => (await delay(attempt)) === undefined))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await delay(4, undefined, { maxAttempts: 5 })).toBeTypeOf("number");
    expect(await delay(5, undefined, { maxAttempts: 5 })).toBeUndefined();
    expect(await delay(1, undefined, { maxAttempts: 1 })).toBeUndefined();
    expect(await delay(3, 1000)).toBeUndefined();
  });

  test("doubles the bound with each attempt, and draws the whole way down to zero", async () => {
    const many = { maxAttempts: 99 };
    expect(await Promise.all([1, 2, 3, 4].map(async (attempt) => delay(attempt, undefined, many, 1)))).toEqual([
      500, 1000, 2000, 4000,
    ]);
    expect(await Promise.all([1, 2, 3, 4].map(async (attempt) => delay(attempt, undefined, many, 0.5)))).toEqual([
      250, 500, 1000, 2000,
    ]);
    expect(await delay(3, undefined, many, 0)).toBe(0);
    expect(await delay(2, undefined, { baseDelayMs: 10 }, 1)).toBe(20);
  });

  test("has a longest wait", async () => {
    expect(await delay(20, undefined, { maxAttempts: 99 }, 1)).toBe(30_000);
    expect(await delay(20, undefined, { maxAttempts: 99, maxDelayMs: 700 }, 1)).toBe(700);
  });

  test("stays between zero and the bound, whatever the dice say", async () => {
    const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), dice, fc.nat(60_000), async (attempt, random, maxDelayMs) => {
        const wait = await delayMs(attempt, undefined, { maxAttempts: 99, maxDelayMs }, () => random, {
          operation: "a",
        });
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(maxDelayMs, 500 * 2 ** (attempt - 1)));
      }),
    );
  });

  test("obeys what the service asks for", async () => {
    expect(await delay(1, 7000)).toBe(7000);
    expect(await delay(1, 0)).toBe(0);
  });

  test("gives up rather than come back earlier than asked", async () => {
    expect(await delay(1, 30_000)).toBe(30_000);
    expect(await delay(1, 30_001)).toBeUndefined();
    expect(await delay(1, 31_000, { maxDelayMs: 31_000 })).toBe(31_000);
  });
});

describe("the budget", () => {
  test("is a hundred retries, and one more for every two answers", () => {
    const budget = newBudget();
    const spendAll = () => {
      let spent = 0;
      while (spend(budget)) spent += 1;
      return spent;
    };
    expect(spendAll()).toBe(100);
    earn(budget);
    expect(spendAll()).toBe(0);
    earn(budget);
    expect(spendAll()).toBe(1);
  });

  test("does not grow beyond a hundred", () => {
    const budget = newBudget();
    for (let answer = 0; answer < 1000; answer++) earn(budget);
    expect(budget.left).toBe(100);
  });
});

describe("isUnsent", () => {
  const failed = (cause: unknown) => new TypeError("fetch failed", { cause });
  const coded = (code: string) => Object.assign(new Error("x"), { code });

  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "ConnectionRefused"])(
    "holds for %s, at any depth",
    (code) => {
      expect(isUnsent(coded(code))).toBe(true);
      expect(isUnsent(failed(coded(code)))).toBe(true);
      expect(isUnsent(new Error("x", { cause: failed(coded(code)) }))).toBe(true);
    },
  );

  test.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "XECONNREFUSED"])(
    "does not for %s",
    (code) => {
      expect(isUnsent(failed(coded(code)))).toBe(false);
    },
  );

  test("does not where nobody says, even in words", () => {
    expect(isUnsent(new TypeError("Failed to fetch"))).toBe(false);
    expect(isUnsent(failed(new Error("connect ECONNREFUSED")))).toBe(false);
    expect(isUnsent(failed("ECONNREFUSED"))).toBe(false);
  });
});
