import { describe, expect, test } from "vitest";
import type { CallOptions } from "../../../src/call/call.js";
import { ConfigurationError } from "../../../src/index.js";
import { call, type Operation } from "../../../src/runtime/index.js";
import { createItem, failure, json, network, readItem, shop } from "../shop.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The requests one call makes, all of them answered with 200. */
async function sentBy(operation: Operation, input?: unknown, options?: CallOptions, ids: unknown[] = ["i1"]) {
  const { fetch, sent } = network(json(200, { data: {} }));
  await call(shop({ fetch, headers: { "x-client": "c" } }), operation, ids, input, options);
  return sent[0] ?? expect.fail("nothing was sent");
}

describe("headers", () => {
  test("those of the call are added to the client's, and replace them in any casing", async () => {
    expect((await sentBy(readItem, undefined, { headers: { "x-call": "1" } })).headers).toMatchObject({
      "x-client": "c",
      "x-call": "1",
    });
    expect((await sentBy(readItem, undefined, { headers: { "X-CLIENT": "mine" } })).headers).toEqual({
      "user-agent": "sharewright/0.1.0 (shop)",
      "x-client": "mine",
    });
  });

  test("a body is announced as JSON", async () => {
    expect((await sentBy(createItem, { a: 1 })).headers["content-type"]).toBe("application/json");
  });
});

describe("the idempotency key", () => {
  test("is a random UUID, another for each call, where the service knows one", async () => {
    const first = (await sentBy(createItem, {})).headers["idempotency-key"];
    const second = (await sentBy(createItem, {})).headers["idempotency-key"];
    expect(first).toMatch(uuid);
    expect(second).toMatch(uuid);
    expect(first).not.toBe(second);
    expect((await sentBy(readItem)).headers).not.toHaveProperty("idempotency-key");
  });

  test("is carried by an operation that takes it, though its method does not, and by no other", async () => {
    const update: Operation = { ...readItem, name: "items.update", method: "PATCH" };
    expect((await sentBy({ ...update, keyed: true })).headers["idempotency-key"]).toMatch(uuid);
    expect((await sentBy(update)).headers).not.toHaveProperty("idempotency-key");
  });

  test("can be chosen by the caller", async () => {
    expect((await sentBy(createItem, {}, { idempotencyKey: "mine" })).headers["idempotency-key"]).toBe("mine");
  });

  test("can be chosen as a header, in any casing", async () => {
    for (const name of ["Idempotency-Key", "idempotency-key"]) {
      expect((await sentBy(createItem, {}, { headers: { [name]: "mine" } })).headers["idempotency-key"]).toBe("mine");
    }
  });

  test("stays the same over all attempts", async () => {
    const { fetch, sent } = network(json(503, {}), new Error("reset"), json(200, {}));
    await call(shop({ fetch, retry: { baseDelayMs: 0 } }), createItem, [], { a: 1 });
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(sent[0]?.headers["idempotency-key"]).toMatch(uuid);
  });
});

describe("input and query", () => {
  const url = async (...given: Parameters<typeof sentBy>) => (await sentBy(...given)).url;

  test("without a body, the input is the query", async () => {
    expect(await url(readItem, { expand: "all" })).toBe("https://shop.test/v1/items/i1?expand=all");
  });

  test("with a body, the input is the body and the query is an option", async () => {
    const { url, body } = await sentBy(createItem, { include: "x" }, { query: { include: ["a", "b"] } });
    expect(url).toBe("https://shop.test/v1/items?include=a,b");
    expect(JSON.parse(body)).toEqual({ include: "x" });
  });

  test("where there is no input at all, the query is an option as well", async () => {
    expect(await url({ ...readItem, method: "POST" }, undefined, { query: { expand: "all" } })).toBe(
      "https://shop.test/v1/items/i1?expand=all",
    );
  });

  test("no query, no question mark", async () => {
    expect(await url(readItem, {})).toBe("https://shop.test/v1/items/i1");
    expect(await url(readItem, { expand: undefined })).toBe("https://shop.test/v1/items/i1");
  });

  test("an operation without query parameters refuses a query", async () => {
    const { write: _, ...plain } = readItem;
    expect((await failure(url(plain, { expand: "all" }))).message).toBe(
      "shop: items.retrieve: it has no query parameters. Leave `query` out.",
    );
  });

  test("ids and values keep to their place in the URL", async () => {
    expect(await url(readItem, { expand: "a&b=c#d" }, {}, ["a/b?c#d"])).toBe(
      "https://shop.test/v1/items/a%2Fb%3Fc%23d?expand=a%26b%3Dc%23d",
    );
    expect(await url(readItem, undefined, {}, ["{x}"])).toBe("https://shop.test/v1/items/%7Bx%7D");
  });
});

describe("body", () => {
  const body = async (...given: Parameters<typeof sentBy>) => (await sentBy(...given)).body;

  test("a required one is sent without input, an optional one is not", async () => {
    expect(await body(createItem)).toBe("{}");
    const optional = await sentBy({ ...createItem, body: {} });
    expect(optional.body).toBe("");
    expect(optional.headers).not.toHaveProperty("content-type");
  });

  test("undefined is left out and null is sent", async () => {
    expect(await body(createItem, { gone: undefined, empty: null, deep: { gone: undefined, empty: null } })).toBe(
      '{"empty":null,"deep":{"empty":null}}',
    );
  });
});

test("what cannot be sent is refused with the operation's name, and nothing goes out", async () => {
  const { fetch, sent } = network(json(200, {}));
  const transport = shop({ fetch });
  for (const promise of [
    call(transport, readItem, [undefined], undefined),
    call(transport, readItem, [""], undefined),
    call(transport, readItem, ["i1"], { expnad: "all" }),
  ]) {
    const error = await failure(promise);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^shop: items\.retrieve: /);
  }
  expect(sent).toEqual([]);
});

test("an input that is not text, such as a circle, is a rejection and no exception", async () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(await failure(call(shop(network(json(200, {}))), createItem, [], circle))).toBeInstanceOf(ConfigurationError);
});
