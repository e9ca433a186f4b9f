import { ConfigurationError } from "../errors.js";
import type { Int64Form } from "../transport/call.js";
import type { Transport } from "../transport/service.js";

/**
 * A place for the types that a project chooses once, by declaration merging:
 *
 * ```ts
 * declare module "sharewright" {
 *   interface ChosenTypes { int64: bigint }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: callers add to it.
export interface ChosenTypes {}

/**
 * A whole number of 64 bits. As a `number`, one beyond 2^53 is refused with a {@link DecodeError}; with the client's option
 * `int64` it arrives as `bigint` or as text, and {@link ChosenTypes} gives it that type.
 */
export type Int64 = ChosenTypes extends { readonly int64: infer Chosen } ? Chosen : number;

/** The client's option `int64`: the form that goes with the type chosen for {@link Int64}. */
export type Int64Option = [Int64] extends [bigint] ? "bigint" : [Int64] extends [string] ? "string" : Int64Form;

/** Has the calls of a transport read 64-bit numbers in the form that the caller chose. */
export function withInt64(transport: Transport, int64: Int64Form = "number"): Transport {
  if (!["number", "bigint", "string"].includes(int64)) {
    throw new ConfigurationError(`${transport.service.name}: \`int64\` is "number", "bigint" or "string".`);
  }
  const { limits, withOptions } = transport;
  return {
    ...transport,
    limits: { ...limits, int64 },
    withOptions: (options) => withInt64(withOptions(options), int64),
  };
}
