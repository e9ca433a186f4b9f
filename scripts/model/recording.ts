// What a recorder of exchanges has to know: where bodies and parameters hold what is sensitive, and within which limits
// something else may stand there. Only what a request or an answer can hold is told.

import { isObject, type Json, type Parameter, type Schema, type SpecDocument } from "../document/resolve.js";
import { said } from "../document/text-of.js";
import type { Placed } from "./naming/place-operations.js";
import { wireMethod } from "./naming/route.js";
import { jsonSchema } from "./request/request-body.js";
import { envelopeOf } from "./response/envelope.js";
import type { RecordedOperation, Recording, Shape, ShapeFact } from "./types/recording.js";
import type { Server } from "./types/service.js";

/** `placed`: operations with their parameters; `credentials`: names of what holds an API key. */
export function recordingOf(
  document: SpecDocument,
  placed: ReadonlyMap<Placed, readonly Parameter[]>,
  servers: readonly Server[],
  {
    idempotency,
    credentials = [],
  }: { readonly idempotency?: string | undefined; readonly credentials?: readonly string[] } = {},
): Recording {
  const shapes = new Shapes(document);
  const requestHeaders = new Set<string>();
  const responseHeaders = new Set<string>();
  const unwanted = [
    "authorization",
    "cookie",
    "set-cookie",
    "accept",
    "content-type",
    said(idempotency).toLowerCase(),
    ...credentials.map((name) => name.toLowerCase()),
  ];
  const keep = (headers: Set<string>, name: string): void => {
    if (!unwanted.includes(name.toLowerCase())) headers.add(name);
  };
  const operations = [...placed].map(([{ id, httpMethod, path, operation }, parameters]): RecordedOperation => {
    for (const each of parameters) if (each.in === "header") keep(requestHeaders, each.name);
    const shapesOf = (place: string): Readonly<Record<string, Shape>> =>
      Object.fromEntries(
        parameters
          .filter((each) => each.in === place && !(place === "query" && credentials.includes(each.name)))
          .map((each) => [each.name, shapes.ofParameter(each)]),
      );
    const isJsonApi = envelopeOf(document, operation) === "jsonapi";
    const bodyOf = (node: unknown): Shape | undefined => {
      const content = isObject(node) && isObject(node.content) ? jsonSchema(node.content) : undefined;
      return content && shapes.of(content, isJsonApi);
    };
    const responses = isObject(operation.responses) ? operation.responses : {};
    const answers = Object.entries(responses).flatMap(([status, node]) => {
      const response = document.resolve(node);
      if (!/^\d{3}$/.test(status) || !isObject(response)) return [];
      for (const name of Object.keys(isObject(response.headers) ? response.headers : {})) keep(responseHeaders, name);
      return [[Number(status), bodyOf(response) ?? null] as const];
    });
    return {
      id,
      method: wireMethod(httpMethod),
      path,
      ids: shapesOf("path"),
      query: shapesOf("query"),
      body: bodyOf(document.resolve(operation.requestBody)),
      answers: answers.sort(([a], [b]) => a - b),
    };
  });
  return {
    prefix: prefixOf(servers),
    requestHeaders: [...requestHeaders].sort(),
    responseHeaders: [...responseHeaders].sort(),
    ...(credentials.length > 0 && { credentials: [...new Set(credentials)] }),
    operations,
    shapes: shapes.named(),
  };
}

function prefixOf([server]: readonly Server[]): string {
  const base = "https://server.invalid";
  if (server === undefined || !URL.canParse(server.url, base)) return "";
  return new URL(server.url, base).pathname.replace(/(?<!\/)\/+$/, "");
}

/** Keywords that are told as they are. */
const plain = [
  "type",
  "format",
  "contentEncoding",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "required",
] as const;

/** Schemas as shapes: what is referred to is told once, under its name. */
class Shapes {
  readonly #document: SpecDocument;
  readonly #named = new Map<string, Shape>();
  /** Told one after the other, not one within the other: a chain of references may be as long as the document. */
  readonly #waiting: { readonly name: string; readonly schema: Schema; readonly jsonapi: boolean }[] = [];
  /** Where the lists of shared parameters stand. */
  readonly #lists: ReadonlyMap<unknown, string>;

