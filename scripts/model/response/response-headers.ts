// Headers that a document's responses declare: rate limits, the id of a request, and links to pages.

import { isObject, type Json } from "../../document/json.js";
import { type SpecDocument, text } from "../../document/resolve.js";
import type { RateLimitHeaders } from "../types/service.js";

/** By their names in lower case, in the order of the document. */
export type ResponseHeaders = ReadonlyMap<string, { readonly name: string; readonly header: Json }>;

export function responseHeaders(document: SpecDocument, operations: readonly Json[]): ResponseHeaders {
  const found = new Map<string, { name: string; header: Json }>();
  for (const operation of operations) {
    for (const node of Object.values(isObject(operation.responses) ? operation.responses : {})) {
      for (const [name, declared] of headersOf(document, node)) {
        const key = name.toLowerCase();
        if (found.has(key)) continue;
        const header = document.resolve(declared);
        found.set(key, { name, header: isObject(header) ? header : {} });
      }
    }
  }
  return found;
}

/** Whether a success of an operation declares a header, named in lower case. */
export function answersWith(document: SpecDocument, operation: Json, header: string): boolean {
  const responses = Object.entries(isObject(operation.responses) ? operation.responses : {});
  return responses.some(
    ([status, node]) => /^2/.test(status) && headersOf(document, node).some(([name]) => name.toLowerCase() === header),
  );
}

function headersOf(document: SpecDocument, node: unknown): [string, unknown][] {
  const response = document.resolve(node);
  return isObject(response) && isObject(response.headers) ? Object.entries(response.headers) : [];
}

/** The header with the id of a request, by the names in use. */
export function requestIdHeader(headers: ResponseHeaders): string | undefined {
  for (const [key, { name }] of headers) if (/^(.+-)?(request|correlation|trace)-?id$/.test(key)) return name;
  return undefined;
}

/** Headers with the rate limit, by the names in use: `X-RateLimit-Limit`, `RateLimit-Remaining`, … */
export function rateLimitHeaders(headers: ResponseHeaders): RateLimitHeaders | undefined {
  for (const prefix of ["x-ratelimit-", "ratelimit-", "x-rate-limit-"]) {
    const nameOf = (part: string): string | undefined => headers.get(prefix + part)?.name;
    const [limit, remaining, reset] = [nameOf("limit"), nameOf("remaining"), nameOf("reset")];
    if (limit === undefined && remaining === undefined) continue;
    const unit = resetUnit(prefix, headers.get(`${prefix}reset`)?.header ?? {});
    // A moment whose unit is unknown cannot be waited for.
    return { limit, remaining, reset: unit === undefined ? undefined : reset, epoch: unit === "epoch" };
  }
  return undefined;
}

/** Whether a window's end is a Unix time in seconds, or seconds from now; undefined where the document does not show it. */
function resetUnit(prefix: string, header: Json): "epoch" | "seconds" | undefined {
  const schema = isObject(header.schema) ? header.schema : {};
  const words = [header.description, schema.description, schema.title, schema.format].map(text).join(" ");
  const values = [header.example, schema.example, schema.default].map(Number);
  if (/milli/i.test(words) || /\bdate-time\b/.test(words) || values.some((value) => value > 1e11)) return undefined;
  if (/epoch|\bunix\b|\butc\b|timestamp/i.test(words) || values.some((value) => value > 1e9)) return "epoch";
  if (/seconds|delta/i.test(words)) return "seconds";
  // The IETF's draft knows seconds only.
  return prefix === "ratelimit-" ? "seconds" : undefined;
}
