// A service's document as recording has to know it: which operation a request calls, and the schemas of what it sends and
// answers.

import { isObject, type JsonObject } from "../json.js";

/** A JSON Schema, as far as it decides over a value and what stands in for it. */
export interface Schema {
  readonly $ref?: string;
  /** The value, and all that is in it, is personal, financial or secret. */
  readonly "x-sensitive"?: unknown;
  readonly writeOnly?: boolean;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  /** The values known today. */
  readonly "x-extensible-enum"?: readonly unknown[];
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema | boolean };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface RecordedOperation {
  readonly id: string;
  readonly method: string;
  /** Path template, relative to the server: `/connect/share-tokens/{share-token-id}`. */
  readonly path: string;
  /** Path of the URL of its server, which stands before the template: `/api/v1`. */
  readonly prefix: string;
  /** Path parameters by name. */
  readonly ids: ReadonlyMap<string, Schema>;
  /** Query parameters by name, as on the wire. */
  readonly query: ReadonlyMap<string, Schema>;
  readonly body: Schema | undefined;
  /** Of a body that is sent as `application/x-www-form-urlencoded`. */
  readonly form: Schema | undefined;
  /** By declared status; undefined for an answer without a JSON body. */
  readonly answers: ReadonlyMap<number, Schema | undefined>;
  /** The declared statuses whose answer is a file. */
  readonly files: ReadonlySet<number>;
}

export interface RecordedService {
  readonly name: string;
  /** Whether names may come in any casing. */
  readonly inflected: boolean;
  /** Whether `relationships` hold JSON:API's pointers to other resources. */
  readonly jsonapi: boolean;
  /** Headers worth keeping: those that the document declares, without credentials and the key of one attempt. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  /** Headers, parameters and cookies that hold a key. */
  readonly credentials: readonly string[];
  readonly operations: readonly RecordedOperation[];
  /** Every word that the document uses as a value. */
  readonly words: ReadonlySet<unknown>;
  /** The schema that a reference leads to. */
  at(reference: string): Schema | undefined;
}

const fixedMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** Documents that were read: a program makes many recorders of one. */
const known = new WeakMap<JsonObject, Omit<RecordedService, "name">>();

export function readService(name: string, root: unknown): RecordedService {
  const document = isObject(root) ? root : {};
  const facts = known.get(document) ?? readDocument(document);
  known.set(document, facts);
  return { name, ...facts };
}

