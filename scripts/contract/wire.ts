// A request as it is on the wire, taken apart: decoded, and without an order where the wire has none.

import { compared, type Difference } from "./compare/difference.js";
import type { FixtureRequest } from "./fixture.js";
import { isWrapped } from "./request-body.js";
import { isObject, objectOf } from "./spec/json.js";
import type { Operation, Spec } from "./spec/spec.js";

export interface WireRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, a form into its members; `undefined` if nothing was sent. */
  readonly body: unknown;
}

export async function readRequest(request: Request): Promise<WireRequest> {
  const url = new URL(request.url);
  const text = await request.clone().text();
  return {
    method: request.method,
    path: url.pathname + url.search,
    headers: Object.fromEntries(request.headers),
    body: text === "" ? undefined : parsed(text, request.headers.get("content-type")),
  };
}

function parsed(text: string, media: string | null): unknown {
  const isForm = media?.startsWith("application/x-www-form-urlencoded") === true;
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}

/** The segments of a path, each decoded: an encoded slash is part of its segment. */
export function segmentsOf(path: string): readonly string[] {
  return (path.split("?")[0] ?? "").split("/").map(decodeURIComponent);
}

/** The pairs of a query string, decoded as a form is: `+` is a space. */
export function pairsOf(path: string): readonly (readonly [string, string])[] {
  const query = path.split("?").slice(1).join("?");
  if (query === "") return [];
  return query.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [decode(name), decode(value.join("="))];
  });
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** Compares what the fixture shows of its request with what the client sent. */
export function requestDifferences(
  spec: Spec,
  operation: Operation,
  shown: FixtureRequest,
  sent: WireRequest,
): readonly Difference[] {
  const differences: Difference[] = [];
  if (shown.method !== undefined) differences.push(...compared("request method", shown.method, sent.method));
  if (shown.path !== undefined) {
    differences.push(...compared("request path", segmentsOf(shown.path), segmentsOf(sent.path)));
    differences.push(...compared("request query", sorted(pairsOf(shown.path)), sorted(pairsOf(sent.path))));
  }
  for (const [name, value] of Object.entries(passedHeaders(shown))) {
    differences.push(...compared("request header", value, sent.headers[name.toLowerCase()], `/${name}`));
  }
  if (showsBody(operation, shown)) {
    const plain = (body: unknown) => (isWrapped(spec, operation) ? withoutEmptyEnvelope(body) : body);
    differences.push(...compared("request body", plain(shown.body), plain(sent.body)));
  }
  return differences;
}

/** Where a body is required, a fixture without one has not shown it; elsewhere it says that none is sent. */
function showsBody(operation: Operation, { body, path }: FixtureRequest): boolean {
  return body !== undefined || (path !== undefined && operation.body?.required !== true);
}

/** Headers that the caller decides; the others (credentials, media types) are the client's and are placeholders here. */
export function passedHeaders({ headers = {} }: FixtureRequest): Readonly<Record<string, string>> {
  const own = ["authorization", "content-type", "accept"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name.toLowerCase())));
}

/** `{}`, `{"data":{}}` and `{"data":{"attributes":{}}}` all say nothing: the envelope itself is no fact. */
function withoutEmptyEnvelope(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { data, meta, ...rest } = body;
  const attributes = isObject(data) ? data.attributes : undefined;
  const saysNothing = isEmpty(data) || (isObject(data) && Object.keys(data).length === 1 && isEmpty(attributes));
  return objectOf([
    ...Object.entries(rest),
    ...(data === undefined || saysNothing ? [] : [["data", data] as const]),
    ...(meta === undefined || isEmpty(meta) ? [] : [["meta", meta] as const]),
  ]);
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function sorted(pairs: readonly (readonly [string, string])[]): readonly string[] {
  return pairs.map(([name, value]) => `${name}=${value}`).sort();
}
