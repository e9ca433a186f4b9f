// The grammar of a search: what it may say, and which resources it finds.

import { isObject, type JsonObject } from "../../../../json.js";
import { Refusal } from "../../../answer/refusal.js";
import { segment } from "../../../document/pointer.js";
import type { World } from "../../../service.js";

/** A resource's value of an attribute; null for none. Times are milliseconds since 1970. */
export type Held = string | number | boolean | null;

/** The attributes that resources can be searched by, and their values. */
export interface Searchable<T> {
  /** The assumption that says what answers a query that asks for more than there is. */
  readonly limitsStatus: string;
  /** The attributes to sort by, beside fields. */
  readonly sortable: ReadonlySet<string>;
  readonly isKnown: (attribute: string) => boolean;
  readonly isTime: (attribute: string, record: T | undefined) => boolean;
  readonly held: (attribute: string, record: T) => Held;
}

/** The queries of all searches are the same but for the attributes that they name. */
export type Query =
  | Predicate
  | { readonly and: readonly Query[] }
  | { readonly or: readonly Query[] }
  | { readonly not: Query };

interface Predicate {
  readonly attribute: string;
  readonly operator: string;
  readonly value: string | number | boolean;
}

export interface Sort {
  readonly attribute: string;
  readonly direction: string;
}

const deepest = 2;
const mostClauses = 20;
const operators = ["eq", "gt", "gte", "lt", "lte"];

interface Found {
  /** Whether it is no query at all, or one that asks for more than there is. */
  readonly kind: "malformed" | "beyond";
  readonly pointer: string;
  readonly detail: string;
}

/**
 * The faults of a query and its sort, member by member: 400 for a body that is no query, and the status of
 * the assumption `limitsStatus` says for one that is too deep, has too many clauses or names what cannot be searched.
 * `undefined` if nothing is wrong.
 */
export function refusedSearch<T>(body: unknown, by: Searchable<T>, { assume }: World): Refusal | undefined {
  if (!isObject(body)) return undefined;
  const found = [...(body.query === undefined ? [] : inClause(body.query, "/query", 1, by)), ...inSort(body.sort, by)];
  if (found.length === 0) return undefined;
  const malformed = found.filter(({ kind }) => kind === "malformed");
  const status = malformed.length > 0 ? 400 : assume<number>(by.limitsStatus);
  const reported = malformed.length > 0 ? malformed : found;
  return new Refusal(
    status,
    reported.slice(0, mostClauses).map(({ pointer, detail }) => ({
      pointer,
      detail: `${pointer.slice(1).replaceAll("/", ".")} ${detail}`,
    })),
  );
}

function inClause<T>(node: unknown, at: string, depth: number, by: Searchable<T>): readonly Found[] {
  if (!isObject(node)) return fault("malformed", at, "must be an object");
  const joined = ["and", "or", "not"].find((name) => Object.hasOwn(node, name));
  if (joined === undefined) return inPredicate(node, at, by);
  const inner = node[joined];
  const here = `${at}/${joined}`;
  const others = unknown(node, [joined], at);
  if (depth > deepest) return [...others, ...fault("beyond", here, `is too deep: a query nests ${deepest} levels`)];
  if (joined === "not") return [...others, ...inClause(inner, here, depth + 1, by)];
  if (!Array.isArray(inner)) return [...others, ...fault("malformed", here, "must be an array")];
  if (inner.length > mostClauses)
    return [...others, ...fault("beyond", here, `must have at most ${mostClauses} items`)];
  return [...others, ...inner.flatMap((each, index) => inClause(each, `${here}/${index}`, depth + 1, by))];
}

