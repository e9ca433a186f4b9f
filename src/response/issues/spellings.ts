// Finding a value in a text however it is spelled there: services quote values in HTML, in links and inside JSON, once or twice
// over, in base64, in any case, with accents as one character or two, and with other white space.

import { fromBase64, fromHex } from "../../bytes.js";

/** A way to read a text, with the place in the original of each of its characters. */
interface Reading {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A reading in which `read` gives what each match stands for; of the rest of the text nothing is left if it is `alone`. */
function reread(
  from: Reading,
  pattern: RegExp,
  read: (match: readonly (string | undefined)[]) => string,
  alone = false,
): Reading {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let done = 0;
  const keep = (to: number): void => {
    if (alone) return;
    text += from.text.slice(done, to);
    for (let at = done; at < to; at += 1) {
      starts.push(from.starts[at] as number);
      ends.push(from.ends[at] as number);
    }
  };
  for (const match of from.text.matchAll(pattern)) {
    keep(match.index);
    const [whole] = match;
    const given = read(match);
    done = match.index + whole.length;
    const end = from.ends[done - 1] as number;
    const before = text.length;
    text += given;
    starts.length = ends.length = text.length;
    starts.fill(from.starts[match.index] as number, before);
    ends.fill(end, before);
    // A mark belongs to the letter before it.
    if (given === "" && /\p{M}/u.test(whole)) ends[ends.length - 1] = end;
  }
  keep(from.text.length);
  return { text, starts, ends };
}

/** Ways to write one character by several. All alternatives begin with different characters, so that the match is linear. */
const escapes =
  /&#x([\da-f]{1,6});?|&#(\d{1,7});?|\\u([\da-f]{4})|((?:(?:%|\\x)[\da-f]{2}){1,100})|&([a-z])(?:acute|caron|cedil|circ|grave|ring|tilde|uml);|&(amp|lt|gt|quot|apos|nbsp);?|\\([nrtbf"'\\/])/gi;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  n: "",
  r: "",
  t: "",
};

function unescaped([, hex, decimal, unit, bytes, letter, name, control = ""]: readonly (string | undefined)[]): string {
  if (bytes !== undefined) return decoded(fromHex(bytes.replace(/[^\da-f]/gi, "")));
  const code = Number.parseInt(hex ?? unit ?? decimal ?? "", decimal ? 10 : 16);
  if (code >= 0) return String.fromCodePoint(Math.min(code, 0x10ffff));
  return letter ?? named[name?.toLowerCase() ?? control] ?? control;
}

const decoder = new TextDecoder();

function decoded(bytes: Uint8Array | undefined): string {
  return decoder.decode(bytes);
}

/**
 * In one case without accents, invisible characters, white space, and what services put in its place or leave out: `+` in
 * forms, the marks in numbers, dates and phone numbers.
 */
function foldText(text: string): string {
  // By upper case first, in which `ß` is `SS`; a sigma has a form of its own at the end of words.
  const lower = text.normalize("NFKD").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  return lower.replace(/[\p{M}\p{Cf}\s()+,./_-]/gu, "");
}

function fold(reading: Reading): Reading {
  return reread(reading, /[A-Z\s()+,./_-]|\P{ASCII}/gu, ([character = ""]) => foldText(character));
}

/** What `first` is, and what it is with its escapes read by `read`, those within escapes too: three times at most. */
function layers<T>(first: T, textOf: (layer: T) => string, read: (layer: T) => T): T[] {
  const all = [first];
  for (let last = first; all.length < 4 && /[&%\\]/.test(textOf(last)); ) {
    last = read(last);
    all.push(last);
  }
  return all;
}

function readingsOf(text: string): Reading[] {
  const starts = Array.from({ length: text.length }, (_, at) => at);
  const whole = { text, starts, ends: starts.map((at) => at + 1) };
  return layers<Reading>(
    whole,
    (layer) => layer.text,
    (layer) => reread(layer, escapes, unescaped),
  );
}

/** The same without places. */
function plainReadingsOf(text: string): string[] {
  return layers(
    text,
    (layer) => layer,
    (layer) => layer.replace(escapes, (...match) => unescaped(match)),
  );
}

/** Words that may stand for bytes, and how: base64, wherever it begins in them, and hexadecimal. */
const encodings: readonly (readonly [RegExp, (word: string) => string])[] = [
  ...[0, 1, 2, 3].map(
    (start) =>
      [
        /(?:[\w+/-](?:\r?\n[ \t]?)?){8,}/g,
        (word: string) => {
          const text = word.replace(/\s/g, "").slice(start);
          // One character alone at the end holds no byte.
          return decoded(fromBase64(text.length % 4 === 1 ? text.slice(0, -1) : text));
        },
      ] as const,
  ),
  [/(?:[\da-f]{2}){4,}/gi, (word) => decoded(fromHex(word))],
];

function encodedIn(reading: Reading): Reading[] {
  return encodings.map(([words, read]) => reread(reading, words, ([word = ""]) => read(word), true));
}

/** All readings of a text without their places, which cost more than the search: most texts hold nothing. */
function textsOf(text: string): string[] {
  const texts = plainReadingsOf(text);
  const inner = texts.at(-1) as string;
  return [...texts, ...encodings.map(([words, read]) => (inner.match(words) ?? []).map(read).join(""))];
}

/** A value as {@link replaceSpelled} compares it. */
export function folded(value: string): string {
  return foldText(plainReadingsOf(value).at(-1) as string);
}

/**
 * Replaces values wherever a text repeats them in any spelling: a long one anywhere, a short one where it is a word of its
 * own. `values` are {@link folded}.
 */
export function replaceSpelled(
  text: string,
  values: readonly string[],
  replacement: (value: string, found: string) => string,
): string {
  const isThere = (plain: string) => values.some((value) => value !== "" && plain.includes(value));
  if (!textsOf(text).map(foldText).some(isThere)) return text;
  const hits: { readonly start: number; readonly end: number; readonly value: string }[] = [];
  const readings = readingsOf(text);
  for (const reading of [...readings, ...encodedIn(readings.at(-1) as Reading)]) {
    const { text: searched, starts, ends } = fold(reading);
    for (const value of values) {
      if (value === "") continue;
      for (let at = searched.indexOf(value); at !== -1; at = searched.indexOf(value, at + value.length)) {
        const start = starts[at] as number;
        const end = ends[at + value.length - 1] as number;
        if (value.length < 6 && (isWord(text[start - 1]) || isWord(text[end]))) continue;
        hits.push({ start, end, value });
      }
    }
  }
  // The longest first: one value may hold another.
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  let result = "";
  let done = 0;
  for (const { start, end, value } of hits) {
    if (start >= done) result += text.slice(done, start) + replacement(value, text.slice(start, end));
    done = Math.max(done, end);
  }
  return result + text.slice(done);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
