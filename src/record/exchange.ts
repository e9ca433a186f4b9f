// One exchange, from request and response to a fixture, or the reason why it makes none.

import type { RecordedService, Schema } from "./document.js";
import type { Fixture } from "./fixture.js";
import type { Redactor } from "./redactor.js";
import { readRequestBody } from "./request-body.js";
import { type RoutePattern, readPair, routeOf } from "./routes.js";
import { NoStandIn } from "./stand-ins.js";

/** A request and its response, read. */
export interface RecordedExchange {
  readonly request: Request;
  readonly sent: string;
  readonly response: Response;
  readonly received: string;
}

/** Why an exchange is not recorded. */
export class NotRecorded extends Error {}

export function fixtureOf(
  service: RecordedService,
  redactor: Redactor,
  { request, sent, response, received }: RecordedExchange,
  source: string,
): Fixture {
  const { pathname, search } = new URL(request.url);
  const route = routeOf(service, redactor.schemas, request.method, pathname + search);
  if (route === undefined) throw new NotRecorded(`the spec has no operation for this ${request.method}`);
  const { operation } = route;
  const { status } = response;
  const what = `${operation.id}: an answer ${status}`;
  if (!operation.answers.has(status)) throw new NotRecorded(`${what} is not declared by the spec`);
  const isFile = operation.files.has(status);
  const body = isFile ? undefined : parsed(received, `${what} whose body is not JSON`);
  const input = readRequestBody(operation, request, sent);
  if (input === undefined)
    throw new NotRecorded(`${operation.id}: a request whose body is neither JSON nor a flat form`);
  const make = (): Fixture => ({
    source,
    operationId: operation.id,
    request: {
      method: request.method,
      path: redactedPath(redactor, route),
      ...headersOf(request.headers, [...service.requestHeaders, ...input.headers], redactor),
      ...(input.value !== undefined && { body: redactor.redact(input.value, input.schema) }),
    },
    response: {
      status,
      ...headersOf(response.headers, [...service.responseHeaders, ...contentType(response, isFile)], redactor),
      ...(body !== undefined && { body: redactor.redact(body, operation.answers.get(status)) }),
      // Personal data in a file cannot be found: an empty file stands in for it.
      ...(isFile && { file: "" }),
    },
  });
  try {
    // Twice: what is sensitive may be repeated ahead of where it is marked.
    make();
    return make();
  } catch (error) {
    if (error instanceof NoStandIn) throw new NotRecorded(`${what}: ${error.message}`);
    throw error;
  }
}

function redactedPath(redactor: Redactor, { operation, segments, query }: RoutePattern): string {
  const redacted = (value: unknown, schema: Schema | undefined): string =>
    encodeURIComponent(String(redactor.redact(value, schema)));
  const path = segments.map(({ text, schema }) => (schema === undefined ? text : redacted(text, schema)));
  const pairs = query.map((pair) => {
    const { value, schema } = readPair(redactor.schemas, pair);
    // The name of a parameter that nobody knows may be anything.
    const name = pair.schema === undefined ? redacted(pair.name, undefined) : encodeURIComponent(pair.name);
    return `${name}=${redacted(value, schema)}`;
  });
  return `${operation.prefix}/${path.join("/")}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

/** The headers worth keeping, in the spec's spelling. Credentials and cookies are not among them. */
function headersOf(
  headers: Headers,
  names: readonly string[],
  redactor: Redactor,
): { readonly headers?: Readonly<Record<string, string>> } {
  const found = names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, String(redactor.redact(value, { type: "string" }))] as const];
  });
  return found.length > 0 ? { headers: Object.fromEntries(found) } : {};
}

/** The response's content type, where that is not plain JSON: a fixture's body is JSON anyway. */
function contentType({ headers }: Response, isFile: boolean): readonly string[] {
  const type = headers.get("content-type") ?? "";
  if (isFile) return ["Content-Type"];
  return /^application\/json\b/i.test(type) || !/\bjson\b/i.test(type) ? [] : ["Content-Type"];
}

function parsed(text: string, what: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new NotRecorded(what);
  }
}
