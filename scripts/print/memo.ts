// Texts that an earlier run has printed. Each is told what it is made of: while that is the same, the text is cut out of
// the earlier output instead of being printed once more.

import { createHash } from "node:crypto";

export interface Printed {
  readonly key: string;
  readonly text: string;
}

/**
 * Where texts stand in the output, by key: the file, and from which character to which. A text that stands in none as it
 * is, because more is put into it, is there itself.
 */
export type Places = Readonly<Record<string, Place | string>>;

type Place = readonly [file: string, start: number, end: number];

export function textOf(text: Printed | string): string {
  return typeof text === "string" ? text : text.text;
}

export class Memo {
  /** Of this run. */
  readonly places: Record<string, Place | string> = {};
  readonly #before: Places;
  readonly #output: (file: string) => string | undefined;
  readonly #keys = new WeakMap<object, string>();

  /** @param output the files of the run that `before` speaks of. */
  constructor(before: Places = {}, output: (file: string) => string | undefined = () => undefined) {
    this.#before = before;
    this.#output = output;
  }

  /** What stands for a value among the parts of a text. Worked out once for an object, which must not change. */
  key(value: object): string {
    const known = this.#keys.get(value) ?? createHash("sha256").update(JSON.stringify(value)).digest("base64url");
    this.#keys.set(value, known);
    return known;
  }

  /** The text that `make` prints; `parts` are all that it depends on. */
  print(parts: readonly unknown[], make: () => string): Printed {
    const key = this.key(parts);
    return { key, text: this.#kept(key) ?? make() };
  }

  /** A text that others are put into before it stands in a file. */
  draft(parts: readonly unknown[], make: () => string): string {
    const { key, text } = this.print(parts, make);
    this.places[key] = text;
    return text;
  }

  #kept(key: string): string | undefined {
    const place = Object.hasOwn(this.#before, key) ? this.#before[key] : undefined;
    if (place === undefined || typeof place === "string") return place;
    const [file, start, end] = place;
    return this.#output(file)?.slice(start, end);
  }

  /** What the earlier run has of a file, for a memo in another thread. */
  earlier(path: string): { readonly text: string; readonly places: Places } | undefined {
    const text = this.#output(path);
    const places = Object.entries(this.#before).filter(([, place]) => place[0] === path);
    return text === undefined || places.length === 0 ? undefined : { text, places: Object.fromEntries(places) };
  }

  /** Puts a file together. */
  file(path: string, texts: readonly (Printed | string)[], between = ""): string {
    let whole = "";
    for (const [index, each] of texts.entries()) {
      if (index > 0) whole += between;
      const text = textOf(each);
      if (typeof each !== "string") this.places[each.key] = [path, whole.length, whole.length + text.length];
      whole += text;
    }
    return whole;
  }
}
