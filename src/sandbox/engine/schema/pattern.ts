// A text that matches a regular expression: its first alternatives, and of what repeats as few as may be.

import { boundedRegExp } from "../../document/bounded-regexp.js";

/** Nothing is longer: a hostile pattern may ask for millions. */
const longestPattern = 4000;

/** `undefined` if the pattern says something that is not read here. */
export function textMatching(pattern: string, minLength = 0): string | undefined {
  for (const extra of [0, 1, 4, 12, Math.min(minLength, longestPattern)]) {
    try {
      const reader = new Reader(pattern, extra);
      const text = reader.alternatives();
      if (reader.isAtEnd && text.length >= minLength && matches(pattern, text)) return text;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return undefined;
    }
  }
  return undefined;
}

/** Whether a text matches a pattern, with or without the syntax of Unicode. */
export function matches(pattern: string, text: string): boolean {
  try {
    return boundedRegExp(pattern, "u").test(text);
  } catch {
    try {
      return boundedRegExp(pattern).test(text);
    } catch {
      return false;
    }
  }
}

class Unreadable extends Error {}

const classes: Readonly<Record<string, string>> = { d: "7", w: "a", s: " ", D: "x", W: "-", S: "x" };

/** One pass over the pattern that writes while it reads. */
class Reader {
  readonly #pattern: string;
  /** Repeats more than it must, where it may. */
  readonly #extra: number;
  #at = 0;
  #written = 0;

  constructor(pattern: string, extra: number) {
    this.#pattern = pattern;
    this.#extra = extra;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  alternatives(): string {
    const first = this.#sequence();
    while (this.#take("|")) this.#sequence();
    return first;
  }

  #sequence(): string {
    let text = "";
    while (!this.isAtEnd && !"|)".includes(this.#next())) text += this.#term();
    return text;
  }

  #term(): string {
    const start = this.#at;
    const once = this.#atom();
    const [least, most] = this.#times();
    const times = Math.min(Math.max(least, Math.min(most, this.#extra)), longestPattern);
    if (times === 0) return "";
    this.#written += once.length * times;
    if (this.#written > longestPattern) throw new Unreadable(this.#pattern.slice(start));
    return once.repeat(times);
  }

  #atom(): string {
    const letter = this.#pattern[this.#at] as string;
    this.#at += 1;
    if (letter === "^" || letter === "$") return "";
    if (letter === ".") return "a";
    if (letter === "[") return this.#set();
    if (letter === "\\") return this.#escape();
    if (letter !== "(") return letter;
    const lookaround = /^\?(?:[=!]|<[=!])/.exec(this.#pattern.slice(this.#at));
    if (!lookaround) this.#at += /^\?(?::|<[^>]*>)?/.exec(this.#pattern.slice(this.#at))?.[0].length ?? 0;
    else this.#at += lookaround[0].length;
    const inner = this.alternatives();
    if (!this.#take(")")) throw new Unreadable();
    // Lookarounds hold only by chance, so the whole text is tested afterwards.
    return lookaround ? "" : inner;
  }

  #escape(): string {
    const letter = this.#pattern[this.#at] as string;
    this.#at += 1;
    if (letter === "b" || letter === "B") return "";
    if (letter === "u" || letter === "x") {
      const [all = "", hex = ""] = /^(?:\{([0-9a-f]+)\}|)/i.exec(this.#pattern.slice(this.#at)) ?? [];
      const digits = hex === "" ? this.#pattern.slice(this.#at, this.#at + (letter === "u" ? 4 : 2)) : hex;
      this.#at += all === "" ? digits.length : all.length;
      return String.fromCodePoint(Number.parseInt(digits, 16) || 97);
    }
    if (letter === "p" || letter === "P") {
      this.#at = this.#pattern.indexOf("}", this.#at) + 1;
      if (this.#at === 0) throw new Unreadable();
      return letter === "p" ? "A" : "-";
    }
    const control = ({ n: "\n", t: "\t", r: "\r" } as Readonly<Record<string, string>>)[letter];
    return classes[letter] ?? control ?? letter;
  }

  #set(): string {
    const negated = this.#take("^");
    const members: string[] = [];
    const excluded: string[] = [];
    while (!this.isAtEnd && this.#next() !== "]") {
      const from = this.#take("\\") ? this.#escape() : this.#read();
      if (this.#next() === "-" && this.#pattern[this.#at + 1] !== "]") {
        this.#at += 1;
        const to = this.#take("\\") ? this.#escape() : this.#read();
        excluded.push(...range(from, to));
      }
      members.push(from);
      excluded.push(from);
    }
    if (!this.#take("]")) throw new Unreadable();
    if (!negated) return members.find((each) => /[a-z0-9]/i.test(each)) ?? members[0] ?? "";
    return [..."aA7-_ x."].find((each) => !excluded.includes(each)) ?? "é";
  }

  #times(): readonly [number, number] {
    const [all, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(this.#pattern.slice(this.#at)) ?? [];
    let times: readonly [number, number] = [1, 1];
    if (all !== undefined) {
      this.#at += all.length;
      const low = Number(least);
      times = [low, comma === "" ? low : most === "" ? Number.POSITIVE_INFINITY : Number(most)];
    } else if (this.#take("*")) times = [0, Number.POSITIVE_INFINITY];
    else if (this.#take("+")) times = [1, Number.POSITIVE_INFINITY];
    else if (this.#take("?")) times = [0, 1];
    else return times;
    this.#take("?");
    return times;
  }

  #next(): string {
    return this.#pattern[this.#at] ?? "";
  }

  #read(): string {
    const letter = this.#pattern[this.#at] ?? "";
    this.#at += 1;
    return letter;
  }

  #take(letter: string): boolean {
    if (this.#next() !== letter) return false;
    this.#at += 1;
    return true;
  }
}

function range(from: string, to: string): readonly string[] {
  const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  return Array.from({ length: Math.min(Math.max(last - first, 0), 200) + 1 }, (_, index) =>
    String.fromCodePoint(first + index),
  );
}
