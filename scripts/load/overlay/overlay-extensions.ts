// Extensions that an overlay misspells. Whoever writes one means our vocabulary, and a misspelt word of it would do nothing and
// say nothing; an extension of somebody else's, which is near none of ours, is left alone.

import { isObject } from "../../document/json.js";
import { escapeKey } from "../../document/pointer.js";
import { didYouMean } from "../../problem/nearest.js";
import { extensionNamed, vocabulary } from "../../vocabulary/vocabulary.js";

export interface Misspelt {
  /** Relative to the overlay. */
  readonly pointer: string;
  readonly name: string;
  /** ` Did you mean …?` */
  readonly suggestion: string;
}

/** Members that hold data or names, in which any key may stand. */
const data: ReadonlySet<string> = new Set(["example", "examples", "default", "const", "enum", "properties"]);

export function misspeltExtensions(update: unknown, pointer: string): readonly Misspelt[] {
  if (Array.isArray(update)) return update.flatMap((item, index) => misspeltExtensions(item, `${pointer}/${index}`));
  if (!isObject(update)) return [];
  const names = vocabulary.map(({ name }) => name);
  return Object.entries(update).flatMap(([name, value]): readonly Misspelt[] => {
    const at = `${pointer}/${escapeKey(name)}`;
    if (name.startsWith("x-")) {
      const suggestion = extensionNamed(name) === undefined ? didYouMean(name, names) : "";
      return suggestion === "" ? [] : [{ pointer: at, name, suggestion }];
    }
    if (name === "properties" && isObject(value))
      return Object.entries(value).flatMap(([key, each]) => misspeltExtensions(each, `${at}/${escapeKey(key)}`));
    return data.has(name) ? [] : misspeltExtensions(value, at);
  });
}
