import { describe, expect, expectTypeOf, test } from "vitest";
import {
  ApiError,
  ApiPromise,
  ConfigurationError,
  ConnectionError,
  DecodeError,
  type Failed,
  type Succeeded,
} from "../../../src/index.js";
import { call } from "../../../src/runtime/index.js";
import { failure, json, network, readItem, shop, unhandled } from "../shop.js";

interface Item {
  readonly id: string;
}
type ItemResult = Succeeded<200, Item> | Failed<404, { readonly errors: unknown }>;

const item = { id: "i1" };
const found = () => json(200, { data: item });
const missing = () => json(404, { errors: [{ title: "No such item" }] }, { "request-id": "r-9" });

function retrieve(answer: Response | Error, id = "i1") {
  const { fetch, sent } = network(answer);
  const promise = call<Item, ItemResult>(shop({ fetch, retry: false }), readItem, [id], undefined);
  return { promise, sent };
}

describe("awaiting", () => {
  test("gives the decoded value", async () => {
    const value = await retrieve(found()).promise;
    expectTypeOf(value).toEqualTypeOf<Item>();
    expect(value).toEqual(item);
  });

  test("throws an ApiError for an error status", async () => {
    const error = await failure<ApiError>(retrieve(missing()).promise);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      service: "shop",
      operation: "items.retrieve",
      status: 404,
      issues: [{ title: "No such item" }],
      body: { errors: [{ title: "No such item" }] },
      requestId: "r-9",
      attempts: 1,
    });
  });

  test("the call is on its way before anybody awaits it", async () => {
    const { sent } = retrieve(found());
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent.map(({ url }) => url)).toEqual(["https://shop.test/v1/items/i1"]);
  });

  test("twice sends once and gives the same object", async () => {
    const { promise, sent } = retrieve(found());
    expect(await promise).toBe(await promise);
    expect(sent).toHaveLength(1);
  });

  test("an empty success is undefined", async () => {
    const { fetch } = network(new Response(null, { status: 204 }));
    const { decode: _, ...plain } = readItem;
    expect(await call(shop({ fetch }), plain, ["i1"], undefined)).toBeUndefined();
  });
});

describe("as a promise", () => {
  test("then, catch and finally take their turns as with any other", async () => {
    const seen: unknown[] = [];
    expect(await retrieve(found()).promise.then(({ id }) => id.toUpperCase())).toBe("I1");
    expect(await retrieve(found()).promise.catch(() => "unused")).toEqual(item);
    expect(await retrieve(found()).promise.finally(() => seen.push("success"))).toEqual(item);
    expect(await retrieve(missing()).promise.then(undefined, (error) => (error as ApiError).status)).toBe(404);
    expect(await retrieve(missing()).promise.catch((error) => (error as ApiError).status)).toBe(404);
    await failure(retrieve(missing()).promise.finally(() => seen.push("failure")));
    expect(seen).toEqual(["success", "failure"]);
  });

  test("Promise.all, race and allSettled take it", async () => {
    expect(await Promise.all([retrieve(found()).promise, retrieve(found()).promise, 3])).toEqual([item, item, 3]);
    expect(await Promise.race([retrieve(found()).promise, new Promise(() => {})])).toEqual(item);
    const [settled] = await Promise.allSettled([retrieve(missing()).promise]);
    expect(settled).toMatchObject({ status: "rejected", reason: { status: 404 } });
  });

  test("it knows its class and names it", () => {
    const { promise } = retrieve(found());
    expect(promise).toBeInstanceOf(ApiPromise);
    expect(String(promise)).toBe("[object ApiPromise]");
    expectTypeOf(promise).toExtend<Promise<Item>>();
  });
});

describe("withResponse", () => {
  test("tells status, headers, body as it came, request id, rate limit and attempts", async () => {
    const { promise } = retrieve(
      json(200, { data: item, more: 1 }, { "request-id": "r-1", "ratelimit-remaining": "7", "ratelimit-reset": "30" }),
    );
    const { headers, ...rest } = await promise.withResponse();
    expect(headers.get("request-id")).toBe("r-1");
    expect(rest).toEqual({
      value: item,
      status: 200,
      body: { data: item, more: 1 },
      requestId: "r-1",
      rateLimit: { remaining: 7, resetSeconds: 30 },
      attempts: 1,
    });
  });

  test("leaves out what the answer does not name", async () => {
    expect(await retrieve(found()).promise.withResponse()).toMatchObject({ requestId: undefined, rateLimit: {} });
  });

  test("throws as awaiting does", async () => {
    expect(await failure(retrieve(missing()).promise.withResponse())).toBeInstanceOf(ApiError);
  });
});

describe("asResult", () => {
  test("a success is { ok: true, status, data }", async () => {
    const result = await retrieve(found()).promise.asResult();
    expect(result).toEqual({ ok: true, status: 200, data: item });
    if (result.status === 200) expectTypeOf(result.data).toEqualTypeOf<Item>();
  });

  test("a declared error status is { ok: false, status, error }", async () => {
    const result = await retrieve(missing()).promise.asResult();
    expect(result).toEqual({ ok: false, status: 404, error: expect.any(ApiError) });
    if (result.ok) throw new Error("expected a failure");
    expectTypeOf(result.error).toEqualTypeOf<ApiError<404, { readonly errors: unknown }>>();
    expect(result.error.body.errors).toEqual([{ title: "No such item" }]);
  });

  test("of several declared errors the status tells which the error is", async () => {
    type Result = Succeeded<200, Item> | Failed<404 | 409, { readonly errors: unknown }>;
    const result = (await retrieve(missing()).promise.asResult()) as Result;
    if (result.status !== 404) throw new Error("expected a 404");
    expectTypeOf(result.error.status).toEqualTypeOf<404>();
    expect(result.error.status).toBe(404);
  });

  test("a status the spec does not declare throws", async () => {
    expect(await failure(retrieve(json(403, {})).promise.asResult())).toMatchObject({ name: "ApiError", status: 403 });
  });

  test("no answer throws", async () => {
    expect(await failure(retrieve(new Error("down")).promise.asResult())).toBeInstanceOf(ConnectionError);
  });
});

