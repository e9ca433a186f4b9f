// Swagger 2.0 becomes OpenAPI 3.1.

import { expect, test } from "vitest";
import { lines, loadFiles } from "../spec.js";

const json = (value: unknown) => JSON.stringify(value, null, 2);

const SWAGGER = {
  swagger: "2.0",
  info: { title: "Toys", version: "1" },
  host: "toys.test",
  basePath: "/v1",
  schemes: ["http", "https", "ws"],
  consumes: ["application/json"],
  produces: ["application/json"],
  securityDefinitions: {
    basic: { type: "basic" },
    key: { type: "apiKey", in: "header", name: "X-Key" },
    oauth: { type: "oauth2", flow: "application", tokenUrl: "https://toys.test/token", scopes: { read: "Read." } },
  },
  parameters: {
    Page: { name: "page", in: "query", type: "integer", minimum: 1, description: "Which." },
    Body: { name: "toy", in: "body", required: true, schema: { $ref: "#/definitions/Toy" } },
  },
  responses: { Missing: { description: "None.", schema: { $ref: "#/definitions/Problem" } } },
  definitions: {
    Toy: { type: "object", discriminator: "kind", properties: { kind: { type: "string", "x-nullable": true } } },
    Problem: { type: "object", properties: { toy: { $ref: "#/definitions/Toy" } } },
  },
  paths: {
    "/toys": {
      parameters: [{ $ref: "#/parameters/Page" }],
      get: {
        operationId: "listToys",
        produces: ["application/xml", "application/json"],
        parameters: [
          { name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "multi" },
          { name: "ids", in: "query", type: "array", items: { type: "integer" } },
          { name: "kinds", in: "query", type: "array", items: { type: "string" }, collectionFormat: "pipes" },
          { name: "marks", in: "query", items: { type: "string" } },
          { name: "X-Trace", in: "header", type: "string", enum: ["a"], default: "a" },
        ],
        responses: {
          "200": {
            description: "All.",
            schema: { type: "array", items: { $ref: "#/definitions/Toy" } },
            headers: { "X-Total": { type: "integer", description: "How many." } },
            examples: { "application/json": [{ kind: "bear" }] },
          },
          "404": { $ref: "#/responses/Missing" },
        },
      },
      post: {
        operationId: "addToy",
        parameters: [{ $ref: "#/parameters/Body" }],
        responses: { "204": { description: "Added." } },
      },
    },
    "/toys/{id}/photo": {
      parameters: [{ name: "id", in: "path", required: true, type: "string" }],
      put: {
        operationId: "setPhoto",
        consumes: ["multipart/form-data"],
        parameters: [
          { name: "photo", in: "formData", type: "file", required: true, description: "The photo." },
          { name: "labels", in: "formData", type: "array", items: { type: "string" }, collectionFormat: "multi" },
        ],
        responses: { "200": { description: "It.", schema: { type: "file" } } },
      },
      patch: {
        operationId: "rename",
        parameters: [{ name: "name", in: "formData", type: "string", maxLength: 9 }],
        responses: { default: { description: "Done." } },
      },
    },
  },
};

test("Swagger 2.0 becomes OpenAPI 3.1", async () => {
  const { document: loaded, problems, operations } = await loadFiles({ "api.json": json(SWAGGER) });
  expect(lines(problems)).toEqual([]);
  expect(operations).toBe(4);
  const toy = { $ref: "#/components/schemas/Toy" };
  expect(loaded).toEqual({
    openapi: "3.1.1",
    info: { title: "Toys", version: "1" },
    servers: [{ url: "https://toys.test/v1" }, { url: "http://toys.test/v1" }],
    paths: {
      "/toys": {
        parameters: [{ $ref: "#/components/parameters/Page" }],
        get: {
          operationId: "listToys",
          parameters: [
            {
              name: "tags",
              in: "query",
              style: "form",
              explode: true,
              schema: { type: "array", items: { type: "string" } },
            },
            {
              name: "ids",
              in: "query",
              style: "form",
              explode: false,
              schema: { type: "array", items: { type: "integer" } },
            },
            {
              name: "kinds",
              in: "query",
              style: "pipeDelimited",
              explode: false,
              schema: { type: "array", items: { type: "string" } },
            },
            { name: "marks", in: "query", style: "form", explode: false, schema: { items: { type: "string" } } },
            { name: "X-Trace", in: "header", schema: { type: "string", enum: ["a"], default: "a" } },
          ],
          responses: {
            "200": {
              description: "All.",
              headers: { "X-Total": { description: "How many.", style: "simple", schema: { type: "integer" } } },
              content: {
                "application/xml": { schema: { type: "array", items: toy } },
                "application/json": { schema: { type: "array", items: toy }, example: [{ kind: "bear" }] },
              },
            },
            "404": { $ref: "#/components/responses/Missing" },
          },
        },
        post: {
          operationId: "addToy",
          requestBody: { required: true, content: { "application/json": { schema: toy } } },
          responses: { "204": { description: "Added." } },
        },
      },
      "/toys/{id}/photo": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        put: {
          operationId: "setPhoto",
          requestBody: {
            required: true,
            content: {
              "multipart/form-data": {
                schema: {
                  type: "object",
                  required: ["photo"],
                  properties: {
                    photo: { type: "string", format: "binary", description: "The photo." },
                    labels: { type: "array", items: { type: "string" } },
                  },
                },
                encoding: { labels: { style: "form", explode: true } },
              },
            },
          },
          responses: {
            "200": {
              description: "It.",
              content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
            },
          },
        },
        patch: {
          operationId: "rename",
          requestBody: {
            content: {
              "application/x-www-form-urlencoded": {
                schema: { type: "object", properties: { name: { type: "string", maxLength: 9 } } },
              },
            },
          },
          responses: { default: { description: "Done." } },
        },
      },
    },
    components: {
      schemas: {
        Toy: {
          type: "object",
          discriminator: { propertyName: "kind" },
          properties: { kind: { type: ["string", "null"] } },
        },
        Problem: { type: "object", properties: { toy } },
      },
      responses: {
        Missing: {
          description: "None.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      parameters: {
        Page: { name: "page", in: "query", description: "Which.", schema: { type: "integer", minimum: 1 } },
      },
      securitySchemes: {
        basic: { type: "http", scheme: "basic" },
        key: { type: "apiKey", in: "header", name: "X-Key" },
        oauth: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: "https://toys.test/token", scopes: { read: "Read." } } },
        },
      },
    },
  });
});

