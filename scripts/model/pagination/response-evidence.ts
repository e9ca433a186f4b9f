// Fields of a response that may lead to other pages: its items, and the fields beside them.

import { isObject } from "../../document/json.js";
import { type Schema, type SpecDocument, text } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { isArray, itemsOf } from "../response/envelope.js";
import { aside, bare, items as itemNames, sideArrays } from "./words.js";

/** A field beside the items. */
export interface ResponseField {
  /** Names on the wire. */
  readonly path: readonly string[];
  /** The last name of the path that has a meaning of its own. */
  readonly name: string;
  readonly types: ReadonlySet<string>;
  /** A link, by its format, its description or its place. */
  readonly link: boolean;
  readonly description: string;
}

export interface ListResponse {
  /** Path of the items; empty when the response is an array. */
  readonly items: readonly string[];
  /** Whether an item has an `id` of its own. */
  readonly hasId: boolean;
  readonly fields: readonly ResponseField[];
}

/** Undefined when it is not clear which array is the list. */
export function listResponseOf(document: SpecDocument, body: Schema): ListResponse | undefined {
  if (isArray(document, body)) return { items: [], hasId: hasId(document, body), fields: [] };
  const items = itemsPath(document, body);
  if (items === undefined) return undefined;
  const fields: ResponseField[] = [];
  collect(document, body, items, [], fields);
  return { items, hasId: hasId(document, document.schemaAt(body, items)), fields };
}

/** Also where items are of several kinds: the first stands for the others. */
function hasId(document: SpecDocument, list: Schema | undefined): boolean {
  const item = document.resolve(itemsOf(document, list));
  if (item === undefined) return false;
  const [kind = item] = alternatives(item);
  return isObject(kind) && scalarTypes(document, document.property(kind as Schema, "id")).size > 0;
}

function itemsPath(document: SpecDocument, body: Schema): readonly string[] | undefined {
  const { properties } = document.properties(body);
  const arrays = [...properties].flatMap(([name, schema]) => (isArray(document, schema) ? [name] : []));
  const named = arrays.filter((name) => itemNames.includes(bare(name)));
  const lists = arrays.filter((name) => !sideArrays.has(bare(name)));
  const only = named.length > 0 ? named : lists;
  // A resource with one list in it, as a commit has files, is no list.
  if (named.length === 0 && ["id", "sha", "url"].some((name) => properties.has(name))) return undefined;
  if (only.length === 1) return only;
  if (only.length > 1) return undefined;
  for (const name of ["data", "_embedded", "result", "response"]) {
    const inner = properties.get(name);
    if (inner === undefined) continue;
    const within = [...document.properties(inner).properties].filter(([, schema]) => isArray(document, schema));
    return within.length === 1 ? [name, within[0]?.[0] ?? ""] : undefined;
  }
  return undefined;
}

/** At most three levels, and only into objects with names for paging: a response may be any size. */
function collect(
  document: SpecDocument,
  schema: Schema,
  items: readonly string[],
  path: readonly string[],
  fields: ResponseField[],
): void {
  for (const [name, property] of document.properties(schema).properties) {
    const at = [...path, name];
    const holdsItems = items.length > 1 && path.length === 0 && name === items[0];
    if (path.length < 3 && (holdsItems || aside.has(bare(name)))) collect(document, property, items, at, fields);
    const types = scalarTypes(document, property);
    if (types.size > 0) fields.push(fieldOf(document, at, property, types));
  }
}

function fieldOf(
  document: SpecDocument,
  path: readonly string[],
  property: Schema,
  types: ReadonlySet<string>,
): ResponseField {
  const target = document.resolve(property) as Schema;
  const names = path.map(bare);
  const [parent = "", own = ""] = [names[names.length - 2], names[names.length - 1]];
  // HAL and HubSpot: `next: { href }`, `next: { after }`.
  const name = own === "href" || own === "url" ? parent : parent === "next" ? parent + own : own;
  const description = [property.description, target.description, target.title].map(text).join(" ");
  const example = [property.example, target.example, ...[target.examples ?? []].flat()].map(stringify).join(" ");
  const format = [target, ...alternatives(target)].map((each) => isObject(each) && each.format);
  const link =
    names.some((each) => each === "links") ||
    /link|url|uri|href/.test(own) ||
    format.some((each) => /^ur[il]/.test(stringify(each))) ||
    /https?:\/\//.test(example) ||
    /\b(url|uri|link|hyperlink)\b/i.test(description);
  return { path, name, types, link, description };
}

/** The types of a value that is no list and no object, seen through references and alternatives. */
export function scalarTypes(document: SpecDocument, schema: Schema | undefined): ReadonlySet<string> {
  const target = document.resolve(schema);
  if (!isObject(target)) return new Set();
  const parts = [target, ...alternatives(target as Schema).map((each) => document.resolve(each))].filter(isObject);
  const types = new Set(parts.flatMap((part) => [part.type ?? []].flat().map(stringify)));
  types.delete("null");
  return types.has("array") || types.has("object") ? new Set() : types;
}

function alternatives(schema: Schema): readonly unknown[] {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
}
