// Removes a resource's values from texts that hold a copy of it: a redaction must not leave them in the log.

import { isObject } from "../../../json.js";
import { kebabCase } from "../../answer/inflection.js";
import type { Identifier } from "../../engine/records/record.js";
import type { Resource } from "../../service.js";
import type { LoggedRequest } from "../log.js";

type Redacted = Resource & Identifier;

const gone = "•••";

/**
 * A body in which the resource, wherever it is shown and in whatever casing, has the values of now. Members that it does
 * not have now are null. A body that cannot be read goes as a whole.
 */
export function erased(body: string, resource: Redacted): string {
  if (!body.includes(resource.id)) return body;
  try {
    return JSON.stringify(replaced(JSON.parse(body), resource));
  } catch {
    return gone;
  }
}

/** A call about the resource without what was sent, and with an answer that shows it as it is now. */
export function erasedFromLog(logged: LoggedRequest, resource: Redacted): LoggedRequest {
  const { address, requestBody, responseBody } = logged;
  if (![address, requestBody, responseBody].some((text) => text.includes(resource.id))) return logged;
  return { ...logged, requestBody: requestBody === "" ? "" : gone, responseBody: erased(responseBody, resource) };
}

function replaced(value: unknown, resource: Redacted): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, resource));
  if (!isObject(value)) return value;
  const isShown = value.type === resource.type && value.id === resource.id;
  const members = Object.entries(value).map(([name, inner]): [string, unknown] => {
    if (isShown && (name === "attributes" || name === "relationships")) return [name, asNow(inner, resource[name])];
    return [name, replaced(inner, resource)];
  });
  return Object.fromEntries(members);
}

function asNow(then: unknown, now: unknown): unknown {
  if (!isObject(then)) return null;
  const values = isObject(now) ? now : {};
  return Object.fromEntries(Object.keys(then).map((name) => [name, values[kebabCase(name)] ?? null]));
}