test("of Swagger, a schema that is referred to in the middle of a path keeps an address", async () => {
  const inline = { type: "array", items: { type: "string" } };
  const { document: loaded, problems } = await loadFiles({
    "api.json": json({
      ...SWAGGER,
      paths: {
        "/a": { get: { responses: { "200": { description: "A.", schema: inline } } } },
        "/b": {
          get: {
            responses: { "200": { description: "B.", schema: { $ref: "#/paths/~1a/get/responses/200/schema" } } },
          },
        },
      },
    }),
  });
  expect(lines(problems)).toEqual([]);
  expect(loaded).toMatchObject({
    paths: {
      "/b": {
        get: {
          responses: {
            "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/InPath1" } } } },
          },
        },
      },
    },
    components: { schemas: { InPath1: inline } },
  });
});

test.each([
  ["a host without a scheme is taken to be safe", { schemes: undefined }, [{ url: "https://toys.test/v1" }]],
  ["http alone stays http", { schemes: ["http"] }, [{ url: "http://toys.test/v1" }]],
  ["a path alone stays a path", { host: undefined }, [{ url: "/v1" }]],
  ["nothing gives no server", { host: undefined, basePath: "/" }, []],
])("of Swagger's servers, %s", async (_title, change, servers) => {
  const { document: loaded } = await loadFiles({ "api.json": json({ ...SWAGGER, ...change }) });
  expect(loaded).toMatchObject({ servers });
});

test("what Swagger says and OpenAPI 3 cannot is a warning at its place", async () => {
  const text = json({
    ...SWAGGER,
    paths: {
      "/toys": {
        get: {
          parameters: [
            { name: "ids", in: "query", type: "array", items: { type: "string" }, collectionFormat: "tsv" },
            { name: "X-Tabs", in: "header", type: "array", items: { type: "string" }, collectionFormat: "tsv" },
            { name: "X-Many", in: "header", type: "array", items: { type: "string" }, collectionFormat: "pipes" },
          ],
          responses: {},
        },
      },
    },
  });
  const line = (part: string) => text.split("\n").findIndex((each) => each.includes(part));
  const { problems } = await loadFiles({ "api.json": text });
  expect(lines(problems)).toEqual([
    expect.stringContaining(`api.json:${line('"X-Tabs"')}:11 warning collection-format The parameter X-Tabs`),
    expect.stringContaining(`api.json:${line('"X-Many"')}:11 warning collection-format The parameter X-Many`),
  ]);
});

test("a pointer into a converted document leads to the line in Swagger", async () => {
  const text = json(SWAGGER);
  const { locate } = await loadFiles({ "api.json": text });
  const line = (part: string) => text.split("\n").findIndex((each) => each.includes(part)) + 1;
  const at = (pointer: string) => locate([{ code: "a", severity: "warning", message: "", pointer }])[0]?.place?.line;
  expect(at("#/paths/~1toys~1{id}~1photo/put/requestBody/content/multipart~1form-data/schema/properties/photo")).toBe(
    line('"photo"') - 1,
  );
  expect(at("#/paths/~1toys/get/responses/200/content/application~1json/schema/items/properties/kind")).toBe(
    line('"x-nullable"') - 2,
  );
  expect(at("#/components/schemas/Problem")).toBe(line('"Problem"'));
  expect(at("#/paths/~1toys/get/operationId")).toBe(line('"listToys"'));
});
