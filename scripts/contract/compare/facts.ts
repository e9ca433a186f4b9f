// A body and the client's value are both taken apart, by code that the client does not share, into the same plain
// statements ("case case_1: assigneeId is null"): what one side states and the other does not was lost, or invented.

import { camel } from "../spec/casing.js";
import { isObject } from "../spec/json.js";
import type { Pagination } from "../spec/spec.js";
import type { Difference } from "./difference.js";

/** Statements by subject and member. The key is JSON of the path, so that no name can pass for two. */
export type Facts = ReadonlyMap<string, unknown>;

type Path = readonly (string | number)[];

class FactList extends Map<string, unknown> {
  state(path: Path, value: unknown): void {
    this.set(JSON.stringify(path), value);
  }

  /** Every scalar of a value. An empty object or list counts as one: that it is there is a fact. */
  scalars(path: Path, value: unknown, name: (key: string) => string, verbatim: readonly string[]): void {
    if (value === undefined) return;
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : isObject(value)
        ? Object.entries(value)
        : [];
    if (entries.length === 0)
      this.state(path, typeof value === "object" && value !== null ? JSON.stringify(value) : value);
    for (const [key, inner] of entries) {
      const member = typeof key === "number" ? key : name(key);
      const isData = typeof member === "string" && verbatim.includes(member);
      this.scalars([...path, member], inner, isData ? asItIs : name, verbatim);
    }
  }
}

const asItIs = (key: string): string => key;

export interface Reading {
  /** Whether keys are re-cased, and the members inside which they are not. */
  readonly inflected: boolean;
  readonly verbatim: readonly string[];
  /** Attributes that are JSON:API documents of their own. */
  readonly documents?: readonly string[];
}

/** The facts of a plain body. */
export function factsOfBody(body: unknown, { inflected, verbatim }: Reading): Facts {
  const facts = new FactList();
  facts.scalars(["value"], body, inflected ? camel : asItIs, verbatim);
  return facts;
}

/** The facts of a value that is not flattened. */
export function factsOfValue(value: unknown): Facts {
  const facts = new FactList();
  facts.scalars(["value"], value, asItIs, []);
  return facts;
}

/** The facts of a JSON:API document. */
export function factsOfDocument(document: unknown, reading: Reading): Facts {
  const facts = new FactList();
  documentOnWire(facts, ["value"], document, reading);
  return facts;
}

function documentOnWire(facts: FactList, at: Path, document: unknown, reading: Reading): void {
  const { data, included = [], meta } = document as Document;
  const others = new Map(included.map((resource) => [subjectOf(resource), resource]));
  const items = Array.isArray(data) ? data : [data];
  const reached = new Set<string>();
  if (Array.isArray(data) && data.length === 0) facts.state(at, "[]");
  // The first level leads to included resources, and these to others: two levels are filled (`inquiries.account`).
  for (const [index, item] of items.entries()) {
    const place = Array.isArray(data) ? [...at, index] : at;
    facts.state(place, isObject(item) ? subjectOf(item) : item);
    for (const near of resourceOnWire(facts, item, others, reading)) {
      reached.add(near);
      for (const far of resourceOnWire(facts, others.get(near), others, reading)) reached.add(far);
    }
  }
  // The `meta` beside one resource is a member of it to the caller.
  if (isObject(data) && meta !== undefined) {
    const name = reading.inflected ? camel : asItIs;
    facts.scalars([subjectOf(data as Resource), "meta"], meta, name, reading.verbatim);
  }
  for (const subject of reached) resourceOnWire(facts, others.get(subject), new Map(), reading);
  for (const [subject, resource] of others) {
    if (reached.has(subject)) continue;
    facts.state([...at, "included", subject], true);
    resourceOnWire(facts, resource, new Map(), reading);
  }
}

interface Document {
  readonly data: unknown;
  readonly included?: readonly Resource[];
  readonly meta?: unknown;
}

interface Resource {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
}

function subjectOf({ type, id }: Resource): string {
  return `${type} ${id}`;
}

/** States a resource. Returns the included resources that its relationships lead to. */
function resourceOnWire(
  facts: FactList,
  resource: unknown,
  included: ReadonlyMap<string, Resource>,
  reading: Reading,
): Set<string> {
  const near = new Set<string>();
  if (!isObject(resource)) return near;
  const { type: _type, id: _id, attributes = {}, relationships = {}, ...rest } = resource as Resource;
  const subject = subjectOf(resource);
  const name = reading.inflected ? camel : asItIs;
  const scalars = (member: string, value: unknown) => {
    const isData = reading.verbatim.includes(name(member));
    facts.scalars([subject, name(member)], value, isData ? asItIs : name, reading.verbatim);
  };
  for (const [member, value] of [...Object.entries(attributes), ...Object.entries(rest)]) {
    if (reading.documents?.includes(name(member)) && isObject(value)) {
      documentOnWire(facts, [subject, name(member)], value, { ...reading, documents: [] });
    } else {
      scalars(member, value);
    }
  }
  for (const [member, relationship] of Object.entries(relationships)) {
    if (!isObject(relationship) || !("data" in relationship)) {
      scalars(member, relationship);
      continue;
    }
    scalars(member, relationship.data);
    const many = Array.isArray(relationship.data);
    const identifiers = (many ? relationship.data : [relationship.data]) as readonly unknown[];
    for (const [index, identifier] of identifiers.entries()) {
      if (!isObject(identifier) || !included.has(subjectOf(identifier))) continue;
      near.add(subjectOf(identifier));
      facts.state([subject, name(member), ...(many ? [index] : []), "resource"], subjectOf(identifier));
    }
  }
  return near;
}

