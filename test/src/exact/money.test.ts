import { expect, test } from "vitest";
import { addMoney, decimal, type Money, money, sumByCurrency, utcDate } from "../../../src/index.js";

/** Adds decimals of two digits after the point, as a library for decimals does for any. */
const add = (a: string, b: string): string => {
  const cents = BigInt(a.replace(".", "")) + BigInt(b.replace(".", ""));
  return String(cents)
    .padStart(3, "0")
    .replace(/(\d\d)$/, ".$1");
};

test("amounts of one currency are added by the caller's arithmetic, to the cent", () => {
  expect(addMoney(money("0.10", "EUR"), money("0.20", "EUR"), add)).toEqual({ amount: "0.30", currency: "EUR" });
});

test("amounts of two currencies do not compile, and throw where the compiler does not know them", () => {
  // @ts-expect-error Two currencies.
  expect(() => addMoney(money("1.00", "EUR"), money("1.00", "USD"), add)).toThrow(
    "EUR and USD cannot be added: convert one of them first.",
  );
  const [a, b]: readonly Money[] = [money("1.00", "EUR"), money("1.00", "USD")];
  expect(() => addMoney(a as Money, b as Money, add)).toThrow("EUR and USD cannot be added");
});

test("what has an amount and a currency is summed up by currency", () => {
  const transactions = [
    { id: "1", amount: decimal("-12.50"), currency: "EUR" },
    { id: "2", amount: decimal("100.00"), currency: "EUR" },
    { id: "3", amount: decimal("7.25"), currency: "USD" },
  ];
  expect([...sumByCurrency(transactions, add)]).toEqual([
    ["EUR", { amount: "87.50", currency: "EUR" }],
    ["USD", { amount: "7.25", currency: "USD" }],
  ]);
});

test("only what JSON can spell is a decimal", () => {
  expect(["0", "-0", "12.50", "1e9", "1E-7"].map(decimal)).toEqual(["0", "-0", "12.50", "1e9", "1E-7"]);
  expect(decimal(12.5)).toBe("12.5");
  expect(decimal(2n ** 64n)).toBe("18446744073709551616");
  for (const text of ["", "12,50", "01", ".5", "1.", "+1", "NaN", "Infinity", "0x10", " 1"]) {
    expect(() => decimal(text), text).toThrow("This is not a decimal number.");
  }
});

test("a time without an offset is UTC, whatever the machine's time zone", () => {
  expect(utcDate("2026-11-28T05:10:12.7420095").toISOString()).toBe("2026-11-28T05:10:12.742Z");
  expect(utcDate("2026-11-28T05:10:12+02:00").toISOString()).toBe("2026-11-28T03:10:12.000Z");
  expect(utcDate("2026-11-29").toISOString()).toBe("2026-11-29T00:00:00.000Z");
  for (const text of ["", "tomorrow", "2026-13-01", "2026-11-29Z"])
    expect(() => utcDate(text), text).toThrow("no date");
});
