// The three casings of the wire, re-cased by hand: nothing here is shared with the client, which is what is tested.

import { isObject, objectOf } from "./json.js";

/** `created-at`, `created_at`, `createdAt` → `["created", "at"]`; the underscore that `_pagination` begins with stays. */
function wordsOf(key: string): string[] {
  const words: string[] = [];
  let word = "";
  for (const letter of key) {
    if ((letter === "-" || letter === "_") && /[^-_]/.test(word)) {
      words.push(word);
      word = "";
    } else if (/[A-Z]/.test(letter) && /[a-z0-9]$/.test(word)) {
      words.push(word);
      word = letter.toLowerCase();
    } else {
      word += letter;
    }
  }
  return [...words, word];
}

export function camel(key: string): string {
  const [first = "", ...rest] = key.split(/(?<=[^-_])[-_]+(?=[A-Za-z0-9])/);
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
}

export function kebab(key: string): string {
  return wordsOf(key).join("-");
}

/** Re-cases every key, but not those inside the members named `verbatim`: they are data. */
export function recased(value: unknown, recase: (key: string) => string, verbatim: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => recased(item, recase, verbatim));
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value).map(([key, inner]) => [
      recase(key),
      verbatim.includes(camel(key)) ? inner : recased(inner, recase, verbatim),
    ]),
  );
}
