// A `$ref` in a value is part of the value, as of an API that hands out schemas.

import { describe, expect, test } from "vitest";
import { document, lines, loadFiles } from "../spec.js";

const json = (value: unknown) => JSON.stringify(value, null, 2);
const body = (media: object) => ({
  responses: { "200": { description: "All.", content: { "application/json": media } } },
});

const quoted = (ref: object): [string, object][] => [
  ["the example of a body", document({}, body({ example: ref }))],
  ["a part of the example of a body", document({}, body({ example: { schema: ref } }))],
  ["a named example", document({}, body({ examples: { one: { value: ref } } }))],
  ["the example of a schema", document({}, body({ schema: { example: ref } }))],
  ["the examples of a schema", document({}, body({ schema: { examples: [ref, [ref]] } }))],
  ["a default", document({}, body({ schema: { default: ref } }))],
  ["a const", document({}, body({ schema: { const: ref } }))],
  ["an enum", document({}, body({ schema: { enum: [ref, { a: ref }] } }))],
  ["a parameter's example", document({}, { parameters: [{ name: "a", in: "query", schema: {}, example: ref }] })],
  ["what a link passes", document({ components: { links: { a: { operationId: "listToys", requestBody: ref } } } })],
  ["an extension", document({ "x-schema": ref })],
];

describe.each(["#/definitions/Toy", "toy.json", "https://toys.test/toy.json"])("%s", ($ref) => {
  test.each(quoted({ $ref }))("stays as it is in %s", async (_name, document) => {
    const loaded = await loadFiles({ "api.json": json(document) });

    expect(lines(loaded.problems).filter((line) => line.includes(" error "))).toEqual([]);
    expect(loaded.document).toMatchObject({ ...document, openapi: expect.anything() });
  });
});

test("a file that an example refers to takes the reference's place, and one that is not there is told", async () => {
  const files = {
    "api.json": json(document({}, body({ schema: { example: { $ref: "toy.json" } }, example: { $ref: "box.json" } }))),
    "toy.json": json({ name: "Bear" }),
  };
  const loaded = await loadFiles(files);

  const { paths } = document({}, body({ schema: { example: { name: "Bear" } }, example: { $ref: "box.json" } }));
  expect(loaded.document).toMatchObject({ paths });
  expect(lines(loaded.problems)).toEqual([
    expect.stringMatching(/^api\.json:\d+:\d+ warning bundler Can't resolve \$ref: box\.json does not exist\.$/),
  ]);
});

test("a property by the name of example is a schema, and its reference has to lead somewhere", async () => {
  const properties = { example: { $ref: "toy.json" } };
  const loaded = await loadFiles({ "api.json": json(document({}, body({ schema: { properties } }))) });

  expect(loaded.document).toBeUndefined();
});
