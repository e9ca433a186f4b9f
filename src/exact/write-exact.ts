import { ConfigurationError } from "../errors.js";
import { define } from "../json.js";
import type { Operation, Prepare } from "../operation.js";
import type { Message } from "../transport/message.js";
import { isDecimal } from "./decimal.js";
import {
  type ExactNumber,
  type ExactNumbers,
  type ExactPlace,
  exactMember,
  exactNodeAt,
  exactNumberAt,
} from "./numbers.js";

/**
 * Puts the input into a message as JSON, by `prepare`, in which exact numbers stand digit by digit: decimals, and 64-bit
 * numbers given as `bigint` or text.
 *
 * @throws {ConfigurationError} for text in their place that is no number, and for a number that is not exact.
 */
export function prepareExact(
  prepare: Prepare,
  numbers: ExactNumbers,
  ...[message, operation, input, options, name]: Parameters<Prepare>
): Message | Promise<Message> {
  const { body = {} } = operation;
  const { encode = (given: unknown) => given } = body;
  // By chance, because a text that could be foreseen could be sent in another member on purpose.
  const mark = `#${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}#`;
  const writer = new Writer(name, mark, numbers);
  const exact: Operation = {
    ...operation,
    body: { ...body, encode: (given, shape) => writer.marked(encode(given, shape), 0, []) },
  };
  const written = prepare(message, exact, input, options, name);
  const unquoted = (sent: Message): Message =>
    typeof sent.body === "string"
      ? { ...sent, body: sent.body.replace(new RegExp(`"${mark}([^"]*)"`, "g"), "$1") }
      : sent;
  return written instanceof Promise ? written.then(unquoted) : unquoted(written);
}

class Writer {
  readonly #name: string;
  readonly #mark: string;
  readonly #numbers: ExactNumbers;

  constructor(name: string, mark: string, numbers: ExactNumbers) {
    this.#name = name;
    this.#mark = mark;
    this.#numbers = numbers;
  }

  /** A copy whose exact numbers are strings that begin with the mark. */
  marked(value: unknown, place: ExactPlace | undefined, path: readonly (string | number)[]): unknown {
    if (place === undefined || value === null) return value;
    if (typeof value !== "object") {
      const exact = exactNumberAt(this.#numbers, place);
      return exact === undefined ? value : this.#number(value, exact, path);
    }
    const node = exactNodeAt(this.#numbers, place);
    if (node === undefined || "toJSON" in value) return value;
    if (Array.isArray(value)) return value.map((item, index) => this.marked(item, node.items, [...path, index]));
    const copy: Record<string, unknown> = {};
    for (const [member, inner] of Object.entries(value)) {
      define(copy, member, this.marked(inner, exactMember(node, member), [...path, member]));
    }
    return copy;
  }

  #number(value: unknown, exact: ExactNumber, path: readonly (string | number)[]): unknown {
    const isWhole = exact === "int64";
    if (typeof value === "bigint") return `${this.#mark}${value}`;
    if (typeof value === "number" && Number.isFinite(value)) {
      if (!isWhole || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
      throw this.#refusal(path, "is beyond 2^53, which no number holds exactly: give it as a bigint");
    }
    if (isDecimal(value) && (!isWhole || /^-?\d+$/.test(value))) return this.#mark + value;
    if (typeof value !== "string" && typeof value !== "number") return value;
    throw this.#refusal(path, isWhole ? "is no whole number" : "is no decimal number: `decimal` makes one");
  }

  #refusal(path: readonly (string | number)[], fault: string): ConfigurationError {
    return new ConfigurationError(`${this.#name}: ${path.join(".") || "the body"} ${fault}.`);
  }
}
