// The openapi-fetch client that a service's `http.ts` makes.

import type { Client } from "openapi-fetch";
import { describe, expect, expectTypeOf, test } from "vitest";
import { createHttp } from "../../../src/http/index.js";
import { ConfigurationError, ConnectionError, DecodeError, TimeoutError } from "../../../src/index.js";
import { bearer } from "../../../src/runtime/index.js";
import { loopback } from "../loopback.js";
import { deaf, failure, json, network, shop } from "../shop.js";

interface Paths {
  "/items": {
    get: {
      responses: {
        200: { content: { "application/json": { data: number } } };
        404: { content: { "application/json": string } };
      };
    };
    head: { responses: { 200: { content?: never }; 404: { content?: never } } };
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
const stalled = async () =>
  new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"da')) }));

test("a request goes the same way as a method's: server, headers, credentials", async () => {
  const { fetch, sent } = network(json(200, { data: 1 }));
  const http = client({ fetch, authentication: bearer("key"), headers: { "x-client": "c" } });
  const { data } = await http.GET("/items/{id}", { params: { path: { id: "i1" } } });
  expectTypeOf(data).toEqualTypeOf<{ data: number } | undefined>();
  expect(data).toEqual({ data: 1 });
  expect(sent).toEqual([
    {
      method: "GET",
      url: "https://shop.test/v1/items/i1",
      headers: { authorization: "Bearer key", "user-agent": "sharewright/0.1.0 (shop)", "x-client": "c" },
      body: "",
    },
  ]);
});

test("its type is openapi-fetch's own", () => {
  expectTypeOf(client({})).toEqualTypeOf<Client<Paths>>();
});

test("every method goes out as itself", async () => {
  const { fetch, sent } = network(new Response(null, { status: 204 }));
  const http = client({ fetch }) as unknown as Record<string, (path: string) => Promise<unknown>>;
  for (const method of ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]) await http[method]?.("/items");
  expect(sent.map(({ method }) => method)).toEqual(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]);
});

describe("an idempotency key", () => {
  test("is sent with a POST, the same over all its attempts, and another with the next call", async () => {
    const { fetch, sent } = network(json(503, {}), json(200, { data: 1 }));
    const http = client({ fetch, retry: { baseDelayMs: 0 } });
    expect((await http.POST("/items", { body: { a: 1 } })).data).toEqual({ data: 1 });
    await http.POST("/items", { body: { a: 1 } });
    const [first, second, third] = sent.map(({ headers }) => headers["idempotency-key"]);
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(sent.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
  });

  test("of the caller is kept, and a GET has none", async () => {
    const { fetch, sent } = network(json(200, { data: 1 }));
    await client({ fetch }).POST("/items", { body: {}, params: { header: { "Idempotency-Key": "mine" } } });
    await client({ fetch }).GET("/items");
    expect(sent.map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", undefined]);
  });
});

describe("a limit holds for the body too:", () => {
  test("`timeoutMs` ends a body that stalls", async () => {
    const error = await failure(client({ fetch: stalled, retry: false, timeoutMs: 20 }).GET("/items"));
    expect(error).toBeInstanceOf(TimeoutError);
  });

  test("`totalTimeoutMs` ends a body that stalls", async () => {
    const error = await failure(client({ fetch: stalled, totalTimeoutMs: 20 }).GET("/items"));
    expect(error).toBeInstanceOf(TimeoutError);
  });

  test("`maxResponseBytes` ends one that is too long", async () => {
    const { fetch } = network(json(200, { data: "x".repeat(100) }));
    const error = await failure(client({ fetch, maxResponseBytes: 50, retry: false }).GET("/items"));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toContain("shop: GET /items got more than 50 bytes");
  });

  test("a body that breaks off is read again, where that is safe", async () => {
    let calls = 0;
    const server = await loopback((_, response) => {
      calls += 1;
      if (calls > 1) return void response.end('{"data":1}');
      response.writeHead(200, { "content-length": 20 }).write('{"da');
      setTimeout(() => response.destroy(), 10);
    });
    const http = client({ baseUrl: server.url, retry: { baseDelayMs: 0 } });
    expect((await http.GET("/items")).data).toEqual({ data: 1 });
    expect(calls).toBe(2);
  });
});

describe("an error is never falsy:", () => {
  test.each([
    ["empty", new Response(null, { status: 404 })],
    ["null", new Response("null", { status: 404 })],
    ["false", new Response("false", { status: 404 })],
    ["of length 0", new Response("", { status: 404, headers: { "content-length": "0" } })],
  ])("a body that is %s", async (_, answer) => {
    const { data, error, response } = await client({ fetch: network(answer).fetch }).GET("/items");
    expect({ data, error, status: response.status }).toEqual({
      data: undefined,
      error: "shop answered 404, and no body.",
      status: 404,
    });
  });

  test("the answer to a HEAD", async () => {
    const { fetch } = network(new Response(null, { status: 404 }));
    expect((await client({ fetch }).HEAD("/items")).error).toBe("shop answered 404, and no body.");
  });

  test("and is the service's own where it has one", async () => {
    const { fetch } = network(json(404, { title: "Gone" }));
    expect((await client({ fetch }).GET("/items")).error).toEqual({ title: "Gone" });
  });
});

test("bytes arrive as they are, and a stream is left to the caller", async () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0, 0x80]);
  const fetch = async () => new Response(bytes);
  const whole = await client({ fetch }).GET("/items", { parseAs: "arrayBuffer" });
  expect(new Uint8Array(whole.data as ArrayBuffer)).toEqual(bytes);
  const { data } = await client({ fetch: stalled, timeoutMs: 50 }).GET("/items", { parseAs: "stream" });
  const { value } = (await data?.getReader().read()) ?? {};
  expect(new TextDecoder().decode(value as Uint8Array)).toBe('{"da');
});

test("a failure is that of the methods, named by method and path", async () => {
  const down = await failure(client({ fetch: network(new Error("down")).fetch, retry: false }).GET("/items"));
  expect(down).toBeInstanceOf(ConnectionError);
  expect(down.message).toContain("shop: GET /items got no answer from https://shop.test: down.");
});

test("a call ends with the caller's signal", async () => {
  const controller = new AbortController();
  const pending = client({ fetch: deaf }).GET("/items", { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")));
  expect((await failure(pending)).message).toBe("enough");
});

test("another server does not get the credentials", async () => {
  const { fetch, sent } = network(json(200, { data: 1 }));
  const error = await failure(client({ fetch }).GET("/items", { baseUrl: "https://evil.test" }));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(sent).toEqual([]);
});
