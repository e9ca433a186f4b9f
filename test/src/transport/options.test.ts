// Options are checked, and taken in every form that fetch takes.

import { describe, expect, test } from "vitest";
import { ConfigurationError, SharewrightError } from "../../../src/index.js";
import { bearer, call, list, type Operation, readTokenPage } from "../../../src/runtime/index.js";
import { createItem, failure, json, network, readItem, shop, thrown } from "../shop.js";

const found = () => network(json(200, { data: 1 }));

describe("a limit that is no number", () => {
  test.each([
    { timeoutMs: Number.NaN },
    { totalTimeoutMs: -1 },
    { maxResponseBytes: Number.NaN },
    { maxResponseBytes: "5" as never },
    { retry: { maxAttempts: Number.NaN } },
    { retry: { maxAttempts: 0 } },
    { retry: { baseDelayMs: Number.NaN } },
    { retry: { maxDelayMs: -5 } },
  ])("is refused with its name: %j", async (options) => {
    const [name] = Object.keys({ ...options, ...options.retry }).filter((key) => key !== "retry");
    const error = thrown(() => shop(options));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(`\`${name}\` has to be a number from`);
    if ("maxResponseBytes" in options) return;
    const { fetch, sent } = found();
    expect(await failure(call(shop({ fetch }), readItem, ["i1"], undefined, options))).toBeInstanceOf(
      ConfigurationError,
    );
    expect(sent).toEqual([]);
  });
});

describe("an option that is not what it has to be", () => {
  const number = "a number from 0 on";
  test.each([
    ["fetch", "node", "a function"],
    ["fetch", null, "a function"],
    ["trace", {}, "a function"],
    ["validate", "throw", "a function"],
    ["throttle", true, "a function or false"],
    ["retry", 5, "an object or false"],
    ["retry", null, "an object or false"],
    ["retry", true, "an object or false"],
    ["rateLimit", "throws", "wait or throw"],
    ["timeoutMs", Symbol("x"), number],
    ["timeoutMs", null, number],
    ["headers", "X-One: 1", "an object or pairs"],
    ["headers", 5, "an object or pairs"],
  ])("is refused when the client is made: `%s` with %s", (option, value, wanted) => {
    const error = thrown(() => shop({ [option]: value } as never));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(`shop: \`${option}\` has to be ${wanted}, not ${String(value)}.`);
  });

  const key = "a text of its own for each call";
  test.each([
    ["retry", 5, "an object or false"],
    ["signal", new AbortController(), "an AbortSignal"],
    ["signal", "now", "an AbortSignal"],
    ["headers", "X-One: 1", "an object or pairs"],
    ["idempotencyKey", "", key],
    ["idempotencyKey", " ", key],
    ["idempotencyKey", null, key],
    ["idempotencyKey", Number.NaN, key],
    ["idempotencyKey", {}, key],
  ])("is refused before anything is sent: `%s` with %s", async (option, value, wanted) => {
    const { fetch, sent } = found();
    const error = await failure(call(shop({ fetch }), createItem, [], {}, { [option]: value } as never));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(`shop: items.create: \`${option}\` has to be ${wanted}, not ${value}.`);
    expect(sent).toEqual([]);
  });

  test("a signal that is null is none, as fetch takes it", async () => {
    expect(await call(shop(found()), readItem, ["i1"], undefined, { signal: null } as never)).toBe(1);
  });
});

describe("a number that a calculation got wrong", () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])("is no id and no query parameter: %j", async (wrong) => {
    const { fetch, sent } = found();
    const id = await failure(call(shop({ fetch }), readItem, [wrong], undefined));
    expect(id.message).toContain(`the path parameter item-id is ${wrong}.`);
    const query = await failure(call(shop({ fetch }), readItem, ["i1"], { expand: wrong }));
    expect(query.message).toContain("the query parameter expand cannot be written: an item is no text or number.");
    const extra = await failure(call(shop({ fetch }), readItem, ["i1"], undefined, { extraQuery: { expand: wrong } }));
    expect(extra.message).toContain("`extraQuery` cannot be written: an item is no text or number.");
    expect(sent).toEqual([]);
  });

  test("nor is a function or a symbol", async () => {
    for (const wrong of [() => 1, Symbol("x")]) {
      const error = await failure(call(shop(found()), readItem, ["i1"], { expand: wrong }));
      expect(error.message).toContain("the query parameter expand cannot be written: an item is no text or number.");
    }
  });
});

