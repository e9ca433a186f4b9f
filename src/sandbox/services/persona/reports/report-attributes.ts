// The attributes of a Report about its search; the document lists those of each kind.

import { document } from "../../../../../generated/persona/document.js";
import { isObject, type JsonObject } from "../../../../json.js";
import { valueAt } from "../../../document/pointer.js";

type Schema = Readonly<Record<string, unknown>>;

/** The attributes of a kind that echo the query, or hold what is found: null, or an empty list, before there is any. */
export function searchedAttributes(type: string, query: JsonObject): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, schema] of attributesOf(type)) {
    const types = [schema.type ?? []].flat();
    const given = query[name] ?? (name === "country-code" ? query["address-country-code"] : undefined);
    if (name === "query") shown[name] = echoed(query);
    else if (name === "term") shown[name] = nameSearched(query);
    else if (given !== undefined && given !== null) shown[name] = given;
    else if (types.includes("null")) shown[name] = null;
    else if (types.includes("array")) shown[name] = [];
  }
  return shown;
}

/** Takes what was searched for, and what was found, from the attributes of a Report. */
export function blank(type: string, attributes: Record<string, unknown>): void {
  for (const [name] of attributesOf(type)) Reflect.deleteProperty(attributes, name);
  Object.assign(attributes, searchedAttributes(type, {}));
}

/** The whole name that a query asks for; empty for none. */
export function nameSearched(query: JsonObject): string {
  const { term } = query;
  if (typeof term === "string") return term;
  const parts = ["name-first", "name-middle", "name-last", "business-name"].map((part) => query[part]);
  return parts.filter((part) => typeof part === "string" && part !== "").join(" ");
}

function echoed(query: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
}

/** Beside those that Reports of every kind have. */
function attributesOf(type: string): readonly (readonly [string, Schema])[] {
  const mapping = valueAt(document, "/components/schemas/AnyReport/discriminator/mapping") as Record<string, string>;
  const kind = at(mapping[type]);
  const attributes = isObject(kind.properties) ? (kind.properties.attributes as Schema | undefined) : undefined;
  const parts = (attributes?.allOf ?? []) as readonly Schema[];
  return [attributes, ...parts.filter(({ $ref }) => $ref === undefined)].flatMap((part) =>
    Object.entries((part?.properties ?? {}) as Readonly<Record<string, Schema>>),
  );
}

function at(reference: string | undefined): Schema {
  return (reference === undefined ? {} : valueAt(document, reference.replace(/^#/, ""))) as Schema;
}
