import { define } from "./body.js";

/**
 * Turns every key of a JSON value to camelCase, whichever casing the service answered in. Keys inside the members named
 * `verbatim` are data, not names (a template's own fields), and stay as they are.
 *
 * A value whose keys are already in camelCase, as it is when the service was asked for it, is returned without a copy.
 */
export function camelKeys(value: unknown, verbatim: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return camelItems(value, verbatim);
  const source = value as Record<string, unknown>;
  const keys = Object.keys(source);
  let copy: Record<string, unknown> | undefined;
  for (const key of keys) {
    const inner = source[key];
    const name = camelCase(key);
    const kept = verbatim.includes(name) ? inner : camelKeys(inner, verbatim);
    if (copy === undefined && (name !== key || kept !== inner)) {
      copy = {};
      for (const before of keys) {
        if (before === key) break;
        define(copy, before, source[before]);
      }
    }
    // Two spellings of one name in one object: the second keeps its own, so that neither is lost.
    if (copy !== undefined)
      define(copy, name !== key && (Object.hasOwn(source, name) || Object.hasOwn(copy, name)) ? key : name, kept);
  }
  return copy ?? value;
}

function camelItems(items: readonly unknown[], verbatim: readonly string[]): readonly unknown[] {
  let changed = false;
  const camel = items.map((item) => {
    const kept = camelKeys(item, verbatim);
    changed ||= kept !== item;
    return kept;
  });
  return changed ? camel : items;
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
