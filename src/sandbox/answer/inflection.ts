// The casings of keys on the wire: the spec's own spelling is kebab-case, callers write and read what they like.

import { isObject } from "../../json.js";

export const inflections = ["camel", "kebab", "snake"] as const;

export type Inflection = (typeof inflections)[number];

const kebabs = new Map<string, string>();
const renamed: Readonly<Record<Inflection, (key: string) => string>> = {
  kebab: (key) => key,
  snake: remembered((key) => key.replaceAll("-", "_")),
  camel: remembered((key) => key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())),
};

/** `caseTemplateId`, `case_template_id` → `case-template-id`. */
export function kebabCase(key: string): string {
  let kebab = kebabs.get(key);
  if (kebab === undefined) {
    kebab = key
      .replace(/(?<=[A-Za-z0-9])(?=[A-Z])/g, "-")
      .replace(/(?<=[^-_])_+(?=[A-Za-z0-9])/g, "-")
      .toLowerCase();
    remember(kebabs, key, kebab);
  }
  return kebab;
}

/** A copy whose keys have the casing of the spec. Keys inside the members named `verbatim` are data and stay. */
export function toSpecCase(value: unknown, verbatim: readonly string[]): unknown {
  return recased(value, kebabCase, verbatim);
}

/** A copy whose keys have that casing; the value itself for the casing it has. */
export function inflect(value: unknown, inflection: Inflection, verbatim: readonly string[]): unknown {
  return inflection === "kebab" ? value : recased(value, renamed[inflection], verbatim);
}

/** The same, but only for keys inside members named `attributes`. */
export function inflectAttributes(value: unknown, inflection: Inflection, verbatim: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => inflectAttributes(item, inflection, verbatim));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => {
    const reached = key === "attributes" ? inflect : inflectAttributes;
    return [key, reached(inner, inflection, verbatim)];
  });
  return Object.fromEntries(members);
}

function recased(value: unknown, rename: (key: string) => string, verbatim: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => recased(item, rename, verbatim));
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const name = rename(key);
    const inner = value[key];
    // Two spellings of one name: the second keeps its own, so that neither is lost.
    const free = Object.hasOwn(copy, name) ? key : name;
    const result = typeof inner !== "object" || verbatim.includes(name) ? inner : recased(inner, rename, verbatim);
    if (free === "__proto__") Object.defineProperty(copy, free, { value: result, enumerable: true });
    else copy[free] = result;
  }
  return copy;
}

/**
 * The pointer as it reads in the body the caller sent: `/data/attributes/connection-id` leads to `connectionId` there.
 * A part that the body does not have keeps the spelling of the spec.
 */
export function pointerAsSent(body: unknown, pointer: string): string {
  let node = body;
  return pointer
    .split("/")
    .map((step, index) => {
      if (index === 0) return step;
      const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
      if (!isObject(node)) {
        node = Array.isArray(node) ? node[Number(name)] : undefined;
        return step;
      }
      const key = Object.hasOwn(node, name) ? name : Object.keys(node).find((each) => kebabCase(each) === name);
      node = key === undefined ? undefined : node[key];
      return (key ?? name).replaceAll("~", "~0").replaceAll("/", "~1");
    })
    .join("/");
}

function remembered(rename: (key: string) => string): (key: string) => string {
  const cache = new Map<string, string>();
  return (key) => {
    let name = cache.get(key);
    if (name === undefined) {
      name = rename(key);
      remember(cache, key, name);
    }
    return name;
  };
}

/** Keys recur in every body, so each is worked out once; data can hold any of any length, and the cache must not. */
function remember(cache: Map<string, string>, key: string, name: string): void {
  if (cache.size < 2000 && key.length < 100) cache.set(key, name);
}