describe("headers", () => {
  test.each([
    ["an object", { "X-One": "1" }],
    ["a Headers object", new Headers({ "X-One": "1" })],
    ["pairs", [["X-One", "1"]] as [string, string][]],
  ])("may be %s, of the client and of a call", async (_, headers) => {
    const { fetch, sent } = found();
    await call(shop({ fetch, headers }), readItem, ["i1"], undefined);
    await call(shop({ fetch }), readItem, ["i1"], undefined, { headers });
    expect(sent.map((request) => request.headers["x-one"])).toEqual(["1", "1"]);
  });

  test("that are null are not sent", async () => {
    const { fetch, sent } = found();
    await call(shop({ fetch }), readItem, ["i1"], undefined, { headers: { "X-One": null } });
    expect(sent[0]?.headers).not.toHaveProperty("x-one");
  });

  test.each([
    [
      "a Map",
      new Map<string, unknown>([
        ["X-One", null],
        ["X-Two", undefined],
      ]),
    ],
    ["pairs", [["X-One", null], ["X-Two"]]],
  ])("that are null in %s are not sent either", async (_, headers) => {
    const { fetch, sent } = found();
    await call(shop({ fetch }), readItem, ["i1"], undefined, { headers: headers as never });
    expect(Object.keys(sent[0]?.headers ?? {})).toEqual(["user-agent"]);
  });

  test.each([null, undefined, "", 5, {}])(
    "a credential that its function does not give is not sent: %j",
    async (none) => {
      const { fetch, sent } = found();
      for (const give of [() => none as never, async () => none as never]) {
        const error = await failure(call(shop({ fetch, authentication: bearer(give) }), readItem, ["i1"], undefined));
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(error.message).toContain("The function that gives the credential gave none.");
      }
      expect(sent).toEqual([]);
    },
  );

  test("of a call replace the client's credentials", async () => {
    const { fetch, sent } = found();
    const transport = shop({ fetch, authentication: bearer("client's") });
    await call(transport, readItem, ["i1"], undefined, { headers: { Authorization: "Bearer mine" } });
    expect(sent[0]?.headers.authorization).toBe("Bearer mine");
  });
});

test("fetch gets a URL and an init, with the options of the client and of the call", async () => {
  const seen: unknown[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    seen.push([url, init.method, (init as Record<string, unknown>).dispatcher, init.cache, init.redirect, init.body]);
    return json(201, { data: 1 });
  };
  const transport = shop({ fetch, fetchOptions: { dispatcher: "proxy", cache: "default" } });
  await call(transport, createItem, [], { a: 1 }, { fetchOptions: { cache: "no-store" } });
  expect(seen).toEqual([["https://shop.test/v1/items", "POST", "proxy", "no-store", "manual", '{"a":1}']]);
});

describe("what cannot be sent or read is an error of ours:", () => {
  const cycle: Record<string, unknown> = {};
  cycle.itself = cycle;
  test.each([
    ["a BigInt", { a: 1n }],
    ["an object that holds itself", cycle],
  ])("%s in a body", async (_, input) => {
    const error = await failure(call(shop(found()), createItem, [], input));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain("shop: items.create: the body cannot be written as JSON: ");
  });

  test("a value after its body was read by raw()", async () => {
    const promise = call(shop(found()), readItem, ["i1"], undefined);
    await (await promise.raw()).text();
    const error = await failure(promise);
    expect(error).toBeInstanceOf(SharewrightError);
    expect(error.message).toContain("its body was read by `raw()` already");
  });
});

describe("a list", () => {
  const items = (body: unknown) => (body as { items: unknown }).items;
  const pager = { read: readTokenPage, items, next: ["next"], after: ["cursor"] };
  const operation: Operation = {
    name: "items.list",
    method: "GET",
    path: "/items",
    query: { cursor: "cursor" },
    pager,
  };

  test("whose cursors lead round in a circle ends in an error", async () => {
    const next = (request: Request) => (request.url.includes("cursor=a") ? "b" : "a");
    const { fetch, sent } = network((request) => json(200, { items: [1], next: next(request) }));
    const error = await failure(list(shop({ fetch }), operation, [], undefined).toArray());
    expect(error.message).toContain("the answer leads to the same page again");
    expect(sent.length).toBeLessThan(9);
  });

  test("is an array also where a page holds more items than a call takes arguments", async () => {
    const { fetch } = network(json(200, { items: Array(300_000).fill(1), next: null }));
    expect(await list(shop({ fetch }), operation, [], undefined).toArray()).toHaveLength(300_000);
  });

  test("is an array of all its items, or of the first", async () => {
    const answer = (request: Request) => {
      const at = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
      return json(200, { items: [at, at + 1], next: at < 4 ? at + 2 : null });
    };
    const { fetch, sent } = network(answer);
    const read = () => list(shop({ fetch }), operation, [], undefined);
    expect(await read().toArray()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(sent).toHaveLength(3);
    expect(await read().toArray({ limit: 3 })).toEqual([0, 1, 2]);
    expect(sent).toHaveLength(5);
    // A limit that is no whole number is one that a calculation gave: no further page is looked at for its rest.
    expect(await read().toArray({ limit: 1.5 })).toEqual([0]);
    expect(await read().toArray({ limit: 0 })).toEqual([]);
    expect(sent).toHaveLength(7);
    for (const limit of [Number.NaN, -1, "3", null]) {
      const error = await failure(read().toArray({ limit } as never));
      expect(error.message).toBe(`toArray: \`limit\` has to be a number from 0 on, not ${limit}.`);
    }
  });
});
