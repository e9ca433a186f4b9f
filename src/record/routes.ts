// Which operation a request is, and what the spec says about the parts of its path and query.

import { camelCase } from "../response/inflection.js";
import type { RecordedOperation, RecordedService, Schema } from "./document.js";
import type { Schemas } from "./schemas.js";

/** A request's URL, taken apart and decoded. */
export interface RoutePattern {
  readonly operation: RecordedOperation;
  readonly segments: readonly Segment[];
  readonly query: readonly Pair[];
}

interface Segment {
  readonly text: string;
  /** The spec's description of an id; undefined for a fixed part of the template. */
  readonly schema: Schema | undefined;
}

interface Pair {
  readonly name: string;
  readonly text: string;
  /** Undefined: the operation has no such parameter. */
  readonly schema: Schema | undefined;
}

/**
 * The operation that a request calls, whatever its server: a template fits the end of the path, and the longest and
 * most literal one wins. `undefined` if none fits.
 */
export function routeOf(
  service: RecordedService,
  schemas: Schemas,
  method: string,
  path: string,
): RoutePattern | undefined {
  const [pathname = "", ...search] = path.split("?");
  const given = pathname.split("/");
  const found = service.operations
    .filter((operation) => operation.method === method && fits(partsOf(operation), given))
    .sort((a, b) => rank(b) - rank(a));
  const [operation] = found;
  if (operation === undefined) return undefined;
  const parts = partsOf(operation);
  const own = given.slice(-parts.length);
  return {
    operation,
    segments: parts.map((part, index) => {
      const name = /^\{(.*)\}$/.exec(part)?.[1];
      return {
        text: decoded(own[index] ?? ""),
        schema: name === undefined ? undefined : (operation.ids.get(name) ?? {}),
      };
    }),
    // A key is no part of the request's identity.
    query: pairsOf(search.join("?"))
      .filter(([name]) => !service.credentials.includes(name))
      .map(([name, text]) => ({
        name,
        text,
        schema: parameterSchema(operation, schemas, name, service.inflected),
      })),
  };
}

function partsOf({ path }: RecordedOperation): readonly string[] {
  return path.split("/").slice(1);
}

/** An id never holds an unencoded slash, so that the parts of both paths stand for each other from the end. */
function fits(parts: readonly string[], given: readonly string[]): boolean {
  const own = given.slice(-parts.length);
  return own.length === parts.length && parts.every((part, index) => part.startsWith("{") || part === own[index]);
}

function rank(operation: RecordedOperation): number {
  const parts = partsOf(operation);
  return parts.length * 1000 + parts.filter((part) => !part.startsWith("{")).length;
}

/** The pairs of a query, decoded as forms are. */
function pairsOf(search: string): readonly (readonly [string, string])[] {
  return [...new URLSearchParams(search)];
}

/** `filter[status]` → what the spec says of `status` in `filter`. */
function parameterSchema(
  { query }: RecordedOperation,
  schemas: Schemas,
  name: string,
  inflected: boolean,
): Schema | undefined {
  const [head = "", ...keys] = name.split("[").map((part, index) => (index === 0 ? part : part.replace(/\]$/, "")));
  const spelled = (text: string): string => (inflected ? camelCase(text) : text);
  const parameter = [...query].find(([each]) => each === name || spelled(each) === spelled(head));
  if (parameter === undefined) return undefined;
  const [found, schema] = parameter;
  return (found === name ? [] : keys).reduce<Schema | undefined>(
    (at, key) => at && (key === "" ? at : schemas.member(schemas.applying(at, {}), key)),
    schema,
  );
}

/** A query is text: what the spec takes for a number, a truth or a list is read as one. */
export function readPair(
  schemas: Schemas,
  { text, schema }: Pair,
): { readonly value: unknown; readonly schema: Schema | undefined } {
  if (schema === undefined) return { value: text, schema };
  const applying = schemas.applying(schema, text);
  const items = schemas.items(applying);
  if (items !== undefined)
    return { value: text, schema: { allOf: [items, ...applying.filter((each) => each["x-sensitive"] !== undefined)] } };
  if (schemas.accept(applying, text)) return { value: text, schema };
  const parsed = /^(true|false|-?\d+(\.\d+)?)$/.test(text) ? (JSON.parse(text) as unknown) : text;
  return { value: parsed, schema };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
