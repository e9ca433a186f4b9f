import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { array, docs, members, named, object, string, voidNode } from "./nodes.js";
import { answer, build, type Json, json, operationOf, ref, spec } from "./spec.js";

const size = { in: "query", name: "page-size", schema: { type: "string" } };
const include = { in: "query", name: "include", explode: false, required: true, schema: { type: "string" } };

test("an operation with the least in it", () => {
  const { operation, declared } = operationOf({ summary: "Do it" }, { path: "/toys/{toy-id}", method: "delete" });
  expect(operation).toEqual({
    id: "doIt",
    name: "toys.doIt",
    functionName: "doIt",
    file: "resources/toys/do-it",
    method: "doIt",
    httpMethod: "DELETE",
    path: "/toys/{toy-id}",
    pointer: "#/paths/~1toys~1{toy-id}/delete",
    docs: docs({ summary: "Do it" }),
    ids: [{ name: "toyId", wire: "toy-id", type: string, docs: docs({}) }],
    input: undefined,
    options: { base: "RequestOptions", query: undefined },
    query: [],
    body: undefined,
    sensitive: [],
    decode: "nothing",
    value: voidNode,
    pager: undefined,
    successes: [204],
    failures: [],
    resultName: "DoItResult",
    idempotent: false,
    quota: undefined,
    unconfirmed: [],
  });
  expect(declared).toEqual({});
});

describe("the signature", () => {
  test.each(["get", "delete", "head"])("of a %s takes the query as its input", (method) => {
    const { operation, declared } = operationOf({ parameters: [size] }, { method });
    expect(operation.input).toEqual({ type: named("DoItInput"), required: false });
    expect(operation.options.query).toBeUndefined();
    expect(operation.query).toEqual([{ name: "pageSize", wire: "page-size", style: "form", inner: {} }]);
    expect(declared.DoItInput).toEqual({
      name: "DoItInput",
      type: object({ "pageSize?": string }),
      docs: docs({}),
      file: "resources/toys/do-it",
      input: true,
    });
  });

  test("asks for the input when a member of the query is required", () => {
    expect(operationOf({ parameters: [size, include] }).operation.input).toMatchObject({ required: true });
  });

  test("of a call with a body takes the body as its input, and the query as an option", () => {
    const requestBody = { ...json({ required: ["id"], properties: { id: { type: "string" } } }), required: true };
    const { operation, declared } = operationOf({ parameters: [include], requestBody }, { method: "post" });
    expect(operation.input).toEqual({ type: named("DoItInput"), required: true });
    expect(operation.options).toEqual({ base: "RequestOptions", query: named("DoItQuery"), required: ["query"] });
    expect(Object.values(declared).map(({ name, type, file }) => [name, type, file])).toEqual([
      ["DoItInput", object({ id: string }), "resources/toys/do-it"],
      ["DoItQuery", object({ include: string }), "resources/toys/do-it"],
    ]);
  });

  test("of a POST without a body has no input, and the query as an option", () => {
    const { operation } = operationOf({ parameters: [size] }, { method: "post" });
    expect([operation.input, operation.options.query]).toEqual([undefined, named("DoItQuery")]);
  });

  test("names a body that has a name already, and spells one that is no object", () => {
    const schemas = { NewToy: { type: "object", properties: {} } };
    const post = (schema: Json) => operationOf({ requestBody: json(schema) }, { method: "post", schemas }).operation;
    expect(post(ref("NewToy")).input).toEqual({ type: named("NewToy"), required: false });
    expect(post({ type: "array", items: { type: "string" } }).input).toEqual({ type: array(string), required: false });
  });
});

describe("idempotency", () => {
  const root = { "x-idempotency": { header: "Idempotency-Key", methods: ["post"] } };
  const parameters = [{ in: "header", name: "Idempotency-Key", schema: { type: "string" } }];

  test.each([
    ["takes the header and has such a method", { parameters }, { ...root, method: "post" }, true],
    ["has another method", { parameters }, { ...root, method: "patch" }, false],
    ["does not take the header", {}, { ...root, method: "post" }, false],
    ["takes the header of a document without a word about it", { parameters }, { method: "post" }, true],
    ["stands in a document that wants none", { parameters }, { "x-idempotency": false, method: "post" }, false],
  ])("an operation that %s", (_title, operation, more, idempotent) => {
    const found = operationOf(operation, more).operation;
    expect(found.idempotent).toBe(idempotent);
    expect(found.options.base).toBe(idempotent ? "IdempotentRequestOptions" : "RequestOptions");
  });
});

