// What a handler answered, as the body that the document describes: presented, enveloped, paged.

import type { Answer, Call, RawAnswer, Resource, Service, TypedRecord, World } from "../service.js";
import { jsonApiDocument, type Wishes } from "./jsonapi.js";
import { describePage } from "./pagination.js";

export type Encode = (answer: Answer, call: Call, search: URLSearchParams) => RawAnswer;

export function createEncoder(service: Service, world: World): Encode {
  const { spec } = world;
  const base = new URL(spec.servers[0] ?? "http://localhost").pathname.replace(/\/$/, "");
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
        ? world.store.collection<TypedRecord>(identifier.type).get(identifier.id)
        : service.locate(identifier, world);
    return record === undefined ? undefined : call.present(record);
  };
  const enveloped = (data: unknown, call: Call): Record<string, unknown> => {
    if (spec.envelope !== "jsonapi" || rules === undefined) return { data };
    return jsonApiDocument(data as Resource | readonly Resource[], {
      wishes: wishesOf(call.query),
      rules,
      related: related(call),
    });
  };

  return (answer, call, search) => {
    const status = answer.status ?? call.operation.success;
    if (answer.page !== undefined) {
      const { page } = answer;
      const items = page.items.map((record) => presented(record, call));
      const body = enveloped(items, call);
      const path = call.operation.path.replace(/\{([^}]+)\}/g, (_, name) =>
        encodeURIComponent(call.path[name] as string),
      );
      const query = keepsQuery && search.size > 0 ? `?${search}` : "";
      if (spec.pagination !== undefined) describePage(spec.pagination, page, `${base}${path}${query}`, body);
      return { status, body };
    }
    if (answer.record !== undefined) {
      const resource = presented(answer.record, call);
      const { attributes } = answer;
      const whole =
        attributes === undefined
          ? resource
          : { ...resource, attributes: { ...(resource.attributes as object), ...attributes } };
      return { status, body: spec.envelope === "none" ? whole : enveloped(whole, call) };
    }
    if ("value" in answer) return { status, body: spec.envelope === "none" ? answer.value : { data: answer.value } };
    return { status };
  };
}

function wishesOf(query: object): Wishes {
  return query as Wishes;
}
