import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "response-example";

const response = (status: string, mediaType: string, example: string) => `
paths:
  /things:
    get:
      responses:
        "${status}": { description: A thing., content: { ${mediaType}: { schema: { type: object }${example} } } }
`;

test("a JSON response without an example is refused, errors included", async () => {
  expect(await messages(rule, response("200", "application/json", ""))).toEqual([
    "The `application/json` body of response `200` has no example. Add one under `examples`, with values of our own.",
  ]);
  expect(await messages(rule, response("400", "application/problem+json", ", examples: {}"))).toEqual([
    "The `application/problem+json` body of response `400` has no example. Add one under `examples`, with values of our own.",
  ]);
});

test("one example or several pass", async () => {
  expect(await messages(rule, response("200", "application/json", ", example: {}"))).toEqual([]);
  expect(await messages(rule, response("200", "application/json", ", examples: { one: { value: {} } }"))).toEqual([]);
});

test("a response that is not JSON needs none", async () => {
  expect(await messages(rule, response("200", "application/pdf", ""))).toEqual([]);
});