  constructor(document: SpecDocument) {
    this.#document = document;
    const { components } = document.root;
    const parameters = isObject(components) && isObject(components.parameters) ? components.parameters : {};
    this.#lists = new Map(
      Object.entries(parameters).flatMap(([name, node]) =>
        isObject(node) && isObject(node.schema) && node.schema.items !== undefined
          ? [[node.schema, `#/components/parameters/${name}/schema`]]
          : [],
      ),
    );
  }

  named(): Readonly<Record<string, Shape>> {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      this.#named.set(next.name, this.of(next.schema, next.jsonapi));
    }
    return Object.fromEntries([...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The lists of many words that operations share are told once, like what is referred to; the rest is a word or two. */
  ofParameter({ schema = {} }: Parameter): Shape {
    const list = this.#lists.get(schema);
    return this.of(list === undefined ? schema : { $ref: list });
  }

  /** @param jsonapi whether members named `relationships` hold JSON:API's pointers to other resources. */
  of(schema: Schema | boolean, jsonapi = false): Shape {
    if (!isObject(schema)) return {};
    const { $ref } = schema;
    const own = this.#own(schema, jsonapi);
    if (typeof $ref !== "string") return own;
    const name = nameOf($ref);
    if (!this.#named.has(name)) {
      this.#named.set(name, {});
      this.#waiting.push({ name, schema: (this.#document.at($ref) ?? {}) as Schema, jsonapi });
    }
    return { ref: name, ...own };
  }

  #own(schema: Json, jsonapi: boolean): Shape {
    const facts: Record<string, ShapeFact> = {};
    if (schema["x-sensitive"] !== undefined) facts.sensitive = true;
    for (const keyword of plain) {
      const value = schema[keyword];
      // OpenAPI 3.0 has `exclusiveMinimum: true`, and a spec of others may have anything.
      if (value !== undefined && !(/^(m|exclusive)/.test(keyword) && typeof value !== "number")) {
        facts[keyword] = value as ShapeFact;
      }
    }
    const words = schema.const !== undefined ? [schema.const] : (schema.enum ?? schema["x-extensible-enum"]);
    if (Array.isArray(words)) facts.words = words.filter(isScalar);
    if (schema.const === undefined && schema.enum === undefined && Array.isArray(words)) facts.open = true;
    const { properties, items, additionalProperties, allOf, anyOf, oneOf } = schema as Schema;
    if (isObject(properties)) {
      facts.properties = Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, this.#member(name, inner as Schema, jsonapi)]),
      );
    }
    if (isObject(additionalProperties)) facts.rest = this.of(additionalProperties as Schema, jsonapi);
    if (additionalProperties === false) facts.closed = true;
    if (isObject(items)) facts.items = this.of(items as Schema, jsonapi);
    const all = (parts: readonly (Schema | boolean)[]): readonly Shape[] => parts.map((part) => this.of(part, jsonapi));
    // `anyOf` and `oneOf` side by side are rare, and both have to be met.
    const choices = [anyOf, oneOf].filter((each) => Array.isArray(each));
    const parts = [...(allOf ?? []), ...(choices.length > 1 ? choices.map((each) => ({ anyOf: each })) : [])];
    if (parts.length > 0) facts.all = all(parts);
    if (choices.length === 1) facts.any = all(choices[0] ?? []);
    return facts;
  }

  /** JSON:API says what a relationship holds where the spec leaves it open: types and ids, which name nobody. */
  #member(name: string, schema: Schema, jsonapi: boolean): Shape {
    const shape = this.of(schema, jsonapi);
    const isOpen = isObject(schema) && schema.additionalProperties === true;
    if (!jsonapi || name !== "relationships" || !isOpen) return shape;
    for (const [each, known] of Object.entries(pointers)) this.#named.set(each, known);
    return { ...shape, rest: { ref: "#relationship" } };
  }
}

/** Under names that no schema of a component can have. */
const pointers: Readonly<Record<string, Shape>> = {
  "#identifier": {
    type: "object",
    required: ["type", "id"],
    properties: { type: { type: "string" }, id: { type: "string" } },
  },
  "#relationship": {
    properties: {
      data: { any: [{ ref: "#identifier" }, { type: "array", items: { ref: "#identifier" } }, { type: "null" }] },
    },
  },
};

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** `#/components/schemas/Case` → `Case`; any other place keeps its whole path. */
function nameOf(ref: string): string {
  return /^#\/components\/schemas\/([^/]+)$/.exec(ref)?.[1] ?? ref;
}