/** The facts of the client's flat value, in the form of {@link factsOfDocument}; of a page, those of its items. */
export function factsOfFlat(value: unknown, documents: readonly string[] = [], included?: unknown): Facts {
  const facts = new FactList();
  flatDocument(facts, ["value"], value, documents);
  besideDocument(facts, ["value"], included);
  return facts;
}

function flatDocument(facts: FactList, at: Path, value: unknown, documents: readonly string[]): void {
  if (Array.isArray(value)) {
    if (value.length === 0) facts.state(at, "[]");
    for (const [index, item] of value.entries()) {
      facts.state([...at, index], isObject(item) ? subjectOf(item) : item);
      flatResource(facts, item, documents);
    }
    besideDocument(facts, at, (value as { readonly included?: unknown }).included);
  } else if (isObject(value)) {
    const { included, ...resource } = value;
    facts.state(at, subjectOf(resource));
    flatResource(facts, resource, documents);
    besideDocument(facts, at, included);
  } else {
    facts.state(at, value);
  }
}

/** Resources that came along without being led to. */
function besideDocument(facts: FactList, at: Path, included: unknown): void {
  for (const other of Array.isArray(included) ? included : []) {
    facts.state([...at, "included", subjectOf(other)], true);
    flatResource(facts, other, []);
  }
}

function flatResource(facts: FactList, resource: unknown, documents: readonly string[]): void {
  if (!isObject(resource)) return;
  const { type: _type, id: _id, ...members } = resource;
  for (const [member, value] of Object.entries(members)) {
    const at = [subjectOf(resource), member];
    if (documents.includes(member) && isObject(value)) flatDocument(facts, at, value, []);
    else flatMember(facts, at, value);
  }
}

function flatMember(facts: FactList, at: Path, value: unknown): void {
  if (Array.isArray(value) && value.some(isResolved)) {
    for (const [index, item] of value.entries()) flatMember(facts, [...at, index], item);
  } else if (isResolved(value)) {
    const { resource, ...identifier } = value;
    facts.scalars(at, identifier, asItIs, []);
    facts.state([...at, "resource"], isObject(resource) ? subjectOf(resource) : resource);
    flatResource(facts, resource, []);
  } else {
    facts.scalars(at, value, asItIs, []);
  }
}

/** A reference whose resource came along. */
function isResolved(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && "type" in value && "id" in value && isObject(value.resource);
}

/** The facts of a body about its page, by the names of the client's page. */
export function factsOfPaging(body: unknown, pagination: Pagination): Facts {
  const facts = new FactList();
  const state = (name: string, value: unknown) => value !== undefined && facts.state(["page", name], value);
  const { data, links, _pagination } = body as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  if (pagination.style === "cursor") {
    const next = cursorIn(links?.next, "after");
    const previous = cursorIn(links?.prev, "before");
    state("nextCursor", next);
    state("previousCursor", previous);
    state("hasNext", next !== undefined);
    state("hasPrevious", previous !== undefined);
    return facts;
  }
  if (pagination.style === "token") {
    const next = tokenAt(body, pagination.next ?? "");
    state("nextCursor", next);
    state("hasNext", next !== undefined);
    state("hasPrevious", false);
    return facts;
  }
  const { page, size, totalCount, totalPages } = _pagination ?? {};
  state("number", page);
  state("totalPages", totalPages);
  state("totalCount", totalCount);
  state("size", size);
  state("hasNext", Number(page) < Number(totalPages) && (data as unknown as unknown[]).length > 0);
  state("hasPrevious", Number(page) > 1);
  return facts;
}

/** The facts of the client's page, without its items and included resources. */
export function factsOfPage(page: unknown): Facts {
  const facts = new FactList();
  const { items: _items, included: _included, ...rest } = page as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) facts.state(["page", name], value);
  return facts;
}

/** The token at a pointer; null and an empty text say that there is none. */
function tokenAt(body: unknown, pointer: string): string | undefined {
  const token = pointer
    .split("/")
    .slice(1)
    .reduce((node: unknown, name) => (isObject(node) ? node[name] : undefined), body);
  return typeof token === "string" && token !== "" ? token : undefined;
}

function cursorIn(link: unknown, parameter: string): string | undefined {
  if (typeof link !== "string") return undefined;
  const found = new RegExp(`[?&]page(?:\\[|%5B)${parameter}(?:\\]|%5D)=([^&]+)`, "i").exec(link);
  return found?.[1] && decodeURIComponent(found[1].replaceAll("+", " "));
}

/** The facts that only one of body and value has. */
export function factDifferences(check: string, body: Facts, value: Facts): readonly Difference[] {
  const keys = new Set([...body.keys(), ...value.keys()]);
  return [...keys]
    .filter((key) => body.has(key) !== value.has(key) || !Object.is(body.get(key), value.get(key)))
    .map((key) => {
      const at = (JSON.parse(key) as Path).join("/");
      return { check, at, expected: body.get(key), got: value.get(key) };
    });
}
