import { DecodeError } from "../errors.js";
import type { Call, Int64Form } from "../transport/call.js";
import { type NumberTexts, namesOfExact, quoteNumbers, textsOfMembers } from "./number-texts.js";
import {
  type ExactNumber,
  type ExactNumbers,
  type ExactPlace,
  exactMember,
  exactNodeAt,
  exactNumberAt,
} from "./numbers.js";

/** A call, as far as a reader of exact numbers has to know it. */
export type ExactReader = Pick<Call, "name" | "int64">;

/**
 * Makes the numbers exact that the table names in a text that is JSON, and its parsed value, which is changed in place: decimals
 * become text, 64-bit numbers what the client chose.
 *
 * @throws {DecodeError} for a number that the chosen form cannot hold.
 */
export function exactly(text: string, value: unknown, call: ExactReader, numbers: ExactNumbers): unknown {
  const { int64 = "number" } = call;
  const kinds: readonly ExactNumber[] = int64 === "number" ? ["decimal"] : ["decimal", "int64"];
  const names = namesOfExact(numbers, kinds);
  try {
    if (names !== undefined) {
      const reading = new Reading(call.name, int64, numbers);
      const texts = names.length === 0 ? none : textsOfMembers(text, names);
      const read = reading.byName(value, texts);
      if (read !== undefined) return read.value;
    }
    const { quoted, mark } = quoteNumbers(text);
    return new Reading(call.name, int64, numbers).marked(quoted === "" ? undefined : JSON.parse(quoted), 0, mark);
  } catch (error) {
    if (error instanceof RangeError) throw new DecodeError(`${call.name}: the answer is nested too deeply.`);
    throw error;
  }
}

const none: NumberTexts = { next: () => undefined, isAtEnd: () => true };

/** The next text is not that of the number: a member is there twice, or its name is spelled with escapes. */
class Unpaired extends Error {}

class Reading {
  readonly #name: string;
  readonly #int64: Int64Form;
  readonly #numbers: ExactNumbers;
  /** Members and positions from the body down, for messages. */
  readonly #path: (string | number)[] = [];

  constructor(name: string, int64: Int64Form, numbers: ExactNumbers) {
    this.#name = name;
    this.#int64 = int64;
    this.#numbers = numbers;
  }

  /** Undefined if the texts do not belong to the numbers one by one. */
  byName(value: unknown, texts: NumberTexts): { readonly value: unknown } | undefined {
    try {
      const read = this.#visit(value, 0, (inner, exact) => {
        if (typeof inner !== "number") return inner;
        if (exact === "int64" && this.#int64 === "number") return this.#safe(inner);
        const text = texts.next(inner);
        if (text === undefined) throw new Unpaired();
        return this.#converted(text, exact);
      });
      return texts.isAtEnd() ? { value: read } : undefined;
    } catch (error) {
      if (error instanceof Unpaired) return undefined;
      throw error;
    }
  }

  /** Reads a value whose numbers are strings with a mark; those that need not be exact become numbers again. */
  marked(value: unknown, place: ExactPlace | undefined, mark: string): unknown {
    if (typeof value === "string" && value.startsWith(mark)) {
      const text = value.slice(mark.length);
      const exact = exactNumberAt(this.#numbers, place);
      return exact === undefined ? Number(text) : this.#converted(text, exact);
    }
    return this.#inside(value, place, (inner, below) => this.marked(inner, below, mark));
  }

  #visit(value: unknown, place: ExactPlace, convert: (value: unknown, exact: ExactNumber) => unknown): unknown {
    if (typeof value !== "object" || value === null) {
      const exact = exactNumberAt(this.#numbers, place);
      return exact === undefined ? value : convert(value, exact);
    }
    return this.#inside(value, place, (inner, below) =>
      below === undefined ? inner : this.#visit(inner, below, convert),
    );
  }

  /** Replaces what is inside a list or an object, in the order in which it stands there. */
  #inside(
    value: unknown,
    place: ExactPlace | undefined,
    read: (value: unknown, place?: ExactPlace) => unknown,
  ): unknown {
    if (typeof value !== "object" || value === null) return value;
    const node = exactNodeAt(this.#numbers, place) ?? {};
    const path = this.#path;
    const depth = path.length;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        path[depth] = index;
        value[index] = read(value[index], node.items);
      }
    } else {
      const members = value as Record<string, unknown>;
      for (const name in members) {
        const before = members[name];
        path[depth] = name;
        const after = read(before, exactMember(node, name));
        // JSON.parse made `__proto__` a member of its own, so that this cannot change the prototype.
        if (after !== before) members[name] = after;
      }
    }
    path.length = depth;
    return value;
  }

  #converted(text: string, exact: ExactNumber): unknown {
    if (exact === "decimal") return text;
    if (this.#int64 === "string") return text;
    if (this.#int64 === "number") return this.#safe(Number(text));
    if (/^-?\d+$/.test(text)) return BigInt(text);
    const number = Number(text);
    if (Number.isSafeInteger(number)) return BigInt(number);
    throw new DecodeError(`${this.#name}: ${this.#place()} is not a whole number.`);
  }

  #safe(value: number): number {
    if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
    throw new DecodeError(
      `${this.#name}: ${this.#place()} is beyond 2^53, which no number holds exactly. Make the client with \`int64: "bigint"\` or \`"string"\`.`,
    );
  }

  #place(): string {
    return this.#path.length === 0 ? "the answer" : `\`${this.#path.join(".")}\``;
  }
}