function readDocument(document: JsonObject): Omit<RecordedService, "name"> {
  const at = (reference: string): unknown =>
    reference
      .replace(/^#\/?/, "")
      .split("/")
      .filter((part) => part !== "")
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((node, key) => (isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined), document);
  const resolve = (node: unknown): JsonObject => {
    const seen = new Set<unknown>();
    let found = node;
    while (isObject(found) && typeof found.$ref === "string" && !seen.has(found)) {
      seen.add(found);
      found = at(found.$ref);
    }
    return isObject(found) ? found : {};
  };
  const credentials = Object.values(membersOf(membersOf(document.components).securitySchemes)).flatMap((node) => {
    const scheme = resolve(node);
    return scheme.type === "apiKey" && typeof scheme.name === "string" ? [scheme.name] : [];
  });
  const { header: key } = membersOf(document["x-idempotency"]);
  const unwanted = new Set(
    ["authorization", "cookie", "set-cookie", "accept", "content-type", String(key), ...credentials].map((each) =>
      each.toLowerCase(),
    ),
  );
  const requestHeaders = new Set<string>();
  const responseHeaders = new Set<string>();
  const isKept = (header: string): boolean => !unwanted.has(header.toLowerCase());
  const operations: RecordedOperation[] = [];
  let jsonapi = document["x-envelope"] === "jsonapi";

  for (const [path, node] of Object.entries(membersOf(document.paths))) {
    const item = resolve(node);
    const own = fixedMethods.map((method) => [method.toUpperCase(), item[method]] as const);
    for (const [method, entry] of [...own, ...Object.entries(membersOf(item.additionalOperations))]) {
      if (!isObject(entry)) continue;
      jsonapi ||= entry["x-envelope"] === "jsonapi";
      const parameters = [...listOf(item.parameters), ...listOf(entry.parameters)].map(resolve);
      const schemasOf = (place: string): ReadonlyMap<string, Schema> =>
        new Map(parameters.filter((each) => each.in === place).map((each) => [String(each.name), schemaOf(each)]));
      for (const { in: place, name } of parameters) {
        if (place === "header" && isKept(String(name))) requestHeaders.add(String(name));
      }
      const responses = Object.entries(membersOf(entry.responses)).map(
        ([status, each]) => [status, resolve(each)] as const,
      );
      const declared = responses.filter(([status]) => /^\d{3}$/.test(status));
      for (const [, { headers }] of declared) {
        for (const header of Object.keys(membersOf(headers)).filter(isKept)) responseHeaders.add(header);
      }
      operations.push({
        id: typeof entry.operationId === "string" ? entry.operationId : `${method} ${path}`,
        method,
        path,
        prefix: prefixOf([entry.servers, item.servers, document.servers].flatMap(listOf)[0]),
        ids: schemasOf("path"),
        query: new Map([...schemasOf("query")].filter(([each]) => !credentials.includes(each))),
        body: schemaOfMedia(resolve(entry.requestBody), json),
        form: schemaOfMedia(resolve(entry.requestBody), form),
        answers: new Map(declared.map(([status, response]) => [Number(status), schemaOfMedia(response, json)])),
        files: new Set(declared.filter(([, response]) => isFile(response)).map(([status]) => Number(status))),
      });
    }
  }
  return {
    inflected: document["x-key-inflection"] !== undefined,
    jsonapi,
    requestHeaders: [...requestHeaders].sort(),
    responseHeaders: [...responseHeaders].sort(),
    credentials: [...new Set(credentials)],
    operations,
    words: wordsIn(document),
    at: (reference) => schemaIn(at(reference)),
  };
}

/** Every word that a schema allows as a value; where they are not all there may be, `open`. */
export function wordsOf(schema: Schema): { readonly words: readonly unknown[]; readonly open: boolean } | undefined {
  const { const: only, enum: all, "x-extensible-enum": known } = schema;
  if (only !== undefined) return { words: [only], open: false };
  if (Array.isArray(all)) return { words: all, open: false };
  return Array.isArray(known) ? { words: known, open: true } : undefined;
}

function wordsIn(document: unknown): ReadonlySet<unknown> {
  const words = new Set<unknown>();
  const waiting: unknown[] = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isNode(node)) continue;
    for (const word of (isObject(node) && wordsOf(node as Schema)?.words) || []) words.add(word);
    waiting.push(...Object.values(node).filter(isNode));
  }
  return words;
}

/** The schema of a parameter, also of one that is described by a media type. */
function schemaOf({ schema, content }: JsonObject): Schema {
  return schemaIn(schema ?? membersOf(Object.values(membersOf(content))[0]).schema) ?? {};
}

const json = /^application\/([^;]*\+)?json\b/i;
const form = /^application\/x-www-form-urlencoded\b/i;

/** The schema of a body of this kind; undefined if it has none. */
function schemaOfMedia({ content }: JsonObject, kind: RegExp): Schema | undefined {
  const media = Object.entries(membersOf(content)).find(([type]) => kind.test(type));
  return media && (schemaIn(membersOf(media[1]).schema) ?? {});
}

function isFile({ content }: JsonObject): boolean {
  const types = Object.keys(membersOf(content));
  return types.length > 0 && !types.some((type) => json.test(type));
}

/** A boolean schema says nothing about what it allows. */
export function schemaIn(node: unknown): Schema | undefined {
  return isObject(node) ? (node as Schema) : typeof node === "boolean" ? {} : undefined;
}

function prefixOf(server: unknown): string {
  const base = "https://server.invalid";
  const { url } = membersOf(server);
  if (typeof url !== "string" || !URL.canParse(url, base)) return "";
  const { pathname } = new URL(url, base);
  return pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
}

function isNode(node: unknown): node is { readonly [key: string]: unknown } {
  return typeof node === "object" && node !== null;
}

function membersOf(node: unknown): JsonObject {
  return isObject(node) ? node : {};
}

function listOf(node: unknown): readonly unknown[] {
  return Array.isArray(node) ? node : [];
}
