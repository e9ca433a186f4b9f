// The openapi-fetch client that callers reach as `client.http`.

import type { Client } from "openapi-fetch";
import { describe, expect, expectTypeOf, test } from "vitest";
import { bearer, ConnectionError, createHttp, TimeoutError } from "../../src/index.js";
import { deaf, failure, json, network, shop } from "./shop.js";

interface Paths {
  "/items": {
    get: { responses: { 200: { content: { "application/json": { data: number } } } } };
    post: {
      parameters: { header?: { "Idempotency-Key"?: string } };
      requestBody: { content: { "application/json": { a?: number } } };
      responses: { 200: { content: { "application/json": { data: number } } } };
    };
  };
  "/items/{id}": {
    get: {
      parameters: { path: { id: string } };
      responses: { 200: { content: { "application/json": { data: number } } } };
    };
  };
}

const client = (options: Parameters<typeof shop>[0]) => createHttp<Paths>(shop(options));

test("goes the same way: server, headers, credentials", async () => {
  const { fetch, sent } = network(json(200, { data: 1 }));
  const http = client({ fetch, authentication: bearer("key"), headers: { "x-client": "c" } });
  const { data } = await http.GET("/items/{id}", { params: { path: { id: "i1" } } });
  expectTypeOf(data).toEqualTypeOf<{ data: number } | undefined>();
  expect(data).toEqual({ data: 1 });
  expect(sent).toEqual([
    {
      method: "GET",
      url: "https://shop.test/v1/items/i1",
      headers: { authorization: "Bearer key", "x-client": "c" },
      body: "",
    },
  ]);
});

test("tries again when that is safe, with the same body", async () => {
  const { fetch, sent } = network(json(503, {}), new Error("reset"), json(200, { data: 1 }));
  const http = client({ fetch, retry: { baseDelayMs: 0 } });
  const init = { body: { a: 1 }, headers: { "Idempotency-Key": "k" } };
  expect((await http.POST("/items", init)).response.status).toBe(200);
  expect(sent.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
  const once = network(json(503, {}));
  expect((await client({ fetch: once.fetch }).POST("/items", { body: {} })).response.status).toBe(503);
  expect(once.sent).toHaveLength(1);
});

test("fails as the typed calls do, named by method and path", async () => {
  const down = await failure(client({ fetch: network(new Error("down")).fetch, retry: false }).GET("/items"));
  expect(down).toBeInstanceOf(ConnectionError);
  expect(down.message).toContain("shop: GET /items got no answer: down.");
  const slow = await failure(client({ fetch: deaf, retry: false, timeoutMs: 10 }).GET("/items"));
  expect(slow).toBeInstanceOf(TimeoutError);
});

test("ends with the caller's signal", async () => {
  const controller = new AbortController();
  const pending = client({ fetch: deaf }).GET("/items", { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")));
  expect((await failure(pending)).message).toBe("enough");
});

describe("openapi-fetch is loaded with the first call:", () => {
  test("calls that are made at once all get through", async () => {
    const { fetch, sent } = network(json(200, { data: 1 }));
    const http = client({ fetch });
    const answers = await Promise.all(Array.from({ length: 10 }, () => http.GET("/items")));
    expect(answers.map(({ data }) => data)).toEqual(Array(10).fill({ data: 1 }));
    expect(sent).toHaveLength(10);
  });

  test("a middleware that is added before the first call sees it, and none after it is ejected", async () => {
    const { fetch, sent } = network(json(200, { data: 1 }));
    const http = client({ fetch });
    const mark = { onRequest: ({ request }: { request: Request }) => request.headers.set("x-marked", "1") };
    http.use(mark);
    await http.GET("/items");
    http.eject(mark);
    await http.GET("/items");
    expect(sent.map(({ headers }) => headers["x-marked"])).toEqual(["1", undefined]);
  });

  test("every method is there, and goes out as itself", async () => {
    const { fetch, sent } = network(new Response(null, { status: 204 }));
    const http = client({ fetch }) as unknown as Record<string, (path: string) => Promise<unknown>>;
    for (const method of ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]) await http[method]?.("/items");
    expect(sent.map(({ method }) => method)).toEqual(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]);
  });

  test("its type is openapi-fetch's own", () => {
    expectTypeOf(client({})).toEqualTypeOf<Client<Paths>>();
    expectTypeOf(client({}).GET).toEqualTypeOf<Client<Paths>["GET"]>();
  });
});
