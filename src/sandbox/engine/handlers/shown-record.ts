// The members that a call sends of a resource, and the answer that shows the resource.

import { isObject, type JsonObject } from "../../../json.js";
import { jsonFirst } from "../../document/operation.js";
import { valueAt } from "../../document/pointer.js";
import type { Answer, Call } from "../../service.js";
import { type Answers, asBody, bodiless } from "../answers.js";
import type { EngineContext } from "../context.js";
import type { Collection, Role } from "../infer/collections.js";
import { type AnswerShape, bodyPointer } from "../infer/shape.js";
import type { Lifecycles } from "../lifecycles.js";
import type { Records } from "../parts.js";
import type { Members, ResourceRecord } from "../records/record.js";
import type { Schemas } from "../schema/schemas.js";

export interface HandlerParts {
  readonly context: EngineContext;
  readonly records: Records;
  readonly answers: Answers;
  readonly lifecycles: Lifecycles;
}

/** The members of the resource in the body of a call. */
export function sentMembers(call: Call, { shape }: Role, { context }: HandlerParts): JsonObject {
  const { body, operation } = call;
  if (!isObject(body)) return {};
  const schema =
    operation.body === undefined ? undefined : context.schemas.at(jsonFirst(operation.body.content)?.schema);
  const pointer = bodyPointer(schema, shape, context.schemas);
  const found = valueAt(body, pointer);
  if (pointer === "" && isObject(body.data) && shape?.envelope === "jsonapi") return body.data;
  return isObject(found) ? found : body;
}

/** Parameters of the query that are named like a member of a new resource: the list is filtered by them as well. */
export function membersInQuery({ query }: Call, { schema, envelope }: Collection, schemas: Schemas): JsonObject {
  if (envelope === "jsonapi") return {};
  const names = schemas.properties(schema);
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => names.has(name) && value !== undefined && !isObject(value)),
  );
}

export function shownRecord(call: Call, role: Role, parts: HandlerParts, record: ResourceRecord): Answer {
  const { shape } = role;
  const { operation } = call;
  const presented = parts.context.service.presenters?.[record.type];
  if (shape?.kind === "one" && shape.envelope === "jsonapi") {
    const value = itemOf(record, shape, role.collection, parts.answers);
    if (presented !== undefined || call.spec.envelope === "jsonapi") {
      completed(record, shape, value, parts);
      return presented !== undefined || value === record.resource
        ? { record }
        : { record: { ...record, resource: value } as never };
    }
  }
  if (operation.success >= 400) return role.kind === "remove" ? {} : { body: record.resource };
  if (shape === undefined || shape.kind !== "one" || bodiless(operation.success, operation.method))
    return parts.answers.shown(call);
  const value = itemOf(record, shape, role.collection, parts.answers);
  const body = completed(record, shape, value, parts);
  return body === undefined ? parts.answers.shown(call) : { ...asBody(shape.content, body) };
}

/** The body around a record, completed where its schema wants more than is known. The record keeps the additions. */
function completed(record: ResourceRecord, shape: AnswerShape, value: unknown, { answers }: HandlerParts): unknown {
  const whole = answers.around(shape, value);
  const fitted = answers.fitted(shape.content, whole);
  if (fitted === whole || fitted === undefined) return fitted;
  const mended = valueAt(fitted, shape.pointer);
  if (isObject(mended)) Object.assign(record, { resource: { ...record.resource, ...mended } });
  return fitted;
}

export function itemOf(
  record: ResourceRecord,
  shape: AnswerShape,
  collection: Collection | undefined,
  answers: Answers,
): Members {
  const isOwn =
    shape.schema === collection?.schema || (shape.name !== undefined && shape.name === collection?.schemaName);
  return isOwn ? record.resource : answers.projected(shape.schema, record.resource, collection?.schema);
}

export function finished(
  call: Call,
  shape: AnswerShape,
  body: unknown,
  { answers }: HandlerParts,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const fitted = answers.fitted(shape.content, body);
  if (fitted === undefined) return answers.shown(call);
  const made = asBody(shape.content, fitted);
  return { ...made, headers: { ...made.headers, ...headers } };
}