describe("a list", () => {
  const toys = { type: "array", items: ref("Toy") };
  const page = { in: "query", name: "page", schema: { type: "integer" } };
  const pagination = { style: "page", page: "page", current: "/page", pages: "/pages" };
  const answers = (items: Json) => ({ "200": answer({ properties: { ...items, page: {}, pages: {} } }) });
  const schemas = { Toy: { type: "object" } };

  test("has the value of one item, and a plural name where the spec names it", () => {
    const operation = {
      parameters: [page],
      responses: answers({ data: toys }),
      "x-pagination": { ...pagination, items: "/data" },
      "x-resource": "toys",
      "x-method": "search",
    };
    const found = operationOf(operation, { "x-envelope": "data", schemas }).operation;
    expect(found).toMatchObject({ value: named("Toy"), decode: "data", functionName: "searchToys" });
    expect(found.pager).toMatchObject({ kind: "number", items: ["data"] });
  });

  test("is found where its pager says when there is no envelope", () => {
    const operation = {
      parameters: [page],
      responses: answers({ results: { properties: { toys } } }),
      "x-pagination": { ...pagination, items: "/results/toys" },
    };
    const found = operationOf(operation, { schemas }).operation;
    expect(found).toMatchObject({ value: named("Toy"), decode: "none", pager: { items: ["results", "toys"] } });
  });
});

test("a value that is spelled in its place has a name, for signature, result and page speak of it", () => {
  const toy = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  const one = operationOf({ responses: { "200": answer(toy) } });
  expect(one.operation.value).toEqual(named("DoItValue"));
  expect(one.declared.DoItValue).toMatchObject({
    type: object({ id: string }),
    file: one.operation.file,
    input: false,
  });
  const many = operationOf({
    parameters: [{ in: "query", name: "page", schema: { type: "integer" } }],
    responses: { "200": answer({ type: "array", items: toy }) },
  });
  expect(many.operation.value).toEqual(array(named("DoItItem")));
  expect(operationOf({ responses: { "200": answer({ type: "object" }) } }).declared).toEqual({});
  const wrapped = operationOf(
    { responses: { "200": answer({ allOf: [ref("Wrapper"), toy] }) } },
    { components: { schemas: { Wrapper: { type: "object", properties: { total: { type: "integer" } } } } } },
  );
  expect(wrapped.operation.value).toEqual(named("DoItValue"));
});

test("a result takes the name that the types of the spec leave to it", () => {
  const schemas = { SearchResult: { type: "object" } };
  const paths = {
    "/a": { get: { operationId: "search", responses: { "204": answer() } } },
    "/b": { get: { operationId: "other", responses: { "200": answer(ref("SearchResult")) } } },
  };
  const service = build(spec({ paths, schemas }));
  expect(service.declarations.map(({ name }) => name)).toEqual(["SearchResult"]);
  expect(operationsOf(service.root).map(({ resultName }) => resultName)).toEqual(["SearchResult2", "OtherResult"]);
});

test("a quota and what is unconfirmed are told, with the place in the document", () => {
  const unconfirmed = {
    name: "order",
    question: "Which order?",
    assumed: "newest first",
    alternatives: ["oldest first"],
  };
  const parameters = [{ ...size, "x-unconfirmed": [unconfirmed] }];
  const { operation } = operationOf({ "x-rate-limit": { quota: "search" }, parameters });
  expect(operation.quota).toBe("search");
  expect(operation.unconfirmed).toEqual([{ ...unconfirmed, pointer: "#/paths/~1toys/get/parameters/0" }]);
});

test("what the errors of an operation are, by body", () => {
  const responses = { "200": answer(), "404": answer(ref("Problem")), "400": answer(ref("Problem")) };
  const { operation, declared } = operationOf({ responses }, { schemas: { Problem: { type: "object" } } });
  expect(operation.failures).toEqual([{ statuses: [400, 404], body: named("Problem") }]);
  expect(Object.keys(declared)).toEqual(["Problem"]);
});

test("a JSON:API input is declared flat under the name of its function", () => {
  const attributes = { required: ["name"], properties: { name: { type: "string", description: "Its name." } } };
  const requestBody = { ...json({ properties: { data: { properties: { attributes } } } }), required: true };
  const { operation, declared } = operationOf({ requestBody }, { method: "post", "x-envelope": "jsonapi" });
  expect(operation.body).toEqual({ kind: "jsonapi", attributes: {}, meta: undefined, always: true });
  expect(declared.DoItInput?.type).toEqual({
    kind: "object",
    members: members({ name: string }, { name: { description: "Its name." } }),
    rest: undefined,
  });
});
