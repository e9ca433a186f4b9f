import { DecodeError } from "../errors.js";
import { define, isObject, type JsonObject as Json } from "../json.js";

/** A relationship to one resource: JSON:API's resource identifier, with the resource itself if it was included. */
export interface Reference<Type extends string = string, Resource = unknown> {
  readonly type: Type;
  readonly id: string;
  /** The resource, when the call asked for it with `include`. */
  readonly resource?: Resource;
}

/**
 * How deep `resource` is filled: the resources a document includes, and those they lead to. JSON:API services here
 * take `include` paths of at most one dot, and two levels keep a value a tree that `JSON.stringify` can print, though
 * resources may point at each other.
 */
const depth = 2;

/**
 * Makes one flat object of a JSON:API document: `id`, `type`, the attributes, and each relationship as a
 * {@link Reference} (an array of them, or null). Included resources that no relationship leads to (a sparse fieldset
 * drops relationships) are kept in `included`.
 */
export function flattenDocument(body: unknown): unknown {
  const document = asDocument(body);
  const included = new Included(document.included);
  const { data } = document;
  const value = Array.isArray(data)
    ? data.map((item) => flatten(item, included, depth))
    : data === null || data === undefined
      ? data
      : flatten(data, included, depth);
  const rest = included.unused();
  if (rest.length > 0 && isObject(value)) return { ...value, included: rest };
  return value;
}

/** Makes flat objects of the resources in a JSON:API collection. */
export function flattenItems(body: unknown): readonly unknown[] {
  const value = flattenDocument(body);
  if (!Array.isArray(value)) throw new DecodeError("The answer's `data` is not an array.");
  return value;
}

/**
 * Flattens an event: a JSON:API document in whose attributes the members named `documents` are JSON:API documents
 * themselves.
 */
export function flattenEvent(body: unknown, documents: readonly string[]): unknown {
  const event = flattenDocument(body);
  if (!isObject(event)) throw new DecodeError("Its `data` is not an object.");
  const flat: Record<string, unknown> = { ...event };
  for (const name of documents) {
    if (isObject(flat[name])) flat[name] = flattenDocument(flat[name]);
  }
  return flat;
}

function asDocument(body: unknown): Json {
  if (!isObject(body) || !("data" in body)) throw new DecodeError("The answer has no `data`.");
  return body;
}

function flatten(resource: unknown, included: Included, levels: number): unknown {
  if (!isObject(resource)) return resource;
  const { type, id, attributes, relationships, ...rest } = resource;
  const flat: Record<string, unknown> = { type, id };
  for (const [name, value] of entries(attributes)) if (name !== "type" && name !== "id") define(flat, name, value);
  // JSON:API forbids an attribute and a relationship of one name; a service that has both loses neither.
  const clashing: Record<string, unknown> = {};
  for (const [name, value] of entries(relationships)) {
    define(Object.hasOwn(flat, name) ? clashing : flat, name, link(value, included, levels));
  }
  for (const [name, value] of Object.entries(rest)) if (!Object.hasOwn(flat, name)) define(flat, name, value);
  if (Object.keys(clashing).length > 0) flat.relationships = clashing;
  return flat;
}

function link(relationship: unknown, included: Included, levels: number): unknown {
  if (!isObject(relationship) || !("data" in relationship)) return relationship;
  const { data } = relationship;
  return Array.isArray(data)
    ? data.map((identifier) => resolve(identifier, included, levels))
    : resolve(data, included, levels);
}

function resolve(identifier: unknown, included: Included, levels: number): unknown {
  if (levels === 0 || !isObject(identifier)) return identifier;
  const resource = included.find(identifier, levels - 1);
  return resource === undefined ? identifier : { ...identifier, resource };
}

/** The included resources of one document, each flattened at most once per level. */
class Included {
  readonly #resources = new Map<string, Json>();
  readonly #flat = new Map<string, unknown>();
  readonly #used = new Set<string>();

  constructor(resources: unknown) {
    if (!Array.isArray(resources)) return;
    for (const resource of resources) if (isObject(resource)) this.#resources.set(keyOf(resource), resource);
  }

  find(identifier: Json, levels: number): unknown {
    if (this.#resources.size === 0) return undefined;
    const key = keyOf(identifier);
    const resource = this.#resources.get(key);
    if (resource === undefined) return undefined;
    this.#used.add(key);
    const slot = levels + key;
    const flat = this.#flat.get(slot) ?? flatten(resource, this, levels);
    this.#flat.set(slot, flat);
    return flat;
  }

  unused(): unknown[] {
    const unused = [...this.#resources].filter(([key]) => !this.#used.has(key));
    return unused.map(([, resource]) => flatten(resource, this, 0));
  }
}

function keyOf({ type, id }: Json): string {
  return JSON.stringify([type, id]);
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
