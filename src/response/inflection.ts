import { isObject } from "../json.js";

/**
 * Turns every key of a freshly parsed JSON value to camelCase, whichever casing the service answered in. It works in
 * place: asked for camelCase, a service leaves nothing to do. Keys inside the members named `verbatim` are data, not
 * names (a template's own fields), and stay as they are.
 */
export function camelKeys(value: unknown, verbatim: readonly string[]): unknown {
  if (Array.isArray(value)) for (const item of value) camelKeys(item, verbatim);
  if (!isObject(value)) return value;
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const inner = members[key];
    const name = camelCase(key);
    if (typeof inner === "object" && !verbatim.includes(name)) camelKeys(inner, verbatim);
    // Two spellings of one name in one object: the second keeps its own, so that neither is lost.
    if (name !== key && !Object.hasOwn(members, name)) {
      delete members[key];
      // Never `__proto__`: separators at either end of a key are kept, so no other key becomes it.
      members[name] = inner;
    }
  }
  return value;
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
