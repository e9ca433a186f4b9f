// Which records of a list a call asks for, and in which order: parameters that are named like a member of the resource.

import { isObject } from "../../../json.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Collection } from "../infer/collections.js";
import { letters } from "../infer/names.js";
import { holderOf } from "../lifecycles.js";
import type { Members, ResourceRecord } from "../records/record.js";
import type { Schemas } from "../schema/schemas.js";
import { memberOf, type PageParameters } from "./page-parameters.js";

type Query = Readonly<Record<string, unknown>>;

/** The tests that a record must pass. */
export function filtersOf(
  operation: SpecOperation,
  query: Query,
  collection: Collection,
  paging: PageParameters,
  schemas: Schemas,
): readonly ((record: ResourceRecord) => boolean)[] {
  const own = schemas.properties(collection.schema);
  const names = new Set([...own.keys(), ...schemas.properties(own.get("attributes")).keys()].map(letters));
  const relationships = new Set([...schemas.properties(own.get("relationships")).keys()].map(letters));
  const taken = new Set(Object.values(paging));
  const filters: ((record: ResourceRecord) => boolean)[] = [];
  const add = (name: string, value: unknown) => {
    const plain = letters(name);
    if (value === undefined || value === null) return;
    if (names.has(plain)) filters.push(({ resource }) => isAmong(memberNamed(resource, plain), value));
    else if (relationships.has(plain.replace(/ids?$/, ""))) {
      filters.push(({ resource }) => isAmong(relatedIds(resource, plain.replace(/ids?$/, "")), value));
    }
  };
  for (const { name, in: place } of operation.parameters) {
    if (place !== "query" || taken.has(name)) continue;
    const value = query[name];
    if (isObject(value) && letters(name) === "filter") {
      for (const [inner, each] of Object.entries(value)) add(inner, each);
    } else {
      const [, inner] = /^filters?\[([^\]]+)\]$/.exec(name) ?? [];
      if (!isObject(value)) add(inner ?? name, value);
    }
  }
  return filters;
}

function memberNamed(resource: Members, plain: string): unknown {
  for (const holder of [holderOf(resource), resource]) {
    for (const [name, value] of Object.entries(holder)) if (letters(name) === plain) return value;
  }
  return undefined;
}

function relatedIds(resource: Members, plain: string): unknown {
  const related = isObject(resource.relationships) ? resource.relationships : {};
  const name = Object.keys(related).find((each) => letters(each) === plain);
  const data = name === undefined ? undefined : related[name];
  return isObject(data) ? [data.data].flat().flatMap((each) => (isObject(each) ? [each.id] : [])) : undefined;
}

function isAmong(value: unknown, wanted: unknown): boolean {
  const accepted = [wanted]
    .flat()
    .flatMap((each) => (typeof each === "string" ? each.split(",") : [each]))
    .map(String);
  const values = [value]
    .flat()
    .map((each) => (isObject(each) ? String(each.name ?? each.id ?? each.login) : String(each)));
  return accepted.includes("all") || accepted.includes("*") || values.some((each) => accepted.includes(each));
}

/** Sorted as the call asks; without that the newest first. */
export function sorted(
  records: readonly ResourceRecord[],
  query: Query,
  { sort, order }: PageParameters,
): readonly ResourceRecord[] {
  const sortKeys = sort === undefined ? undefined : memberOf(query, sort);
  const keys = [sortKeys]
    .flat()
    .filter((each): each is string => typeof each === "string")
    .flatMap((each) => each.split(","));
  const direction = order === undefined ? undefined : memberOf(query, order);
  if (keys.length === 0) return records;
  const descends = typeof direction === "string" && /^desc/i.test(direction);
  const rules = keys.map((key) => {
    const [, sign = "", name = "", way = ""] = /^([-+]?)(.*?)(?:[:. ](asc|desc))?$/i.exec(key) ?? [];
    return {
      plain: letters(name),
      factor: sign === "-" || /desc/i.test(way) || (sign === "" && way === "" && descends) ? -1 : 1,
    };
  });
  return [...records].sort((a, b) => {
    for (const { plain, factor } of rules) {
      const compared = compare(memberNamed(a.resource, plain), memberNamed(b.resource, plain));
      if (compared !== 0) return compared * factor;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : 1;
  if (b === undefined || b === null) return -1;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
