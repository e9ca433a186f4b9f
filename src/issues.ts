import type { Issue } from "./errors.js";

/**
 * Reads the faults out of an error body, in one shape for both formats in use:
 *
 * - JSON:API, `{ errors: [{ title, detail, source: { pointer }, ... }] }`; some services write `details`.
 * - RFC 9457 problem details, `{ title, detail, status, errors: { field: ["message", ...] } }`.
 *
 * Anything else has no issues: what a proxy answers is not an invitation to guess.
 */
export function readIssues(body: unknown): Issue[] {
  if (!isObject(body)) return [];
  const { errors } = body;
  if (Array.isArray(errors)) return errors.filter(isObject).map(jsonApiIssue);
  const title = text(body.title) ?? "Error";
  if (isObject(errors) && Object.keys(errors).length > 0) {
    return Object.entries(errors).flatMap(([field, messages]) =>
      (Array.isArray(messages) ? messages : [messages]).map((message) =>
        issue(title, text(message), fieldPointer(field), undefined),
      ),
    );
  }
  if (body.title === undefined && body.detail === undefined) return [];
  return [issue(title, text(body.detail), undefined, undefined)];
}

function jsonApiIssue(error: Record<string, unknown>): Issue {
  const source = isObject(error.source) ? error.source : {};
  return issue(
    text(error.title) ?? "Error",
    text(error.details) ?? text(error.detail),
    text(source.pointer),
    error.meta,
  );
}

function issue(title: string, detail?: string, pointer?: string, meta?: unknown): Issue {
  return {
    title,
    ...(detail !== undefined && { detail }),
    ...(pointer !== undefined && { pointer }),
    ...(meta !== undefined && { meta }),
  };
}

/** `consentIds[0]` and `$.consentIds[0]`, as .NET names fields, become `/consentIds/0`. */
function fieldPointer(field: string): string {
  const path = field
    .replace(/^\$/, "")
    .replace(/\[(\d+)\]/g, ".$1")
    .replace(/^\./, "");
  return path === "" ? "" : `/${path.split(".").join("/")}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
