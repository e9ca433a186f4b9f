import { expect, test } from "vitest";
import { document, lines, loadFiles } from "../spec.js";

const json = (value: unknown) => JSON.stringify(value, null, 2);

async function schemaOf(openapi: string, schema: object): Promise<unknown> {
  const text = json(document({ openapi, components: { schemas: { Toy: schema, Other: { type: "object" } } } }));
  const { document: loaded, problems } = await loadFiles({ "api.json": text });
  expect(lines(problems)).toEqual([]);
  return (loaded as { components: { schemas: { Toy: unknown } } }).components.schemas.Toy;
}

const ref = { $ref: "#/components/schemas/Other" };

test.each([
  ["a nullable type", { type: "string", nullable: true }, { type: ["string", "null"] }],
  ["one that is not", { type: "string", nullable: false }, { type: "string" }],
  ["a nullable enum", { type: "string", nullable: true, enum: ["a"] }, { type: ["string", "null"], enum: ["a", null] }],
  [
    "one that names null",
    { type: "string", nullable: true, enum: ["a", null] },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  [
    "an object without a type",
    { nullable: true, properties: { a: {} } },
    { type: ["object", "null"], properties: { a: {} } },
  ],
  ["anything", { nullable: true }, {}],
  [
    "a nullable reference, with what it says to readers outside",
    { allOf: [ref], nullable: true, description: "D", readOnly: true },
    { description: "D", readOnly: true, anyOf: [{ allOf: [ref] }, { type: "null" }] },
  ],
  ["nullable beside $ref", { ...ref, nullable: true }, { anyOf: [ref, { type: "null" }] }],
  [
    "a nullable choice",
    { oneOf: [ref, { type: "string", nullable: true }], nullable: true },
    { anyOf: [{ oneOf: [ref, { type: ["string", "null"] }] }, { type: "null" }] },
  ],
  [
    "exclusive bounds",
    { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
    { exclusiveMinimum: 1, maximum: 9 },
  ],
  [
    "what has no effect beside $ref",
    { ...ref, type: "object", required: ["a"], description: "D" },
    { ...ref, description: "D" },
  ],
  [
    "a property called nullable",
    { properties: { nullable: { type: "boolean" } } },
    { properties: { nullable: { type: "boolean" } } },
  ],
  [
    "an example that looks like a schema",
    { example: { nullable: true, type: "x" } },
    { example: { nullable: true, type: "x" } },
  ],
  ["a default that holds a $ref", { default: { $ref: "#/nowhere" } }, { default: { $ref: "#/nowhere" } }],
])("OpenAPI 3.0 becomes 3.1: %s", async (_title, schema, wanted) => {
  expect(await schemaOf("3.0.3", schema)).toEqual(wanted);
});

test("in OpenAPI 3.1 what stands beside $ref stays, and a number bounds as it did", async () => {
  const schema = { ...ref, required: ["a"], exclusiveMinimum: 1 };
  expect(await schemaOf("3.1.0", schema)).toEqual(schema);
});

test("a media type that refers to what is none, or to itself by way of others, stays open, and that is told", async () => {
  const content = (ref: string) => ({ "application/json": { $ref: ref } });
  const { document: loaded, problems } = await loadFiles({
    "api.json": json({
      openapi: "3.2.0",
      info: { title: "T", version: "1" },
      paths: {
        "/toys": { get: { responses: { "200": { content: content("#/paths/~1toys/get") } } } },
        "/dolls": { get: { responses: { "200": { content: content("#/components/mediaTypes/Parts") } } } },
      },
      components: {
        mediaTypes: {
          Parts: { encoding: { a: { headers: { B: { content: content("#/components/mediaTypes/Parts") } } } } },
        },
      },
    }),
  });
  expect(problems.map(({ code }) => code)).toEqual(["media-type", "media-type", "media-type"]);
  expect(() => JSON.stringify(loaded)).not.toThrow();
  expect(loaded).toMatchObject({
    paths: { "/toys": { get: { responses: { "200": { content: { "application/json": {} } } } } } },
  });
});

test("of OpenAPI 3.2, media types that are referred to are put in place, and methods that no fetch can send are told", async () => {
  const { document: loaded, problems } = await loadFiles({
    "api.json": json({
      openapi: "3.2.0",
      $self: "https://toys.test/api.json",
      info: { title: "T", version: "1" },
      paths: {
        "/toys": {
          get: { responses: { "200": { content: { "application/json": { $ref: "#/components/mediaTypes/Toys" } } } } },
          query: { responses: {} },
          additionalOperations: { LINK: { responses: {} }, "NOT ONE": {}, Trace: {}, POST: {} },
        },
      },
      components: { mediaTypes: { Toys: { schema: { type: "array", items: { type: "string" } } } } },
    }),
  });
  expect(lines(problems)).toEqual([
    "api.json:9:5 warning method NOT ONE, Trace, POST /toys: no method that a path item can add. Left out.",
  ]);
  expect(loaded).toMatchObject({
    openapi: "3.1.1",
    paths: {
      "/toys": {
        get: {
          responses: {
            "200": { content: { "application/json": { schema: { type: "array", items: { type: "string" } } } } },
          },
        },
        query: { responses: {} },
        additionalOperations: { LINK: { responses: {} } },
      },
    },
  });
  expect(JSON.stringify(loaded)).not.toMatch(/\$self|NOT ONE|Trace|POST/);
});

/** Swagger's own members, each in a place where it means something. */
test("the webhooks of OpenAPI 3.0 are those of 3.1, and an extension of 3.1 is none", async () => {
  const schema = { type: "object", properties: { name: { type: "string", nullable: true } } };
  const sold = { post: { requestBody: { content: { "application/json": { schema } } }, responses: {} } };
  const webhooksOf = async (openapi: string) => {
    const { document: loaded } = await loadFiles({
      "api.json": JSON.stringify({ ...document({ "x-webhooks": { sold } }), openapi }),
    });
    return (loaded as { webhooks?: object }).webhooks;
  };
  expect(await webhooksOf("3.0.3")).toMatchObject({
    sold: {
      post: {
        requestBody: {
          content: { "application/json": { schema: { properties: { name: { type: ["string", "null"] } } } } },
        },
      },
    },
  });
  expect(await webhooksOf("3.1.0")).toBeUndefined();
});

test("a callback that refers to a component keeps its reference, and is no mistake", async () => {
  const paid = { "{$request.body#/url}": { post: { responses: { "200": { description: "Seen." } } } } };
  const $ref = "#/components/callbacks/Paid";
  const text = json(document({ components: { callbacks: { Paid: paid } } }, { callbacks: { paid: { $ref } } }));
  const { document: loaded, problems } = await loadFiles({ "api.json": text });

  expect(lines(problems)).toEqual([]);
  expect(loaded).toMatchObject({ paths: { "/toys": { get: { callbacks: { paid: { $ref } } } } } });
});
