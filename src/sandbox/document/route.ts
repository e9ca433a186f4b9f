// Path templates of OpenAPI as routes: a parameter may be part of a segment, and be called anything.

import type { SpecOperation } from "./operation.js";

export interface DocumentRoute {
  /** As hono writes it: `/pets/:p1`. */
  readonly pattern: string;
  /** The parameters of a path that matched, by their names in the document; their texts are decoded. */
  parameters(matched: Readonly<Record<string, string>>): Record<string, string>;
  /** How many segments have parameters: where a word and a parameter compete, the word wins. */
  readonly open: number;
  /** Whether a path is one of it. */
  matches(path: string): boolean;
}

type Read = (text: string) => readonly (readonly [string, string])[];

export function routeOf(template: string): DocumentRoute {
  const segments = template
    .replace(/[#?].*$/, "")
    .split("/")
    .slice(1);
  const readers = new Map<string, Read>();
  const expressions: string[] = [];
  const parts = segments.map((segment, index) => {
    const key = `p${index}`;
    const [, whole] = /^\{([^{}]*)\}$/.exec(segment) ?? [];
    if (whole !== undefined) {
      readers.set(key, (text) => [[whole, text]]);
      expressions.push("[^/]+");
      return `:${key}`;
    }
    const names = [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
    const literals = segment.split(/\{[^{}]*\}/).map(quoted);
    expressions.push(literals.join("[^/]+"));
    if (names.length === 0) return isPlain(segment) ? segment : `:${key}{${literals[0]}}`;
    const expression = new RegExp(`^${literals.join("(.+?)")}$`);
    readers.set(key, (text) => names.map((name, at) => [name, expression.exec(text)?.[at + 1] ?? ""] as const));
    return `:${key}{${literals.join("[^/]+")}}`;
  });
  const matcher = new RegExp(`^/${expressions.join("/")}$`);
  return {
    pattern: `/${parts.join("/")}`,
    open: readers.size,
    matches: (path) => matcher.test(path),
    parameters: (matched) => {
      const found: Record<string, string> = {};
      for (const [key, read] of readers) {
        for (const [name, text] of read(matched[key] ?? "")) {
          Object.defineProperty(found, name, { value: text, enumerable: true, configurable: true, writable: true });
        }
      }
      return found;
    },
  };
}

/** A path of the template, its parameters encoded: the other way round. */
export function filledPath(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
}

function quoted(text: string): string {
  return text.replace(/[.*+?^$()|[\]\\{}]/g, "\\$&");
}

function isPlain(segment: string): boolean {
  return !/[:*?{}]/.test(segment);
}

/** Of several operations at one address, distinguished by a fragment or a query in the template, the one that a call means. */
export function meant(
  operations: readonly SpecOperation[],
  search: URLSearchParams,
  contentType: string | null,
): SpecOperation {
  const fits = ({ path, parameters, body }: SpecOperation) => {
    const fixed = new URLSearchParams(/\?([^#]*)/.exec(path)?.[1] ?? "");
    for (const [name, value] of fixed)
      if (value.startsWith("{") ? !search.has(name) : search.get(name) !== value) return false;
    if (
      parameters.some(
        (each) => each.in === "query" && each.required && !search.has(each.name) && each.style !== "deepObject",
      )
    )
      return false;
    const type = contentType?.replace(/\s*;.*$/, "").toLowerCase();
    return (
      type === undefined || body === undefined || body.content.some((each) => each.type.toLowerCase().startsWith(type))
    );
  };
  return (operations.length > 1 ? operations.find(fits) : undefined) ?? (operations[0] as SpecOperation);
}
