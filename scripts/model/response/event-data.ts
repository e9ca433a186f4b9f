// Server-sent events: the type of their data, a value in JSON or text.

import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { isJson, type Media, typesOf } from "../media.js";
import { componentOf } from "../schema/analyse.js";

export interface EventData {
  readonly json: boolean;
  readonly schema: Schema;
  /** Some events hold JSON, and others text; their names do not tell which. */
  readonly isMixed?: boolean;
  /** The events by their names, where each has some of its own. */
  readonly kinds?: readonly EventKind[];
  /** The names of those whose data is JSON, where that of others is text. */
  readonly jsonNames?: readonly string[];
}

export interface EventKind {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly schema: Schema;
}

export function eventData(document: SpecDocument, { schema, node }: Media): EventData {
  // OpenAPI 3.2 describes the event: `data` is text, with a content schema for JSON.
  const described = dataIn(document, node.itemSchema);
  if (described !== undefined) return described;
  const list = document.resolve(schema);
  const one = isObject(list) && typesOf(document, list).includes("array") ? ((list as Schema).items as Schema) : schema;
  // Some documents describe the event here as well, under their library's names for its fields.
  const wrapped = isEvent(document, one) ? dataIn(document, one) : undefined;
  return wrapped ?? { json: isStructured(document, one), schema: one ?? {} };
}

/** Whether a schema has an event's fields and no others, or each of its choices does. */
function isEvent(document: SpecDocument, schema: unknown, around: readonly unknown[] = []): boolean {
  const item = document.resolve(schema);
  if (!isObject(item)) return false;
  const { properties } = document.properties(item as Schema);
  const names = [...properties.keys()];
  const choices = choicesOf(document, item as Schema, around);
  if (!names.every((name) => fields.has(name))) return false;
  return choices.length > 0
    ? choices.every((choice) => isEvent(document, choice, [...around, item]))
    : ["event", "eventType", "id", "eventId", "retry"].some((name) => properties.has(name));
}

const fields = new Set(["data", "event", "eventType", "id", "eventId", "retry", "reconnectionInterval", "comment"]);

/** The alternatives of an event, its own and those of its `allOf`; not those of the parent whose alternative it is. */
function choicesOf(document: SpecDocument, event: Schema, around: readonly unknown[]): readonly unknown[] {
  if (around.includes(event)) return [];
  const { oneOf = [], anyOf = [], allOf = [] } = event;
  const parts = allOf.map((part) => document.resolve(part)).filter(isObject);
  const inherited = parts.flatMap((part) => choicesOf(document, part as Schema, [...around, event]));
  return [...oneOf, ...anyOf, ...inherited];
}

/** The data of a described event; of one of several, that of all of them. */
function dataIn(document: SpecDocument, event: unknown, around: readonly unknown[] = []): EventData | undefined {
  const item = document.resolve(event);
  if (!isObject(item)) return undefined;
  const own = ownData(document, item as Schema);
  const found = choicesOf(document, item as Schema, around).flatMap((choice) => {
    const inside = dataIn(document, choice, [...around, item]);
    const data = inside ?? own;
    if (data === undefined) return [];
    const kinds = data.kinds ?? kindOf(document, item as Schema, choice, data);
    // Without data of its own, a choice says nothing but the names of events.
    return inside === undefined && kinds.every(({ names }) => names.length === 0) ? [] : { ...data, kinds };
  });
  return found.length > 0 ? dataOfAll(found) : own;
}

function ownData(document: SpecDocument, event: Schema): EventData | undefined {
  const data = document.resolve(document.property(event, "data"));
  if (!isObject(data)) return undefined;
  const { contentSchema, contentMediaType } = data as Json;
  if (isObject(contentSchema)) return { json: true, schema: contentSchema as Schema };
  if (isJson(stringify(contentMediaType ?? ""))) return { json: true, schema: {} };
  return { json: isStructured(document, data), schema: data as Schema };
}

function dataOfAll(found: readonly (EventData & { readonly kinds: readonly EventKind[] })[]): EventData {
  const all = found.flatMap(({ kinds }) => kinds);
  const names = all.flatMap((each) => each.names);
  const isNamed = all.every((each) => each.names.length > 0) && new Set(names).size === names.length;
  const json = all.every((each) => each.json);
  const isMixed = !json && all.some((each) => each.json);
  const schema: Schema = { anyOf: all.map((each) => (each.json ? each.schema : { type: "string" })) };
  if (!isNamed) return { json, schema: json ? schema : { type: "string" }, isMixed };
  const kinds = all.map((each) => (each.json ? each : { ...each, schema: { type: "string" } as Schema }));
  if (!isMixed) return { json, schema, kinds };
  return { json: true, schema, kinds, jsonNames: all.filter((each) => each.json).flatMap((each) => each.names) };
}

/** The names of one of several events: what its own schema says, or the discriminator. */
function kindOf(
  document: SpecDocument,
  { discriminator }: Schema,
  choice: unknown,
  { json, schema }: EventData,
): readonly EventKind[] {
  const event = document.resolve(document.property(document.resolve(choice) as Schema, "event"));
  const { const: only, enum: several = [] } = (isObject(event) ? event : {}) as Schema;
  const listed = (only === undefined ? several : [only]).filter((name): name is string => typeof name === "string");
  const target = isObject(choice) ? stringify((choice as Json).$ref ?? "") : "";
  const { propertyName, mapping: names } = (isObject(discriminator) ? discriminator : {}) as Json;
  const mapping = propertyName === "event" && isObject(names) ? Object.entries(names) : [];
  const mapped = mapping
    .filter(([, to]) => target === to || target.endsWith(`/${stringify(to)}`))
    .map(([name]) => name);
  // Without a mapping, a component's own name is the value.
  if (propertyName === "event" && mapped.length === 0) mapped.push(...[componentOf(target) ?? []].flat());
  return [{ names: listed.length > 0 ? listed : mapped, json, schema }];
}

function isStructured(document: SpecDocument, schema: unknown): boolean {
  return typesOf(document, schema).some((type) => type === "object" || type === "array");
}
