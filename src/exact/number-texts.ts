// `JSON.parse` makes binary fractions of numbers, and the text says what they were. Nothing here parses JSON: the platform
// does, in C++, which is why reading exactly takes hardly longer.

import { type ExactNumber, type ExactNumbers, exactNumberAt } from "./numbers.js";

/** The texts of numbers in the order in which they stand in a body. */
export interface NumberTexts {
  /** The text of the next number, which was parsed to `value`; undefined if the next one is another. */
  next(value: number): string | undefined;
  /** Whether `next` has given all of them. */
  isAtEnd(): boolean;
}

/** The texts of the numbers in members of certain names. */
export function textsOfMembers(text: string, names: readonly string[]): NumberTexts {
  const spelled = names.map((name) => JSON.stringify(name).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = new RegExp(`(?:${spelled.join("|")})\\s*:\\s*(?=[-\\d])`, "g");
  return {
    next(value) {
      // By position, because a match would be an object for each number of a long answer.
      if (!pattern.test(text)) return undefined;
      const start = pattern.lastIndex;
      let end = start;
      while (isInNumber(text.charCodeAt(end))) end += 1;
      const next = text.slice(start, end);
      return Number(next) === value ? next : undefined;
    },
    isAtEnd: () => !pattern.test(text),
  };
}

/** Whether a character code is none of what may stand behind a number: a comma, a bracket, white space, the end. */
function isInNumber(code: number): boolean {
  return code > 32 && code !== 44 && code !== 93 && code !== 125;
}

const plans = new WeakMap<ExactNumbers, Map<string, readonly string[] | undefined>>();

/**
 * The names of the members that hold exact numbers of these kinds, if these can be found by name alone: undefined where they
 * also stand in lists or under names that are data, or where a name is digits, which objects put before all others.
 */
export function namesOfExact(numbers: ExactNumbers, kinds: readonly ExactNumber[]): readonly string[] | undefined {
  const key = kinds.join();
  const known = plans.get(numbers) ?? new Map<string, readonly string[] | undefined>();
  plans.set(numbers, known);
  if (!known.has(key)) known.set(key, findNames(numbers, kinds));
  return known.get(key);
}

function findNames(numbers: ExactNumbers, kinds: readonly ExactNumber[]): readonly string[] | undefined {
  const names = new Set<string>();
  const isExact = (place: Parameters<typeof exactNumberAt>[1]): boolean => {
    const found = exactNumberAt(numbers, place);
    return found !== undefined && kinds.includes(found);
  };
  if (isExact(0)) return undefined;
  for (const { members = {}, rest, items } of numbers) {
    if (rest !== undefined || isExact(items)) return undefined;
    for (const [name, place] of Object.entries(members)) {
      if (/^\d+$/.test(name)) return undefined;
      if (isExact(place)) names.add(name);
    }
  }
  return [...names];
}

/** A text and a mark: in the text every number is a string that begins with the mark, and no other string does. */
export function quoteNumbers(text: string): { readonly quoted: string; readonly mark: string } {
  // By chance, because a text that could be foreseen could be written into a member on purpose.
  const mark = `#${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}#`;
  // A text that does not end is no JSON; without its last mark optional, it would be looked for from each of the others.
  const quoted = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${mark}${token}"`,
  );
  return { quoted, mark };
}
