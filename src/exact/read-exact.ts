import { DecodeError } from "../errors.js";
import type { Int64Form, TransportCall } from "../transport/call.js";
import { type NumberTexts, namesOfExact, quoteNumbers, textsOfMembers } from "./number-texts.js";
import {
  type ExactNode,
  type ExactNumber,
  type ExactNumbers,
  type ExactPlace,
  exactMember,
  exactNodeAt,
  exactNumberAt,
} from "./numbers.js";

/** A call, as far as a reader of exact numbers has to know it. */
export type ExactReader = Pick<TransportCall, "name" | "int64">;

/**
 * Makes the numbers exact that the table names in a text that is JSON, and its parsed value, which is changed in place: decimals
 * become text, 64-bit numbers what the client chose.
 *
 * @throws {DecodeError} for a number that the chosen form cannot hold.
 */
export function exactly(text: string, value: unknown, { name, int64 }: ExactReader, numbers: ExactNumbers): unknown {
  const reading = new Reading(numbers, int64 ?? "number");
  try {
    const names = namesOfExact(numbers, reading.kinds);
    const read = names && reading.byName(value, names.length === 0 ? none : textsOfMembers(text, names));
    if (read !== undefined) return read.value;
    const { quoted, mark } = quoteNumbers(text);
    return reading.byMark(quoted === "" ? undefined : JSON.parse(quoted), 0, mark);
  } catch (error) {
    if (error instanceof RangeError) throw new DecodeError(`${name}: the answer is nested too deeply.`);
    if (!(error instanceof Unfit)) throw error;
    const place = error.path.length === 0 ? "the answer" : `\`${error.path.join(".")}\``;
    throw new DecodeError(`${name}: ${place} ${error.message}`);
  }
}

/** Reads one JSON text after another with exact numbers, as a stream brings them. */
export function exactJson(call: ExactReader, numbers: ExactNumbers): (text: string) => unknown {
  return (text) => exactly(text, JSON.parse(text), call, numbers);
}

const none: NumberTexts = { next: () => undefined, isAtEnd: () => true };

/** The next text is not that of the number: a member is there twice, or its name is spelled with escapes. */
class Unpaired extends Error {}

/** A number does not fit the chosen form. */
class Unfit extends Error {
  /** Members and positions from the body down, filled in on the way up. */
  readonly path: (string | number)[] = [];
}

class Reading {
  /** Kinds of numbers whose text is needed. */
  readonly kinds: readonly ExactNumber[];
  readonly #int64: Int64Form;
  readonly #numbers: ExactNumbers;

  constructor(numbers: ExactNumbers, int64: Int64Form) {
    this.kinds = int64 === "number" ? ["decimal"] : ["decimal", "int64"];
    this.#int64 = int64;
    this.#numbers = numbers;
  }

  /** Undefined if the texts do not belong to the numbers one by one. */
  byName(value: unknown, texts: NumberTexts): { readonly value: unknown } | undefined {
    try {
      const read = this.#paired(value, 0, texts);
      return texts.isAtEnd() ? { value: read } : undefined;
    } catch (error) {
      if (error instanceof Unpaired) return undefined;
      throw error;
    }
  }

  #paired(value: unknown, place: ExactPlace, texts: NumberTexts): unknown {
    if (typeof value === "number") {
      const exact = exactNumberAt(this.#numbers, place);
      if (exact === undefined) return value;
      if (exact === "int64" && this.#int64 === "number") return safe(value);
      const text = texts.next(value);
      if (text === undefined) throw new Unpaired();
      return this.#converted(text, exact);
    }
    const node = exactNodeAt(this.#numbers, place);
    if (node === undefined) return value;
    return inside(value, node, false, (inner, below) => this.#paired(inner, below as ExactPlace, texts));
  }

  /** Reads a value whose numbers are strings with a mark; those that need not be exact become numbers again. */
  byMark(value: unknown, place: ExactPlace | undefined, mark: string): unknown {
    if (typeof value === "string" && value.startsWith(mark)) {
      const text = value.slice(mark.length);
      const exact = exactNumberAt(this.#numbers, place);
      return exact === undefined ? Number(text) : this.#converted(text, exact);
    }
    const node = exactNodeAt(this.#numbers, place) ?? {};
    return inside(value, node, true, (inner, below) => this.byMark(inner, below, mark));
  }

  #converted(text: string, exact: ExactNumber): unknown {
    if (exact === "decimal" || this.#int64 === "string") return text;
    if (this.#int64 === "number") return safe(Number(text));
    if (/^-?\d+$/.test(text)) return BigInt(text);
    const number = Number(text);
    if (Number.isSafeInteger(number)) return BigInt(number);
    throw new Unfit("is not a whole number.");
  }
}

/**
 * Replaces what is inside a list or an object, in the order in which it stands there: all of it, or what has a place in the
 * table. Most members of a long answer have none, and are passed by without a look at their values.
 */
function inside(
  value: unknown,
  node: ExactNode,
  all: boolean,
  read: (value: unknown, place: ExactPlace | undefined) => unknown,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  let key: string | number = 0;
  try {
    if (Array.isArray(value)) {
      if (node.items === undefined && !all) return value;
      for (key = 0; key < value.length; key += 1) value[key] = read(value[key], node.items);
    } else {
      const members = value as Record<string, unknown>;
      for (key in members) {
        const place = exactMember(node, key);
        if (place === undefined && !all) continue;
        const before = members[key];
        const after = read(before, place);
        // JSON.parse made `__proto__` a member of its own, so that this cannot change the prototype.
        if (after !== before) members[key] = after;
      }
    }
  } catch (error) {
    if (error instanceof Unfit) error.path.unshift(key);
    throw error;
  }
  return value;
}

function safe(value: number): number {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new Unfit(
    'is beyond 2^53, which no number holds exactly. Make the client with `int64: "bigint"` or `"string"`.',
  );
}
