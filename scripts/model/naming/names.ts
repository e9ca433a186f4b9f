// Casing, identifiers and collisions of names: all are decided here, before anything is printed.

import pluralize from "pluralize";

/** `created-at`, `created_at` → `createdAt`. The runtime recases the keys of responses by the same rule. */
export function camelCase(key: string): string {
  return key.replace(/(?<=[^-_])[-_]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Splits any text into words: at whatever an identifier cannot hold, at `_`, and where a lower-case letter meets an
 * upper-case one.
 */
export function words(text: string): string[] {
  const known = split.get(text) ?? splitWords(text);
  // The same name is split a dozen times; a long text that is no name is not worth keeping.
  if (text.length <= longestName) split.set(text, known);
  return [...known];
}

const split = new Map<string, readonly string[]>();

/**
 * Letters that identifiers leave out: invisible ones, U+A66E, which few fonts draw, and those beyond the basic plane, where
 * letters are still added, so that a compiler's tables may be older than this engine's.
 */
const unwanted = /[\p{Default_Ignorable_Code_Point}\ua66e\u{10000}-\u{10ffff}]/u;

const between = new RegExp(String.raw`(?:\P{ID_Continue}|\p{Pc}|${unwanted.source})+`, "u");

function splitWords(text: string): readonly string[] {
  return (
    text
      .normalize("NFC")
      .replace(/([\p{Ll}\p{Nd}])(\p{Lu})/gu, "$1 $2")
      // Not in `APIs`, whose last letter is a plural's.
      .replace(/(\p{Lu})(\p{Lu}(?!s(?!\p{L}))\p{Ll})/gu, "$1 $2")
      .split(between)
      .filter((word) => word !== "")
  );
}

/** The words of a text without separators: two spellings of one name are the same. */
export function squash(text: string): string {
  return words(text).join("").toLowerCase();
}

const startsName = /^\p{ID_Start}/u;

/** Whether a text is an identifier as it stands, and one without invisible letters. */
export function isName(text: string): boolean {
  return /^\p{ID_Start}\p{ID_Continue}*$/u.test(text) && !unwanted.test(text);
}

/** A camelCase identifier for any text; `_` before a digit, and in place of a text with no letters. */
export function identifier(text: string): string {
  const [first = "", ...rest] = words(text);
  const name = short(first.toLowerCase() + rest.map(capitalize).join(""), longestName);
  return startsName.test(name) ? name : `_${name}`;
}

const longestName = 120;

/** A name of bearable length. The part that is cut off leaves its hash, so that the name stays unique. */
function short(name: string, length: number): string {
  if (name.length <= length) return name;
  let hash = 0x811c9dc5;
  // FNV-1a: the hash has to be the same everywhere; it protects nothing.
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  const head = name.slice(0, length - 8).replace(/[\ud800-\udbff]$/, "");
  return `${head}_${(hash >>> 0).toString(36)}`;
}

/** A PascalCase identifier for any text; words keep their own capitals, as in `EnableNow`. */
export function typeName(text: string): string {
  const whole = words(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  const name = short(whole, longestName);
  return startsName.test(name) ? name : `_${name}`;
}

/** `shareTokens` → `share-tokens`: the name of a file. ASCII, lower case, never a dot, nor a device of Windows. */
export function fileName(text: string): string {
  const whole = words(text)
    .map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, (letter) => `u${letter.codePointAt(0)?.toString(16)}`))
    .join("-");
  const name = short(whole, 80);
  return name === "" || /^(con|prn|aux|nul|(com|lpt)\d)$/.test(name) ? `${name}_` : name;
}

/** `share-token`, `ShareToken` → `Share Token`: a name in prose. */
export function title(text: string): string {
  return words(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

// Words that do not end in `-y` in the singular, although the library thinks so.
pluralize.addSingularRule(/\b(brown|cook|hood|mov|rook|self|zomb)ies$/i, "$1ie");

/** A noun behind its article: `an Inquiry`, `a user`, `an SMS`. */
export function withArticle(noun: string): string {
  const [first = ""] = words(noun);
  // Letters that are read one by one begin as their own names do.
  const isSpelledOut = first.length > 1 && first === first.toUpperCase();
  const isVowel = isSpelledOut
    ? /^[AEFHILMNORSX]/.test(first)
    : /^([aeiou]|hour|hono|honest|heir)/i.test(first) &&
      !/^(eu|on(e|ce)$|uni(?![mn])|u[bst][aeiou]|ur[aeiou]n)/i.test(first);
  return `${isVowel ? "an" : "a"} ${noun}`;
}

/** The singular of a name, by its last word: `comicSeries` stays as it is. */
export function singular(text: string): string {
  const last = words(text).pop() ?? "";
  return text.endsWith(last) ? text.slice(0, text.length - last.length) + pluralize.singular(last) : text;
}

/** Whether a noun stands for many; undefined where one and many are spelled the same, as in `series`. */
export function isPlural(text: string): boolean | undefined {
  const last = words(text).pop() ?? "";
  const [one, many] = [pluralize.isSingular(last), pluralize.isPlural(last)];
  return one === many ? undefined : many;
}

/** Whether two spellings are of one noun: `Pull Requests`, `pullRequest`. */
export function sameNoun(a: string, b: string): boolean {
  return nounOf(a) === nounOf(b);
}

/** The form that all spellings of a noun share. */
export function nounOf(text: string): string {
  return singular(squash(text));
}

/**
 * `redeem` on `shareTokens` → `redeemShareToken`; `setStatus` on `cases` → `setCaseStatus`: the verb, what it acts on,
 * and the rest of the method's name. A method on many keeps the plural: `listShareTokens`, `searchCases`,
 * `expireAllInquirySessions`.
 */
export function functionName(method: string, resource: string, many: boolean): string {
  const [verb = method, ...others] = words(method);
  const [all, ...behind] = others;
  const isAll = all === "All" || all === "Many";
  const noun = typeName(many || isAll || verb === "list" ? resource : singular(resource));
  const rest = (isAll ? behind : others).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const name = verb.toLowerCase() + (isAll ? all : "") + noun + rest;
  return startsName.test(name) ? name : `_${name}`;
}

/** Words that may not be the name of a function, class or type in a strict module. */
const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof undefined var void while with yield " +
    "any bigint boolean never number object string symbol unknown"
  ).split(" "),
);

/** The names of one file or namespace: each is reserved once. */
export class NameScope {
  readonly #taken: Set<string>;
  readonly #house: ReadonlySet<string>;

  /** @param house names that are taken from the start, by what the files need themselves. */
  constructor(house: Iterable<string> = []) {
    this.#house = new Set(house);
    this.#taken = new Set(this.#house);
  }

  has(name: string): boolean {
    return reserved.has(name) || this.#taken.has(name);
  }

  /**
   * The name; beside a type of the house, `PageModel`; beside a word of the language, `delete_`; else with the first free
   * number behind it.
   */
  reserve(name: string): string {
    const model = this.#house.has(name) && /^\p{Lu}/u.test(name);
    const candidate = model ? `${name}Model` : reserved.has(name) ? `${name}_` : name;
    let free = candidate;
    for (let number = 2; this.#taken.has(free); number += 1) free = `${model ? candidate : name}${number}`;
    this.#taken.add(free);
    return free;
  }
}
