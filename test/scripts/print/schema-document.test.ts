// Documents of which openapi-typescript alone would print code that does not compile.

import { expect, test } from "vitest";
import { printSchema } from "../../../scripts/print/schema/schema.js";
import { errorsIn } from "../model/compile.js";
import { answer, type Json, ref, spec } from "../model/spec.js";

const text = { type: "string" };
const object = (properties: Json): Json => ({ type: "object", properties });

/** The types of a document that can be printed. */
function textOf(document: Json): string {
  const { text, problems } = printSchema(document, "// Toys.");
  expect(problems).toEqual([]);
  return text;
}

const body = {
  content: {
    "application/json": {
      schema: object({ size: text, next: { $ref: "#/paths/~1a/post/requestBody/content/application~1json/schema" } }),
    },
  },
};
const documents: [string, Json][] = [
  ["a reference into an optional body", spec({ paths: { "/a": { post: { requestBody: body, responses: {} } } } })],
  [
    "a reference into a response",
    spec({
      paths: { "/a": { get: { responses: { 200: answer(text), 404: { $ref: "#/paths/~1a/get/responses/200" } } } } },
    }),
  ],
  [
    "a reference in an answer that is the default, and in a property of that name",
    spec({
      paths: {
        "/a": {
          get: {
            responses: {
              200: answer(
                object({ default: { $ref: "#/paths/~1a/get/responses/404/content/application~1json/schema" } }),
              ),
              404: answer(text),
              default: answer({ $ref: "#/paths/~1a/get/responses/404/content/application~1json/schema" }),
            },
          },
        },
      },
    }),
  ],
  [
    "headers that are each other, one that is itself, and one that is that",
    spec({
      paths: {
        "/a": {
          get: {
            responses: {
              200: {
                ...answer(),
                headers: {
                  A: { $ref: "#/paths/~1a/get/responses/200/headers/B" },
                  B: { $ref: "#/paths/~1a/get/responses/200/headers/A" },
                  C: { $ref: "#/paths/~1a/get/responses/200/headers/C" },
                  D: { $ref: "#/paths/~1a/get/responses/200/headers/C" },
                },
              },
            },
          },
        },
      },
    }),
  ],
  ["a list of itself", spec({ schemas: { A: { anyOf: [text, { type: "array", items: ref("A") }] } } })],
  ["a schema that is itself", spec({ schemas: { A: ref("A"), B: { allOf: [ref("B"), object({ id: text })] } } })],
  [
    "two that are each other",
    spec({ schemas: { A: { oneOf: [ref("B"), text] }, B: { oneOf: [ref("A"), { type: "null" }] } } }),
  ],
  [
    "a reference to nothing",
    spec({ schemas: { A: object({ b: ref("Missing"), c: { $ref: "#/components/schemas/A/properties/x" } }) } }),
  ],
  ["an anchor", spec({ schemas: { A: object({ b: { $ref: "#here" } }), B: { ...text, $anchor: "here" } } })],
  [
    "an id that two operations have",
    spec({
      paths: {
        "/a": {
          get: { operationId: "a", responses: { 200: answer() } },
          post: { operationId: "a", responses: { 200: answer() } },
        },
      },
    }),
  ],
];

test.each(documents)("%s compiles", (_title, document) => {
  expect(errorsIn(textOf(document))).toEqual([]);
});

test("what is referred to by its place has its type", () => {
  const schemas = { A: object({ b: object({ c: text }) }), D: { $ref: "#/components/schemas/A/properties/b" } };
  const code = textOf(spec({ schemas }));
  expect(errorsIn(`${code}export const told = (d: components["schemas"]["D"]): string | undefined => d.c;`)).toEqual(
    [],
  );
});

test("a document that cannot be printed gives types without paths, and says why", () => {
  let deep: Json = text;
  for (let level = 0; level < 3_000; level += 1) deep = { type: "array", items: deep };
  const { text: code, problems } = printSchema(spec({ schemas: { Deep: deep } }), "// Toys.");
  const lost = "Maximum call stack size exceeded";
  expect(problems).toMatchObject([
    { code: "schema-unprinted", severity: "warning", message: expect.stringContaining(lost) },
  ]);
  expect(code).toContain(`\n// openapi-typescript could not print this document: ${lost}\n`);
  expect(code).toContain("export type paths = Record<string, never>;");
  expect(errorsIn(code)).toEqual([]);
});
