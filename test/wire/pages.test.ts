import { afterAll, beforeAll, expect, test } from "vitest";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const integer = { type: "integer" };
const answer = (schema: Json): Json => ({
  responses: { "200": { description: "It.", content: { "application/json": { schema } } } },
});
const words = { type: "array", items: { type: "string" } };

let client: Generated;
beforeAll(async () => {
  client = await generated({
    "/words": {
      get: {
        operationId: "listWords",
        parameters: ["page", "size"].map((name) => ({ in: "query", name, schema: integer })),
        ...answer({
          type: "object",
          required: ["result", "facets"],
          properties: {
            result: { type: "object", properties: { items: words, sum: integer } },
            total: integer,
            facets: { type: "object", additionalProperties: integer },
          },
        }),
      },
    },
    "/links": {
      get: {
        operationId: "listLinks",
        ...answer({
          type: "object",
          properties: { data: words, links: { type: "object", properties: { next: { type: "string" } } } },
        }),
      },
    },
  });
}, 60_000);
afterAll(removeClients);

test("a page holds what stands beside its items, and so does the next", async () => {
  const body = (items: readonly string[], sum: number) =>
    Response.json({ result: { items, sum }, total: 2, facets: { a: sum } });
  const { result } = await client.call("listWords", [{ size: 1 }], body(["a"], 1), body(["b"], 2));
  const page = (await result) as Json & { next(): Promise<Json> };
  expect(page).toMatchObject({ items: ["a"], hasNext: true, facets: { a: 1 }, result: { sum: 1 }, totalCount: 2 });
  expect(await page.next()).toMatchObject({ items: ["b"], hasNext: false, facets: { a: 2 }, result: { sum: 2 } });
  expect(client.text).toContain("CountedPage<string> & ListWordsPage");
});

test("a list that nothing asks for pages follows the links of its answers", async () => {
  const first = Response.json({ data: ["a"], links: { next: "https://toys.test/v1/links?page=2" } });
  const { sent, result } = await client.call("listLinks", [], first, Response.json({ data: ["b"], links: {} }));
  const page = (await result) as Json & { next(): Promise<Json> };
  expect(page).toMatchObject({ items: ["a"], hasNext: true });
  expect(await page.next()).toMatchObject({ items: ["b"], hasNext: false });
  expect(sent.map(({ target }) => target)).toEqual(["/links", "/links?page=2"]);
});
