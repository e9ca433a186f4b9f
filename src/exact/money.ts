import { ConfigurationError } from "../errors.js";
import { type Decimal, decimal } from "./decimal.js";

/**
 * An amount with its currency (ISO 4217). Whatever a service answers with an `amount` and a `currency` is one as it is: a
 * transaction, a balance.
 */
export interface Money<Currency extends string = string> {
  readonly amount: Decimal;
  readonly currency: Currency;
}

/** Adds two amounts: `(a, b) => new Big(a).plus(b)`, or the like of another library. */
export type AddDecimals = (a: Decimal, b: Decimal) => string | { toString(): string };

/** Keeps a type parameter from being inferred of an argument. TypeScript has its own only from 5.4 on. */
type NotInferred<T> = [T][T extends unknown ? 0 : never];

/** An amount in a currency. The amount is text, or what a library for decimals calculated. */
export function money<const Currency extends string>(
  amount: string | bigint | { toString(): string },
  currency: Currency,
): Money<Currency> {
  return { amount: decimal(amount), currency };
}

/**
 * The sum of two amounts, by the arithmetic of your library. Two currencies that are known to differ do not compile.
 *
 * @throws {ConfigurationError} if the currencies differ.
 */
export function addMoney<Currency extends string>(
  a: Money<Currency>,
  b: Money<NotInferred<Currency>>,
  add: AddDecimals,
): Money<Currency> {
  if (a.currency !== b.currency) {
    throw new ConfigurationError(`${a.currency} and ${b.currency} cannot be added: convert one of them first.`);
  }
  return { amount: decimal(add(a.amount, b.amount)), currency: a.currency };
}

/** The sums of amounts, one for each currency among them. */
export function sumByCurrency(amounts: Iterable<Money>, add: AddDecimals): ReadonlyMap<string, Money> {
  const sums = new Map<string, Money>();
  for (const { amount, currency } of amounts) {
    const sum = sums.get(currency);
    sums.set(currency, sum === undefined ? { amount, currency } : addMoney(sum, { amount, currency }, add));
  }
  return sums;
}