function inPredicate<T>(node: JsonObject, at: string, by: Searchable<T>): readonly Found[] {
  const found = [...unknown(node, ["attribute", "operator", "value"], at)];
  const { attribute, operator, value } = node;
  if (typeof attribute !== "string") {
    found.push(...fault("malformed", `${at}/attribute`, attribute === undefined ? missing : "must be a string"));
  } else if (!by.isKnown(attribute)) {
    found.push(...fault("beyond", `${at}/attribute`, `cannot be ${JSON.stringify(attribute)}`));
  }
  if (!operators.includes(operator as string)) {
    const detail = operator === undefined ? missing : `must be one of: ${operators.join(", ")}`;
    found.push(...fault("malformed", `${at}/operator`, detail));
  }
  if (!["string", "number", "boolean"].includes(typeof value)) {
    const detail = value === undefined ? missing : "must be a string, a number or a boolean";
    found.push(...fault("malformed", `${at}/value`, detail));
  } else if (typeof attribute === "string" && by.isTime(attribute, undefined) && momentOf(value) === null) {
    found.push(...fault("malformed", `${at}/value`, "must be a date or a time"));
  }
  return found;
}

function inSort<T>(sort: unknown, by: Searchable<T>): readonly Found[] {
  if (!isObject(sort) || typeof sort.attribute !== "string") return [];
  const { attribute } = sort;
  if (by.sortable.has(attribute) || (attribute.startsWith("fields.") && by.isKnown(attribute))) return [];
  return fault("beyond", "/sort/attribute", `cannot be ${JSON.stringify(attribute)}`);
}

function unknown(node: JsonObject, known: readonly string[], at: string): readonly Found[] {
  const names = Object.keys(node).filter((name) => !known.includes(name));
  return names.flatMap((name) => fault("malformed", `${at}/${segment(name)}`, "is not known"));
}

const missing = "is missing";

function fault(kind: Found["kind"], pointer: string, detail: string): readonly Found[] {
  return [{ kind, pointer, detail }];
}

/** Whether a resource is found by a query. */
export function finds<T>(query: Query, record: T, by: Searchable<T>): boolean {
  if ("and" in query) return query.and.every((each) => finds(each, record, by));
  if ("or" in query) return query.or.some((each) => finds(each, record, by));
  if ("not" in query) return !finds(query.not, record, by);
  return holds(query, record, by);
}

/** Nothing compares with what a resource does not have, nor with a value of another type. */
function holds<T>({ attribute, operator, value }: Predicate, record: T, by: Searchable<T>): boolean {
  const held = by.held(attribute, record);
  const wanted = by.isTime(attribute, record) ? momentOf(value) : value;
  if (held === null || wanted === null || typeof held !== typeof wanted) return false;
  if (typeof held === "boolean") return operator === "eq" && held === wanted;
  switch (operator) {
    case "eq":
      return held === wanted;
    case "gt":
      return held > wanted;
    case "gte":
      return held >= wanted;
    case "lt":
      return held < wanted;
    case "lte":
      return held <= wanted;
    default:
      return false;
  }
}

/** Resources in the order of `sort`; those without a value to sort by are last. */
export function inOrder<T>(records: readonly T[], sort: Sort | undefined, by: Searchable<T>): readonly T[] {
  if (sort === undefined) return records;
  const { attribute, direction } = sort;
  const sign = direction === "asc" ? 1 : -1;
  const keyed = records.map((record) => ({ record, held: by.held(attribute, record) }));
  return keyed
    .sort((one, other) => {
      if (one.held === null || other.held === null) return Number(one.held === null) - Number(other.held === null);
      // Templates may give one name to fields of different types: those follow each other by type.
      const [a, b] =
        typeof one.held === typeof other.held ? [one.held, other.held] : [typeof one.held, typeof other.held];
      return a === b ? 0 : a < b ? -sign : sign;
    })
    .map(({ record }) => record);
}

/** The moment that a text says, in UTC unless it says otherwise; null if it says none. */
export function momentOf(value: unknown): number | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const isLocal = value.includes("T") && !/(Z|[+-]\d\d:?\d\d)$/i.test(value);
  const moment = Date.parse(isLocal ? `${value}Z` : value);
  return Number.isNaN(moment) ? null : moment;
}
