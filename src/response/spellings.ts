// Finding a value in a text however it is spelled there: services quote values in HTML, in links and inside JSON, in any
// case, with accents as one character or two, and with other white space.

/** A text as it is compared, with the place in the original of each of its characters. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Ways to write one character by several. All alternatives begin with different characters, so that the match is linear. */
const escapes =
  /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));|((?:%[\da-f]{2}){1,100})|\\u([\da-f]{4})|\\([nrtbf"\\/])/giy;

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function fold(original: string, reads = /[&%\\]/): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  const add = (character: string, start: number, end: number): void => {
    const plain = character < "\x80" ? character.toLowerCase() : withoutMarks(character);
    // White space is left out, and so is `+`, which stands for it in forms. A mark belongs to the letter before it.
    if (/^[\s+]*$/.test(plain)) {
      if (plain === "" && ends.length > 0 && character >= "\x80") ends[ends.length - 1] = end;
      return;
    }
    text += plain;
    for (let index = 0; index < plain.length; index += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (let at = 0; at < original.length; ) {
    escapes.lastIndex = at;
    const match = reads.test(original[at] as string) ? escapes.exec(original) : null;
    if (match === null) {
      const character = String.fromCodePoint(original.codePointAt(at) as number);
      add(character, at, at + character.length);
      at += character.length;
      continue;
    }
    const [whole, hex, decimal, name, percents, unit, control] = match;
    if (percents === undefined) {
      const code = hex ?? unit;
      const number = code === undefined ? Number(decimal) : Number.parseInt(code, 16);
      const letter = name === undefined ? control : undefined;
      const character =
        name !== undefined
          ? (named[name.toLowerCase()] ?? "")
          : letter !== undefined
            ? (controls[letter] ?? letter)
            : String.fromCodePoint(number > 0x10ffff ? 0xfffd : number);
      add(character, at, at + whole.length);
    } else {
      const bytes = Uint8Array.from(percents.slice(1).split("%"), (pair) => Number.parseInt(pair, 16));
      let start = at;
      for (const character of new TextDecoder().decode(bytes)) {
        const end = Math.min(start + 3 * new TextEncoder().encode(character).length, at + whole.length);
        add(character, start, end);
        start = end;
      }
    }
    at += whole.length;
  }
  return { text, starts, ends };
}

function withoutMarks(character: string): string {
  return character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A value as {@link replaceSpelled} compares it. */
export function folded(value: string): string {
  return fold(value).text;
}

/**
 * Replaces values wherever a text repeats them in any spelling: a long one anywhere, a short one where it is a word of its
 * own. `values` are {@link folded}.
 */
export function replaceSpelled(
  text: string,
  values: Iterable<string>,
  replacement: (value: string, found: string) => string,
): string {
  const hits: { readonly start: number; readonly end: number; readonly value: string }[] = [];
  // Also as it stands: what is in front of a value may make an escape of its first characters.
  const readings = /[&%\\]/.test(text) ? [fold(text), fold(text, /^$/)] : [fold(text)];
  for (const { text: searched, starts, ends } of readings) {
    for (const value of values) {
      for (
        let at = searched.indexOf(value);
        at !== -1 && value !== "";
        at = searched.indexOf(value, at + value.length)
      ) {
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
