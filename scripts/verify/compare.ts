// A request that was sent, held against what it should be. Every difference is one line.

import { isDeepStrictEqual } from "node:util";
import { secret } from "./call-operation.js";
import type { DescribedOperation, Node } from "./document.js";
import { normal, type WantedRequest } from "./expect-request.js";

/** Headers that a client may add by itself. */
const usual = /^(accept|content-type|content-length|authorization|cookie|idempotency-key|user-agent|traceparent)$/;

export function compareRequest(
  operation: DescribedOperation,
  wanted: WantedRequest,
  sent: Request,
  base: string,
): readonly string[] {
  const url = new URL(sent.url);
  const problems: string[] = [];
  const wantedUrl = new URL(base + wanted.path);
  if (sent.method !== wanted.method) problems.push(`method: ${sent.method}, not ${wanted.method}`);
  const path = normal(url.pathname);
  const isOpen = wanted.open.some((each) => each.in === "path");
  if (path !== normal(wantedUrl.pathname) && !isOpen) problems.push(`path: ${path}, not ${normal(wantedUrl.pathname)}`);
  const query = url.search.slice(1).split("&").filter(Boolean).map(normal);
  problems.push(...comparePairs("query", query, wanted, operation, "query"));
  // A key may go by any header, this one too: then it has no name.
  const cookies = (sent.headers.get("cookie") ?? "").split("; ").filter((cookie) => cookie !== "" && cookie !== secret);
  problems.push(...comparePairs("cookies", cookies, { ...wanted, query: wanted.cookies }, operation, "cookie"));
  problems.push(...compareHeaders(wanted, sent.headers, operation));
  problems.push(...compareCredentials(operation, sent, query, cookies));
  return problems;
}

function comparePairs(
  what: string,
  sent: readonly string[],
  { query, open }: WantedRequest,
  operation: DescribedOperation,
  place: "query" | "cookie",
): readonly string[] {
  const keys = keysIn(operation, place);
  const missed = (pair: string) => `${what}: ${pair} is missing, of ${sent.join("&") || "nothing"}`;
  const left = [...sent];
  const missing: string[] = [];
  for (const pair of query) {
    const index = left.findIndex((each) => same(each, pair));
    if (index >= 0) left.splice(index, 1);
    // A parameter and a credential of one name: which of both is sent is the client's choice.
    else if (!keys.includes(nameOf(pair))) missing.push(pair);
  }
  const credentials = left.filter((pair) => !(keys.includes(nameOf(pair)) && pair.endsWith(`=${secret}`)));
  const free = open.filter((each) => each.in === place);
  if (free.length > 0) {
    // OpenAPI leaves the writing open, not whether there is any.
    return [
      ...missing.map(missed),
      ...(credentials.length > 0 ? [] : [`${what}: nothing was sent of ${free.map(({ name }) => name).join(", ")}`]),
    ];
  }
  return [...missing.map(missed), ...credentials.map((pair) => `${what}: ${pair} is too much`)];
}

function same(sent: string, wanted: string): boolean {
  return sent === wanted || decoded(sent) === decoded(wanted);
}

/** Of `a=b%2Cc` and `a=b,c` the second alone is a list; of other characters it makes no difference whether they are escaped. */
function decoded(text: string): string {
  return text.replace(/%(?!2C|26|3D|25|20|7C|09)([0-9A-F]{2})/g, (escaped) => {
    const code = Number.parseInt(escaped.slice(1), 16);
    return code < 128 ? String.fromCharCode(code) : escaped;
  });
}

function nameOf(pair: string): string {
  return decodeURIComponent(pair.split("=")[0] ?? "");
}

function keysIn({ schemes }: DescribedOperation, place: string): readonly string[] {
  return schemes.flatMap((scheme) => (scheme?.type === "apiKey" && scheme.in === place ? [scheme.name] : []));
}

function compareHeaders(wanted: WantedRequest, sent: Headers, operation: DescribedOperation): readonly string[] {
  const keys = keysIn(operation, "header").map((name) => name.toLowerCase());
  const problems: string[] = [];
  for (const [name, value] of Object.entries(wanted.headers)) {
    const found = sent.get(name);
    if (found === value || /^(accept|content-type|authorization)$/.test(name) || keys.includes(name)) continue;
    problems.push(`header ${name}: ${found}, not ${value}`);
  }
  for (const [name, value] of sent) {
    if (wanted.open.some((each) => each.name.toLowerCase() === name)) continue;
    if (usual.test(name) || keys.includes(name) || Object.hasOwn(wanted.headers, name) || value === secret) continue;
    problems.push(`header ${name}: ${value} is too much`);
  }
  return problems;
}

/** A valid name of a header; a key with an invalid one is reported as a warning. */
const isToken = /^[\w!#$%&'*+.^`|~-]+$/;

function compareCredentials(
  { security, anonymous }: DescribedOperation,
  { headers }: Request,
  query: readonly string[],
  cookies: readonly string[],
): readonly string[] {
  const authorization = headers.get("authorization") ?? "";
  const holds = (scheme: Node): boolean => {
    switch (scheme?.type) {
      case "basic":
        return authorization.startsWith("Basic ");
      case "http":
        if (/^basic$/i.test(scheme.scheme)) return authorization.startsWith("Basic ");
        // No client can do them all; those that it cannot are warnings.
        return /^bearer$/i.test(scheme.scheme) ? authorization === `Bearer ${secret}` : true;
      case "oauth2":
      case "openIdConnect":
        return authorization === `Bearer ${secret}`;
      case "apiKey":
        if (scheme.in === "header") return !isToken.test(scheme.name) || headers.get(scheme.name) !== null;
        return (scheme.in === "query" ? query : cookies).some((pair) => nameOf(pair) === scheme.name);
      default:
        return true;
    }
  };
  if (anonymous || security.some((all) => all.every(holds))) return [];
  return [`credentials: none of ${security.map((all) => all.map((each) => each?.type).join("+")).join(", ")}`];
}

/** Whether a caller's value is the answer: as it is, or what its envelope holds, or a page of its items. */
export function holdsAnswer(value: unknown, answer: unknown): boolean {
  const plain = JSON.parse(JSON.stringify(answer ?? null));
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(value ?? null)), plain)) return true;
  const data = plain?.data;
  const items = (value as { items?: unknown } | undefined)?.items;
  if (Array.isArray(items) && [plain, ...listsIn(plain)].some((list) => isDeepStrictEqual(list, items))) return true;
  return data !== undefined && (isDeepStrictEqual(value, data) || holdsResource(value, data));
}

/** Resources of JSON:API are given without their envelopes: the attributes beside `id` and `type`. */
function holdsResource(value: unknown, data: unknown): boolean {
  if (Array.isArray(data)) {
    const list: unknown = Array.isArray(value) ? value : (value as { items?: unknown } | undefined)?.items;
    return (
      Array.isArray(list) &&
      list.length === data.length &&
      data.every((each, index) => holdsResource(list[index], each))
    );
  }
  const { attributes, id, type } = (data ?? {}) as { attributes?: object; id?: unknown; type?: unknown };
  if (attributes === undefined) return false;
  const flat = (value ?? {}) as Record<string, unknown>;
  return Object.entries({ ...attributes, id, type }).every(([name, inner]) =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(flat[name] ?? null)), inner ?? null),
  );
}

function listsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(listsIn);
}
