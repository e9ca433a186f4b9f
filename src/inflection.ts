import { define, isObject } from "./json.js";

/**
 * Turns every key of a JSON value to camelCase, whichever casing the service answered in. Keys inside the members named
 * `verbatim` are data, not names (a template's own fields), and stay as they are.
 */
export function camelKeys(value: unknown, verbatim: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => camelKeys(item, verbatim));
  if (!isObject(value)) return value;
  const camel: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = camelCase(key);
    // Two spellings of one name in one object: the second keeps its own, so that neither is lost.
    const taken = name !== key && (Object.hasOwn(value, name) || Object.hasOwn(camel, name));
    define(camel, taken ? key : name, verbatim.includes(name) ? inner : camelKeys(inner, verbatim));
  }
  return camel;
}

const cache = new Map<string, string>();

/** `created-at`, `created_at` → `createdAt`. Keys recur in every answer, so each is worked out once. */
export function camelCase(key: string): string {
  let name = cache.get(key);
  if (name === undefined) {
    name = key.replace(/(?<=[^-_])[-_]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    // Data can hold any number of different keys; the cache must not.
    if (cache.size < 2000) cache.set(key, name);
  }
  return name;
}
