// Declared error bodies → how a client reads what is wrong from them.

import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { jsonSchema } from "../request/request-body.js";
import type { ErrorFormat } from "../types/service.js";
import { itemsOf } from "./envelope.js";

/** The format of all declared error bodies that name members. */
export function errorFormatOf(document: SpecDocument, operations: readonly Json[]): ErrorFormat {
  const bodies = operations.flatMap(({ responses }) =>
    Object.entries(isObject(responses) ? responses : {})
      .filter(([status]) => /^[45]/.test(status) || status === "default")
      .map(([, response]) => bodyOf(document, response)),
  );
  const formats = new Set(bodies.flatMap((schema) => (schema === undefined ? [] : formatsOf(document, schema))));
  const [format = "any", ...others] = formats;
  return others.length === 0 ? format : "any";
}

function formatsOf(document: SpecDocument, schema: Schema): readonly ErrorFormat[] {
  const { properties } = document.properties(schema);
  const fault = document.properties(itemsOf(document, properties.get("errors")) ?? {}).properties;
  if (["title", "detail", "details"].some((name) => fault.has(name))) return ["jsonapi"];
  if (properties.has("title") && (properties.has("status") || properties.has("detail"))) return ["problem"];
  return properties.size === 0 ? [] : ["any"];
}

function bodyOf(document: SpecDocument, node: unknown): Schema | undefined {
  const response = document.resolve(node);
  return isObject(response) && isObject(response.content) ? jsonSchema(response.content) : undefined;
}
