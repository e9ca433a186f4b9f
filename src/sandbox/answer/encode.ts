// A handler's result as the body that the document describes: presented, enveloped, paged.

import { basePath } from "../document/address.js";
import { filledPath } from "../document/route.js";
import type { Answer, Call, CompleteService, RawAnswer, Resource, TypedRecord, World } from "../service.js";
import type { JsonApiRules } from "../service-rules.js";
import { type JsonApiParameters, jsonApiDocument } from "./jsonapi.js";
import { describePage } from "./pagination.js";
import { refuse } from "./refusal.js";

export type Encode = (answer: Answer, call: Call, search: URLSearchParams) => RawAnswer;

export function createEncoder(service: CompleteService, world: World): Encode {
  const { spec } = world;
  const base = basePath(spec);
  const rules = service.jsonapi?.(world);
  const keepsQuery = service.cursors?.(world).linksKeepQuery ?? true;

  const presented = (record: TypedRecord, call: Call): Resource => {
    const resource = call.present(record);
    if (resource === undefined)
      throw new Error(`${service.name}: ${record.type} ${record.id} is shown to no such caller.`);
    return resource;
  };
  const related = (call: Call) => (identifier: { type: string; id: string }) => {
    const record =
      service.locate === undefined
        ? (world.store.collection<TypedRecord>(identifier.type).get(identifier.id) ??
          world.resources.find(identifier.type, identifier.id))
        : service.locate(identifier, world);
    return record === undefined ? undefined : call.present(record);
  };
  const enveloped = (data: unknown, call: Call): Record<string, unknown> => {
    if (spec.envelope !== "jsonapi") return { data };
    return jsonApiDocument(data as Resource | readonly Resource[], {
      parameters: parametersOf(call.query),
      rules: rules ?? usualRules,
      related: related(call),
    });
  };

  const encode: Encode = (answer, call, search) => {
    const { headers, raw } = answer;
    const status = answer.status ?? call.operation.success;
    if (raw !== undefined) return { status, raw, ...(headers && { headers }) };
    if ("body" in answer) return { status, body: answer.body, ...(headers && { headers }) };
    if (answer.page !== undefined) {
      const { page } = answer;
      const items = page.items.map((record) => presented(record, call));
      const body = enveloped(items, call);
      const path = filledPath(call.operation.path, call.path);
      const query = keepsQuery && search.size > 0 ? `?${search}` : "";
      if (spec.pagination !== undefined) describePage(spec.pagination, page, `${base}${path}${query}`, body);
      return { status, body, ...(headers && { headers }) };
    }
    if (answer.record !== undefined) {
      const resource = presented(answer.record, call);
      const { attributes } = answer;
      const whole =
        attributes === undefined
          ? resource
          : { ...resource, attributes: { ...(resource.attributes as object), ...attributes } };
      return { status, body: spec.envelope === "none" ? whole : enveloped(whole, call), ...(headers && { headers }) };
    }
    if ("value" in answer) {
      const body = spec.envelope === "none" ? answer.value : { data: answer.value };
      return { status, body, ...(headers && { headers }) };
    }
    return { status, ...(headers && { headers }) };
  };
  return (answer, call, search) => {
    const raw = encode(answer, call, search);
    return answer.undeclared === true ? { ...raw, unconfirmed: true } : raw;
  };
}

const usualRules: JsonApiRules = {
  fieldsDropRelationships: false,
  tooDeep: () => refuse(400, "include allows one nested level"),
};

function parametersOf(query: object): JsonApiParameters {
  return query as JsonApiParameters;
}
