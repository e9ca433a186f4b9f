// Server-sent events: the type of their data, a value in JSON or text.

import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { isJson, type Media, typesOf } from "../media.js";

export interface EventData {
  readonly json: boolean;
  readonly schema: Schema;
  /** Some events hold JSON, and others text. */
  readonly isMixed?: boolean;
}

export function eventData(document: SpecDocument, { schema, node }: Media): EventData {
  // OpenAPI 3.2 describes the event: `data` is text, with a content schema for JSON.
  const described = dataIn(document, node.itemSchema);
  if (described !== undefined) return described;
  const list = document.resolve(schema);
  const one = isObject(list) && typesOf(document, list).includes("array") ? ((list as Schema).items as Schema) : schema;
  // Some documents describe the event here as well, under their library's names for its fields.
  const { properties } = document.properties((one ?? {}) as Schema);
  const isEvent = ["event", "eventType", "id", "eventId", "retry"].some((name) => properties.has(name));
  const wrapped =
    isEvent && [...properties.keys()].every((name) => fields.has(name)) ? dataIn(document, one) : undefined;
  return wrapped ?? { json: isStructured(document, one), schema: one ?? {} };
}

const fields = new Set(["data", "event", "eventType", "id", "eventId", "retry", "reconnectionInterval", "comment"]);

/** The data of a described event; of one of several, that of all of them. */
function dataIn(document: SpecDocument, event: unknown): EventData | undefined {
  const item = document.resolve(event);
  if (!isObject(item)) return undefined;
  const { oneOf, anyOf } = item as Schema;
  const found = [...(oneOf ?? []), ...(anyOf ?? [])].flatMap((choice) => dataIn(document, choice) ?? []);
  if (found.length > 0) {
    const json = found.every((each) => each.json);
    const isMixed = !json && found.some((each) => each.json);
    return { json, schema: json ? { anyOf: found.map(({ schema }) => schema) } : { type: "string" }, isMixed };
  }
  const data = document.resolve(document.property(item as Schema, "data"));
  if (!isObject(data)) return undefined;
  const { contentSchema, contentMediaType } = data as Json;
  if (isObject(contentSchema)) return { json: true, schema: contentSchema as Schema };
  if (isJson(stringify(contentMediaType ?? ""))) return { json: true, schema: {} };
  return { json: isStructured(document, data), schema: data as Schema };
}

function isStructured(document: SpecDocument, schema: unknown): boolean {
  return typesOf(document, schema).some((type) => type === "object" || type === "array");
}
