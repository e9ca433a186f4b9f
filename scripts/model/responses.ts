// Responses Object → the value, how it is decoded, and the errors an operation declares.

import { isObject, type Json, type Schema, type SpecDocument } from "./document.js";
import { contentOf, type Envelope, isArray } from "./envelope.js";
import { jsonSchema } from "./request-body.js";
import { type Types, voidType } from "./schema.js";
import type { Decode, Failure, TypeNode } from "./types.js";

export interface Responses {
  /** Success statuses, the smallest first. */
  readonly successes: readonly number[];
  /** The success body; undefined when every success is empty. */
  readonly schema: Schema | undefined;
  readonly failures: readonly Failure[];
}

export function responsesOf(document: SpecDocument, operation: Json, types: Types): Responses {
  const all = Object.entries(isObject(operation.responses) ? operation.responses : {})
    .filter(([status]) => /^\d{3}$/.test(status))
    .map(([status, response]) => ({ status: Number(status), schema: bodyOf(document, response) }))
    .sort((a, b) => a.status - b.status);
  const successes = all.filter(({ status }) => status >= 200 && status < 300);
  const failed = all.filter(({ status }) => status >= 400);
  return {
    successes: successes.map(({ status }) => status),
    schema: successes.find(({ schema }) => schema !== undefined)?.schema,
    failures: grouped(failed.map(({ status, schema }) => ({ status, body: types.of(schema ?? {}, "output") }))),
  };
}

/** The format of error bodies: JSON:API's array of errors, or problem details. */
export function errorFormatOf(document: SpecDocument, operations: readonly Json[]): "jsonapi" | "problem" | undefined {
  for (const operation of operations) {
    for (const [status, response] of Object.entries(isObject(operation.responses) ? operation.responses : {})) {
      const schema = /^[45]/.test(status) || status === "default" ? bodyOf(document, response) : undefined;
      if (schema === undefined) continue;
      const { properties } = document.properties(schema);
      const errors = properties.get("errors");
      if (errors !== undefined && isArray(document, errors)) return "jsonapi";
      if (properties.has("title") && (properties.has("status") || properties.has("detail"))) return "problem";
    }
  }
  return undefined;
}

function bodyOf(document: SpecDocument, node: unknown): Schema | undefined {
  const response = document.resolve(node);
  return isObject(response) && isObject(response.content) ? jsonSchema(response.content) : undefined;
}

/** Statuses with one body stand together. */
function grouped(errors: readonly { readonly status: number; readonly body: TypeNode }[]): readonly Failure[] {
  const groups = new Map<string, { statuses: number[]; body: TypeNode }>();
  for (const { status, body } of errors) {
    const key = JSON.stringify(body);
    const group = groups.get(key) ?? { statuses: [], body };
    group.statuses.push(status);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The value of a success body. */
export function successValue(
  document: SpecDocument,
  schema: Schema | undefined,
  envelope: Envelope,
  types: Types,
): { readonly type: TypeNode; readonly decode: Decode } {
  if (schema === undefined) return { type: voidType, decode: "nothing" };
  const content = contentOf(document, schema, envelope);
  if (envelope === "none" || content === undefined) return { type: types.of(schema, "output"), decode: "none" };
  const type = types.of(content, "output");
  return { type, decode: envelope };
}

/** A document's `included`: what its relationships may lead to. */
export function includedOf(document: SpecDocument, schema: Schema | undefined): Schema | undefined {
  const included = schema && document.property(schema, "included");
  const target = included && (document.resolve(included) as Schema);
  return isObject(target?.items) ? (target.items as Schema) : undefined;
}
