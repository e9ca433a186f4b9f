// The faults an error body names, read by hand in the shape that `ApiError.issues` has.

import { isObject } from "../spec/json.js";

interface Issue {
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly pointer?: unknown;
  readonly meta?: unknown;
}

/** `body` has camelCase keys. */
export function issuesIn(body: unknown): readonly Issue[] {
  if (!isObject(body)) return [];
  const { errors, title, detail } = body;
  if (Array.isArray(errors)) return errors.map(jsonApiIssue);
  if (isObject(errors)) {
    return Object.entries(errors).flatMap(([field, messages]) =>
      [messages].flat().map((message) => presentMembers({ title, detail: message, pointer: pointerTo(field) })),
    );
  }
  return isText(title) || isText(detail) ? [presentMembers({ title, detail })] : [];
}

function jsonApiIssue(error: unknown): Issue {
  const { title, detail, details = detail, source, meta } = error as Readonly<Record<string, unknown>>;
  return presentMembers({ title, detail: details, pointer: isObject(source) ? source.pointer : undefined, meta });
}

/** Without members that are missing or null. A title is always there, `Error` if need be. */
function presentMembers(issue: Issue): Issue {
  const members = Object.entries({ ...issue, title: isText(issue.title) ? issue.title : "Error" });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined && value !== null));
}

/** `$.consentIds[0]`, as .NET names a field → `/consentIds/0`. */
function pointerTo(field: string): string {
  const keys = field.split(/[.[\]]+/).filter((key) => key !== "" && key !== "$");
  return keys.map((key) => `/${key}`).join("");
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
