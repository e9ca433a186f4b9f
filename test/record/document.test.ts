// The recorder's reading of a service's document.

import { describe, expect, test } from "vitest";
import { readService, type Schema } from "../../src/record/document.js";
import { createSchemas } from "../../src/record/schemas.js";

const text = { type: "string" };
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const toy = {
  type: "object",
  properties: { name: { ...text, "x-sensitive": "personal" } },
  additionalProperties: false,
};

function service(operation: object, more: object = {}) {
  return readService("toys", {
    servers: [{ url: "https://toys.test/api/v1/" }],
    paths: { "/toys/{toy-id}": { post: { operationId: "doIt", responses: {}, ...operation } } },
    ...more,
    components: { schemas: { Toy: toy }, ...("components" in more ? (more.components as object) : {}) },
  });
}

test("an operation has the schemas of its ids, its query, its body and its answers", () => {
  const filter = { type: "object", additionalProperties: text };
  const body = { $ref: "#/components/schemas/Toy" };
  const { operations } = service(
    {
      parameters: [
        { in: "path", name: "toy-id", required: true, schema: { ...text, format: "uuid" } },
        { $ref: "#/components/parameters/Filter" },
      ],
      requestBody: json(body),
      responses: { "200": json(body), "204": {}, default: json(body) },
    },
    { components: { parameters: { Filter: { in: "query", name: "filter", schema: filter } } } },
  );
  expect(operations).toEqual([
    {
      id: "doIt",
      method: "POST",
      path: "/toys/{toy-id}",
      ids: new Map([["toy-id", { ...text, format: "uuid" }]]),
      query: new Map([["filter", filter]]),
      body,
      answers: new Map([
        [200, body],
        [204, undefined],
      ]),
      prefix: "/api/v1",
      form: undefined,
      files: new Set(),
    },
  ]);
});

test("an operation's own server stands before its path, a form has its schema, and an answer that is no JSON is a file", () => {
  const form = { type: "object", properties: { name: text } };
  const { operations } = service({
    servers: [{ url: "https://toys.test/privacy/v1/" }],
    requestBody: { content: { "application/x-www-form-urlencoded": { schema: form } } },
    responses: { "200": { content: { "application/pdf": {} } }, "201": json(form), "204": {} },
  });
  expect(operations).toMatchObject([{ prefix: "/privacy/v1", form, files: new Set([200]) }]);
});

test("methods of one's own are spelled as the document has them", () => {
  const item = { get: {}, query: {}, additionalOperations: { COPY: {}, lock: {} } };
  const { operations } = readService("toys", { paths: { "/a": item } });
  expect(operations.map(({ method }) => method)).toEqual(["GET", "QUERY", "COPY", "lock"]);
});

test("headers worth keeping are those of the document, but no credential and no key of one attempt", () => {
  const header = (name: string) => ({ in: "header", name, schema: text });
  const headers = { "Request-Id": {}, "Set-Cookie": {}, "Content-Type": {} };
  const securitySchemes = { key: { type: "apiKey", in: "header", name: "X-Toy-Key" } };
  const found = service(
    {
      parameters: [header("Toy-Version"), header("Authorization"), header("Idempotency-Key"), header("X-Toy-Key")],
      responses: { "200": { headers } },
    },
    { "x-idempotency": { header: "Idempotency-Key", methods: ["post"] }, components: { securitySchemes } },
  );
  expect(found).toMatchObject({
    requestHeaders: ["Toy-Version"],
    responseHeaders: ["Request-Id"],
    credentials: ["X-Toy-Key"],
  });
});

describe("relationships that the document leaves open", () => {
  const body = { type: "object", properties: { relationships: { type: "object", additionalProperties: true } } };
  /** What is said of the id that a relationship named by the service points to. */
  const id = (more: object) => {
    const schemas = createSchemas(service({ requestBody: json(body) }, more));
    const value = { relationships: { owner: { data: { type: "kid", id: "1" } } } };
    return ["relationships", "owner", "data", "id"].reduce<readonly Schema[]>(
      (at, name) => {
        const member = schemas.member(at, name);
        const inner = name === "data" ? value.relationships.owner.data : {};
        return member === undefined ? [] : schemas.applying(member, inner);
      },
      [body],
    );
  };

  test("hold pointers in JSON:API, and are unknown elsewhere", () => {
    expect(id({ "x-envelope": "jsonapi" })).toEqual([text]);
    expect(id({})).toEqual([]);
  });
});

test("a boolean schema describes a value and says nothing of it", () => {
  const schemas = createSchemas(service({}));
  expect(schemas.member([{ properties: { a: true } }], "a")).toEqual({});
  expect(schemas.member([{ additionalProperties: true }], "a")).toBeUndefined();
});
