import { DecodeError } from "../errors.js";
import { define, isObject, type JsonObject as Json } from "../json.js";
import type { ItemList } from "../operation.js";

/** A relationship to one resource: JSON:API's resource identifier, with the resource itself if it was included. */
export interface Reference<Type extends string = string, Resource = unknown> {
  readonly type: Type;
  readonly id: string;
  /** The resource, when the call included it by `include`. */
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
 * drops relationships) are kept in `included`, and the document's `meta` stands beside the attributes as `meta`.
 */
export function flattenDocument(body: unknown): unknown {
  const { data, meta, included } = asDocument(body);
  const value = flatten(asResource(data), included, depth);
  const rest = included.unused();
  const hasMeta = meta !== undefined && !Object.hasOwn(value, "meta");
  return { ...value, ...(hasMeta && { meta }), ...(rest.length > 0 && { included: rest }) };
}

/**
 * The same for an operation whose successes are of several shapes: a resource, a collection, `data` that is null, a document of
 * `meta` alone, which is given as it is, or nothing.
 */
export function flattenAnswer(body: unknown): unknown {
  if (!isObject(body) || (!("data" in body) && isObject(body.meta))) return body;
  const { data } = asDocument(body);
  if (data === null) return null;
  return Array.isArray(data) ? flattenList(body) : flattenDocument(body);
}

/** The same of a collection that does not page: its `meta` stands on the list, beside what no item leads to. */
export function flattenList(body: unknown): ItemList {
  const { meta } = asDocument(body);
  const items = flattenItems(body);
  return meta === undefined ? items : Object.assign(items, { meta });
}

/**
 * Makes flat objects of the resources in a JSON:API collection. Included resources that no item leads to are kept on the
 * list, as its `included`.
 */
export function flattenItems(body: unknown): ItemList {
  const { data, included } = asDocument(body);
  if (!Array.isArray(data)) throw new DecodeError("The answer's `data` is not an array.");
  const items = data.map((item) => flatten(asResource(item), included, depth));
  const rest = included.unused();
  return rest.length === 0 ? items : Object.assign(items, { included: rest });
}

/**
 * Flattens an event: a JSON:API document in whose attributes the members named `documents` are JSON:API documents
 * themselves.
 */
export function flattenEvent(body: unknown, documents: readonly string[]): unknown {
  const flat: Record<string, unknown> = { ...(flattenDocument(body) as Json) };
  for (const name of documents) {
    if (isObject(flat[name])) flat[name] = flattenDocument(flat[name]);
  }
  return flat;
}

interface Document {
  readonly data: unknown;
  readonly meta: unknown;
  readonly included: Included;
}

function asDocument(body: unknown): Document {
  if (!isObject(body) || !("data" in body)) throw new DecodeError("The answer has no `data`.");
  return { data: body.data, meta: body.meta, included: new Included(body.included) };
}

/** Every resource names its type; without one a value is not what the operation promises. */
function asResource(data: unknown): Json {
  if (isObject(data) && typeof data.type === "string") return data;
  throw new DecodeError("The `data` is not a resource.");
}

function flatten(resource: Json, included: Included, levels: number): Json {
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
