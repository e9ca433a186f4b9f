// A fetch that answers from a folder of fixtures.

import { ConfigurationError } from "../errors.js";
import { isObject } from "../json.js";
import type { Fetch } from "../transport/options/options.js";
import { type RecordedOperation, type RecordedService, readService, type Schema } from "./document.js";
import { readFolder, type Stored } from "./folder.js";
import { reasonOf } from "./redactor.js";
import { readRequestBody } from "./request-body.js";
import { type RoutePattern, readPair, routeOf } from "./routes.js";
import { createSchemas, type Schemas } from "./schemas.js";
import { isTokenRequest } from "./token.js";

/**
 * The fetch behind the generated `replay`. A fixture answers the requests that it fits: the same operation, ids, query
 * and body, whatever the server and the headers. Where a recording holds a stand-in, anything fits.
 */
export function replayExchanges(name: string, document: unknown, dir: string): Fetch {
  const service = readService(name, document);
  const schemas = createSchemas(service);
  let fixtures: Promise<readonly Entry[]> | undefined;
  const read = async (): Promise<readonly Entry[]> => {
    const found = await readFolder(dir).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : error;
      throw new ConfigurationError(
        `${service.name}: the fixtures in ${dir} cannot be read: ${why}. Record some first.`,
      );
    });
    return found.flatMap(({ file, fixture }) => {
      const { method, path, body } = fixture.request;
      const recorded = replayRequestOf(service, schemas, method, path, () => body);
      return recorded === undefined ? [] : [{ file, fixture, request: recorded, served: 0 }];
    });
  };
  return async (url, init) => {
    const request = new Request(url, init);
    const text = await request.clone().text();
    fixtures ??= read();
    const { pathname, search } = new URL(request.url);
    const wanted = replayRequestOf(service, schemas, request.method, pathname + search, (operation) => {
      const read = readRequestBody(operation, request, text);
      return read === undefined ? text : read.value;
    });
    const candidates =
      wanted === undefined ? [] : (await fixtures).filter((entry) => entry.request.operation === wanted.operation);
    // A recording leaves out token requests, which are all credentials.
    if (candidates.length === 0 && isTokenRequest(request, text)) {
      return Response.json({ access_token: "replayed", token_type: "Bearer", expires_in: 3600 });
    }
    if (wanted === undefined) {
      throw new ConfigurationError(`${service.name}: the spec has no operation for a ${request.method} of this path.`);
    }
    const judged = candidates.map((entry) => ({ entry, differences: differencesOf(entry.request, wanted) }));
    const fitting = judged.filter(({ differences }) => differences.length === 0).map(({ entry }) => entry);
    // Each in its turn, and the last one for good.
    const chosen = fitting.find(({ served }) => served === 0) ?? fitting.at(-1);
    if (chosen === undefined) throw new ConfigurationError(noneFits(service, dir, wanted, judged));
    chosen.served += 1;
    return responseOf(chosen.fixture);
  };
}

interface Entry {
  readonly file: string;
  readonly fixture: Stored;
  readonly request: ReplayRequest;
  served: number;
}

/** A request in a form without sensitive values, in which the order of a query does not count. */
interface ReplayRequest {
  readonly operation: string;
  readonly method: string;
  /** Its path, with placeholders for what is sensitive. */
  readonly path: string;
  /** Values by place: `path /2`, `query page[size]`, `body /data/attributes/name`. */
  readonly facts: ReadonlyMap<string, unknown>;
}

/** Matches any value. */
const anything = "{any}";

function replayRequestOf(
  service: RecordedService,
  schemas: Schemas,
  method: string,
  path: string,
  readBody: (operation: RecordedOperation) => unknown,
): ReplayRequest | undefined {
  const route = routeOf(service, schemas, method, path);
  if (route === undefined) return undefined;
  const facts = new Map<string, unknown>();
  const visit = (place: string, value: unknown, schema: Schema | undefined): void => {
    const applying = schema === undefined ? [] : schemas.applying(schema, value);
    if (value !== null && reasonOf(applying) !== undefined) {
      facts.set(place, anything);
    } else if (Array.isArray(value)) {
      facts.set(place, "[]");
      for (const [index, item] of value.entries()) visit(`${place}/${index}`, item, schemas.items(applying));
    } else if (isObject(value)) {
      // An object without members says no more than none: the envelope itself is no fact.
      for (const [name, inner] of Object.entries(value))
        visit(`${place}/${name}`, inner, schemas.member(applying, name));
    } else {
      const isReplaced = value !== null && (!schemas.accept(applying, value) || isStandIn(String(value)));
      facts.set(place, isReplaced ? anything : value);
    }
  };
  for (const [index, { text, schema }] of route.segments.entries()) {
    if (schema !== undefined) visit(`path /${index + 1}`, text, schema);
  }
  for (const pair of route.query) {
    // The same name may come several times.
    const twin = [...facts.keys()].filter((place) => place.startsWith(`query ${pair.name}`)).length;
    const { value, schema } = readPair(schemas, pair);
    // A list without items is not sent.
    if (pair.text === "" && schema?.allOf !== undefined) continue;
    visit(`query ${pair.name}${twin === 0 ? "" : ` (${twin + 1})`}`, value, schema);
  }
  const { operation } = route;
  const body = readBody(operation);
  if (body !== undefined) visit("body ", body, operation.body ?? operation.form);
  return { operation: operation.id, method, path: shownPath(route, facts), facts };
}

/** The stand-in for a text that repeats something sensitive. */
function isStandIn(text: string): boolean {
  return /redacted-\d+/.test(text);
}

function shownPath({ segments }: RoutePattern, facts: ReadonlyMap<string, unknown>): string {
  const shown = segments.map(({ text, schema }, index) =>
    schema === undefined ? text : encodeURIComponent(String(facts.get(`path /${index + 1}`))),
  );
  return `/${shown.join("/")}`.replaceAll(encodeURIComponent(anything), anything);
}

/** The places where a request is not what the fixture shows. */
function differencesOf(fixture: ReplayRequest, request: ReplayRequest): readonly string[] {
  const places = new Set([...fixture.facts.keys(), ...request.facts.keys()]);
  return [...places].filter((place) => {
    const [recorded, sent] = [fixture.facts.get(place), request.facts.get(place)];
    const isSame = Object.is(recorded, sent) || (recorded === anything && sent !== undefined);
    return !isSame && !(sent === anything && recorded !== undefined);
  });
}

/** Names places and never values: these may be personal. */
function noneFits(
  service: RecordedService,
  dir: string,
  { operation, method, path }: ReplayRequest,
  judged: readonly { readonly entry: Entry; readonly differences: readonly string[] }[],
): string {
  const closest = [...judged].sort((a, b) => a.differences.length - b.differences.length).slice(0, 3);
  const lines = closest.map(({ entry, differences }) => {
    const more = differences.length > 4 ? ` and ${differences.length - 4} more` : "";
    return `\n  ${entry.file} differs in ${differences.slice(0, 4).join(", ")}${more}`;
  });
  const found = lines.length > 0 ? `The closest are:${lines.join("")}` : `There is none of ${operation}.`;
  return `${service.name}: no fixture in ${dir} answers ${method} ${path} (${operation}). ${found}\nRecord this call, or make one that is recorded.`;
}

function responseOf({ response }: Stored): Response {
  const { status, headers, body, file } = response;
  const init = { status, headers: new Headers({ "Content-Type": "application/json", ...headers }) };
  if (file !== undefined) return new Response(Buffer.from(file, "base64"), init);
  return new Response(body === undefined ? null : JSON.stringify(body), init);
}