describe("raw", () => {
  /** Starts its body and never ends it: reading it would hang. */
  const endless = () =>
    new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode("first")) }));

  test("asked for before the answer, its body is a stream nobody has read", async () => {
    const fetch = async () => endless();
    const response = await call(shop({ fetch }), readItem, ["i1"], undefined).raw();
    expect(response.bodyUsed).toBe(false);
    const { value } = (await response.body?.getReader().read()) ?? {};
    expect(new TextDecoder().decode(value)).toBe("first");
  });

  test("asked for after the value, it can still be read, as often as it is asked for", async () => {
    const { promise, sent } = retrieve(json(200, { data: item }, { "request-id": "r-1" }));
    await promise;
    for (let time = 0; time < 2; time += 1) {
      const response = await promise.raw();
      expect(response.headers.get("request-id")).toBe("r-1");
      expect(await response.json()).toEqual({ data: item });
    }
    expect(sent).toHaveLength(1);
  });

  test("asked for together with the value, both come", async () => {
    const { promise } = retrieve(found());
    const [response, value] = await Promise.all([promise.raw(), promise]);
    expect(value).toEqual(item);
    expect(await response.json()).toEqual({ data: item });
  });

  test("an error status is an answer like any other", async () => {
    const { promise } = retrieve(missing());
    expect(await unhandled(async () => expect((await promise.raw()).status).toBe(404))).toEqual([]);
    const later = retrieve(missing()).promise;
    await failure(later);
    expect((await later.raw()).status).toBe(404);
  });

  test("an answer that may not have a body comes after its value too", async () => {
    const { fetch } = network(new Response(null, { status: 204 }));
    const promise = call(shop({ fetch }), { ...readItem, decode: () => undefined }, ["i1"], undefined);
    await promise;
    expect((await promise.raw()).status).toBe(204);
  });

  test("no answer throws", async () => {
    expect(await failure(retrieve(new Error("down")).promise.raw())).toBeInstanceOf(ConnectionError);
  });
});

describe("a call nobody awaits", () => {
  test("an error status surfaces as an unhandled rejection", async () => {
    expect(await unhandled(() => void retrieve(missing()))).toEqual([expect.any(ApiError)]);
  });

  test("so does a call that got no answer, and one that could not be sent", async () => {
    expect(await unhandled(() => void retrieve(new Error("down")))).toEqual([expect.any(ConnectionError)]);
    expect(await unhandled(() => void retrieve(found(), ".."))).toEqual([expect.any(ConfigurationError)]);
  });

  test("a success passes in silence", async () => {
    expect(await unhandled(() => void retrieve(found()))).toEqual([]);
  });

  test("a failure that is handled in any of the ways surfaces no second time", async () => {
    const reasons = await unhandled(async () => {
      await failure(retrieve(missing()).promise);
      await failure(retrieve(found(), "..").promise);
      await failure(retrieve(missing()).promise.withResponse());
      await retrieve(missing()).promise.asResult();
      await retrieve(missing()).promise.raw();
      await failure(Promise.all([retrieve(missing()).promise, retrieve(new Error("down")).promise]));
    });
    expect(reasons).toEqual([]);
  });
});

describe("reading the body", () => {
  const answer = (body: string | null, status = 200) =>
    new Response(body, { status, headers: { "content-type": "a/b" } });

  test("a success that is not JSON names operation, status, type and length, and keeps its text to itself", async () => {
    const error = await failure(retrieve(answer("<p>Maria</p>")).promise);
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toMatch(/^shop: items\.retrieve got 200, but no JSON \(a\/b, 12 characters\)/);
    expect(error.message).not.toContain("Maria");
    expect(error.cause).toBeUndefined();
  });

  test("JSON that is cut off is not JSON", async () => {
    expect(await failure(retrieve(answer('{"data":{"id":"i1"')).promise)).toBeInstanceOf(DecodeError);
  });

  test("a fault found while decoding names the operation", async () => {
    const error = await failure(retrieve(answer('{"dato":1}')).promise);
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toBe("shop: items.retrieve: The answer has no `data`.");
  });

  test("an error body is kept as text if it is not JSON, and said; undefined if it is empty", async () => {
    expect(await failure(retrieve(answer("<h1>Bad gateway</h1>", 502)).promise)).toMatchObject({
      status: 502,
      body: "<h1>Bad gateway</h1>",
      issues: [{ title: "Bad gateway" }],
    });
    const empty = await failure<ApiError>(retrieve(answer(null, 500)).promise);
    expect(empty).toMatchObject({ status: 500, issues: [] });
    expect(empty.body).toBeUndefined();
  });

  test("the service's normalisation comes before everything else, for successes and errors", async () => {
    const normalise = (body: unknown) => ({ data: "normal", was: body });
    const { fetch } = network(json(200, 1), json(404, 2));
    const transport = shop({ fetch, service: { normalise } });
    expect(await call(transport, readItem, ["i1"], undefined)).toBe("normal");
    expect(await failure(call(transport, readItem, ["i1"], undefined))).toMatchObject({
      body: { data: "normal", was: 2 },
    });
  });
});
