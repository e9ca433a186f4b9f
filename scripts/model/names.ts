// Names have one home: every casing, identifier and collision is settled here, before anything is printed.

import pluralize from "pluralize";

/** `created-at`, `created_at` → `createdAt`. The runtime turns the keys of answers by the same rule. */
export function camelCase(key: string): string {
  return key.replace(/(?<=[^-_])[-_]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Splits any text into words: at whatever an identifier cannot hold, at `_`, and where a lower-case letter meets an
 * upper-case one. U+A66E is a letter, but the mark that emit/file.ts puts around its holes.
 */
function words(text: string): string[] {
  return text
    .normalize("NFC")
    .replace(/([\p{Ll}\p{Nd}])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/(?:\P{ID_Continue}|\p{Pc}|\ua66e)+/u)
    .filter((word) => word !== "");
}

const startsName = /^\p{ID_Start}/u;

/** A camelCase identifier for any text; `_` before a digit, and in place of a text with no letters. */
export function identifier(text: string): string {
  const [first = "", ...rest] = words(text);
  const name = first.toLowerCase() + rest.map(capitalize).join("");
  return startsName.test(name) ? name : `_${name}`;
}

/** A PascalCase identifier for any text; words keep their own capitals, as in `EnableNow`. */
export function typeName(text: string): string {
  const name = words(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return startsName.test(name) ? name : `_${name}`;
}

/** `connect.shareTokens` → `share-tokens`: the name of a file. ASCII, lower case, never a dot. */
export function fileName(text: string): string {
  const name = words(text)
    .map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, (letter) => `u${letter.codePointAt(0)?.toString(16)}`))
    .join("-");
  return name === "" ? "_" : name;
}

/** `share-token`, `ShareToken` → `Share Token`: a name as prose has it. */
export function title(text: string): string {
  return words(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

export function singular(text: string): string {
  return pluralize.singular(text);
}

/**
 * `redeem` on `shareTokens` → `redeemShareToken`; `setStatus` on `cases` → `setCaseStatus`: the verb, what it acts on,
 * and the rest of the method's name. What answers with many keeps the plural: `listShareTokens`, `searchCases`.
 */
export function functionName(method: string, resource: string, many: boolean): string {
  const [verb = method, ...rest] = words(method);
  const noun = typeName(many ? resource : singular(resource));
  const name = verb.toLowerCase() + noun + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
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

/** The names of one file or namespace: each is given out once. */
export class NameScope {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  has(name: string): boolean {
    return reserved.has(name) || this.#taken.has(name);
  }

  /** The name, or with the first free number behind it. */
  claim(name: string): string {
    let free = reserved.has(name) ? `${name}_` : name;
    for (let number = 2; this.#taken.has(free); number += 1) free = `${name}${number}`;
    this.#taken.add(free);
    return free;
  }
}
