// JSON:API documents of the resources that a handler answers with: `include` and `fields`, as in the request.

import { isObject } from "../../json.js";
import type { Identifier } from "../engine/records/record.js";
import type { Resource } from "../service.js";
import type { JsonApiRules } from "../service-rules.js";
import { kebabCase } from "./inflection.js";

export interface JsonApiParameters {
  /** Names of relationships, one dot deep at most; `undefined` without `include`. */
  readonly include: readonly string[] | undefined;
  /** Attribute names with commas between, by resource type. */
  readonly fields: Readonly<Record<string, string>> | undefined;
}

export interface JsonApiContext {
  readonly parameters: JsonApiParameters;
  readonly rules: JsonApiRules;
  /** The resource that a relationship points at, as the caller sees it. */
  readonly related: (identifier: Identifier) => Resource | undefined;
}

/** The members `data` and, with `include`, `included`. */
export function jsonApiDocument(
  data: Resource | readonly Resource[],
  context: JsonApiContext,
): { data: unknown; included?: unknown } {
  const { parameters } = context;
  const shown = (resource: Resource) => cutDown(resource, context);
  const main = Array.isArray(data) ? (data as readonly Resource[]).map(shown) : shown(data as Resource);
  if (parameters.include === undefined) return { data: main };
  return {
    data: main,
    included: included([data].flat() as readonly Resource[], parameters.include, context).map(shown),
  };
}

function included(from: readonly Resource[], names: readonly string[], context: JsonApiContext): readonly Resource[] {
  const found = new Map<string, Resource>();
  const collect = (resource: Resource, path: readonly string[]): void => {
    const [name, ...rest] = path;
    if (name === undefined) return;
    for (const identifier of identifiersOf(resource, name)) {
      const related = context.related(identifier);
      if (related === undefined) continue;
      found.set(`${identifier.type} ${identifier.id}`, related);
      collect(related, rest);
    }
  };
  for (const name of names) {
    const path = name.split(".");
    if (path.length > 2) throw context.rules.tooDeep();
    for (const resource of from) collect(resource, path.map(kebabCase));
  }
  // A primary resource is not included once more.
  for (const { type, id } of from) found.delete(`${type} ${id}`);
  return [...found.values()];
}

function identifiersOf({ relationships }: Resource, name: string): readonly Identifier[] {
  const relationship = isObject(relationships) ? relationships[name] : undefined;
  const data = isObject(relationship) ? relationship.data : undefined;
  return [data].flat().filter((each): each is Identifier => isObject(each) && "id" in each);
}

/** Only the attributes that `fields` names for the type, or for the family it belongs to: `report` of `report/watchlist`. */
function cutDown(resource: Resource, { parameters: { fields }, rules }: JsonApiContext): Resource {
  const type = String(resource.type);
  const list = fields?.[type] ?? fields?.[type.split("/")[0] ?? ""];
  if (list === undefined) return resource;
  const wanted = list.split(",").map((name) => name.trim());
  const names = new Set(wanted.filter((name) => !name.includes(".")).map(kebabCase));
  const inner = new Set(
    wanted.filter((name) => name.startsWith("fields.")).map((name) => name.slice("fields.".length)),
  );
  const attributes = isObject(resource.attributes) ? resource.attributes : {};
  const kept = Object.entries(attributes).flatMap(([name, value]): [string, unknown][] => {
    if (names.has(name)) return [[name, value]];
    if (name !== "fields" || inner.size === 0 || !isObject(value)) return [];
    return [[name, Object.fromEntries(Object.entries(value).filter(([key]) => inner.has(key)))]];
  });
  const { relationships, ...rest } = resource;
  return {
    ...rest,
    attributes: Object.fromEntries(kept),
    ...(!rules.fieldsDropRelationships && relationships !== undefined && { relationships }),
  };
}
