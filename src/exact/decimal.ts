import { ConfigurationError } from "../errors.js";

declare const exact: unique symbol;

/**
 * A number in decimal digits, exactly as the service spelled it: `"-1250.10"`. It is text, so that no digit is lost; the
 * usual libraries (big.js, decimal.js, dinero.js) take it as it is. {@link decimal} makes one.
 */
export type Decimal = string & { readonly [exact]: "decimal" };

/** A number as JSON spells it (RFC 8259). */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

export function isDecimal(value: unknown): value is Decimal {
  return typeof value === "string" && jsonNumber.test(value);
}

/**
 * Makes a {@link Decimal} of text, of a number as JavaScript prints it, or of what a library for decimals calculated.
 *
 * @throws {ConfigurationError} for what JSON cannot spell as a number: `"12,50"`, `NaN`.
 */
export function decimal(value: string | number | bigint | { toString(): string }): Decimal {
  const text = String(value);
  if (isDecimal(text)) return text;
  throw new ConfigurationError(
    "This is not a decimal number. Write it as JSON does: digits, with a point before the fraction.",
  );
}
