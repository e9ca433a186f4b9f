// The faults in an error body, in one shape for the two formats that have a standard. A service whose errors are all of one
// format names its reader.

import type { Issue } from "../../errors.js";
import { isObject, type JsonObject, known } from "../../json.js";

/** JSON:API: `{ errors: [{ title, detail, source: { pointer }, ... }] }`; some services write `details`. */
export function jsonApiIssues(body: unknown): Issue[] {
  const { errors } = (body ?? {}) as JsonObject;
  return Array.isArray(errors) ? errors.filter(isObject).map(jsonApiIssue) : [];
}

function jsonApiIssue(error: JsonObject): Issue {
  const { source, details, detail, meta } = error;
  return issue(error, text(details) ?? detail, isObject(source) ? source.pointer : undefined, meta);
}

/** RFC 9457 problem details: `{ title, detail, status, errors: { field: ["message", ...] } }`. */
export function problemIssues(body: unknown): Issue[] {
  if (!isObject(body)) return [];
  const fields = isObject(body.errors) ? Object.entries(body.errors) : [];
  if (fields.length > 0) {
    return fields.flatMap(([field, messages]) =>
      [messages].flat().map((message) => issue(body, message, fieldPointer(field))),
    );
  }
  return body.title === undefined && body.detail === undefined ? [] : [issue(body, body.detail)];
}

function issue({ title }: JsonObject, detail: unknown, pointer?: unknown, meta?: unknown): Issue {
  return known({ title: text(title) ?? "Error", detail: text(detail), pointer: text(pointer), meta });
}

/** `consentIds[0]` and `$.consentIds[0]`, as .NET names fields, become `/consentIds/0`. */
function fieldPointer(field: string): string {
  const path = field.replace(/^\$/, "").replace(/\[(\d+)\]/g, ".$1");
  return path === "" ? "" : `/${path.replace(/^\./, "").replaceAll(".", "/")}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
