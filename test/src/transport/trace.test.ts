// Spans over node:diagnostics_channel, in the words of OpenTelemetry.

import { AsyncLocalStorage } from "node:async_hooks";
import { tracingChannel } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test } from "vitest";
import { type CallSpan, type TracedCall, traceCalls } from "../../../src/index.js";
import { call } from "../../../src/runtime/index.js";
import { createItem, failure, json, network, readItem, shop } from "../shop.js";

type Context = CallSpan & { error?: Error; result?: Response };

const channel = tracingChannel<string, Context>("sharewright:call");

/** What is published until the test ends. */
function subscribed(): [event: string, context: Context][] {
  const events: [string, Context][] = [];
  const on = (event: string) => (context: Context) =>
    void events.push([event, { ...context, attributes: { ...context.attributes } }]);
  const handlers = Object.fromEntries(
    ["start", "end", "asyncStart", "asyncEnd", "error"].map((event) => [event, on(event)]),
  ) as unknown as Parameters<typeof channel.subscribe>[0];
  channel.subscribe(handlers);
  onTestFinished(() => void channel.unsubscribe(handlers));
  return events;
}

const quick = { baseDelayMs: 0 };
const read = (options: Parameters<typeof shop>[0]) =>
  call(shop({ trace: traceCalls, retry: quick, ...options }), readItem, ["i-secret"], { expand: "q-secret" });

const begun = {
  "http.request.method": "GET",
  "url.template": "/items/{item-id}",
  "server.address": "shop.test",
  "server.port": 443,
  "sharewright.service": "shop",
  "sharewright.operation": "items.retrieve",
};

describe("a call is a span", () => {
  test("with its name and what is known of it at the start, and what came of it at the end", async () => {
    const events = subscribed();
    await read({ fetch: async () => json(200, { data: 1 }) });
    expect(events.map(([event]) => event)).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    expect(events[0]?.[1]).toMatchObject({ name: "GET /items/{item-id}" });
    expect(events[0]?.[1].attributes).toStrictEqual(begun);
    expect(events[3]?.[1].attributes).toStrictEqual({
      ...begun,
      "http.response.status_code": 200,
      "http.request.resend_count": 0,
    });
  });

  test("in all: its attempts are counted", async () => {
    const events = subscribed();
    await read({ fetch: network(json(503, {}), new Error("reset"), json(200, { data: 1 })).fetch });
    expect(events).toHaveLength(4);
    expect(events[3]?.[1].attributes).toMatchObject({
      "http.request.resend_count": 2,
      "http.response.status_code": 200,
    });
  });

  test("that names the status of an answer which is an error", async () => {
    const events = subscribed();
    await failure(read({ fetch: async () => json(404, {}) }));
    expect(events.at(-1)?.[1].attributes).toMatchObject({ "http.response.status_code": 404, "error.type": "404" });
  });

  test("that names the class of an error, and publishes it", async () => {
    const events = subscribed();
    const error = await failure(read({ fetch: () => Promise.reject(new Error("down")), retry: false }));
    const failed = events.find(([event]) => event === "error")?.[1];
    expect(failed?.attributes).toMatchObject({ "error.type": "ConnectionError", "http.request.resend_count": 0 });
    expect(failed?.attributes).not.toHaveProperty("http.response.status_code");
    expect(failed?.error).toBe(error);
  });

  test("that was never sent was not sent again", async () => {
    const events = subscribed();
    const aborted = { signal: AbortSignal.abort("no reason that is an error"), totalTimeoutMs: 1000 };
    await failure(call(shop({ trace: traceCalls }), readItem, ["i1"], undefined, aborted));
    expect(events.at(-1)?.[1].attributes).toMatchObject({ "error.type": "_OTHER", "http.request.resend_count": 0 });
  });

  test.each([
    ["http://127.0.0.1:8080/v1", "127.0.0.1", 8080],
    ["http://localhost", "localhost", 80],
    ["http://[::1]:8080", "::1", 8080],
    ["https://proxy.test", "proxy.test", 443],
  ])("to address and port of %s", async (baseUrl, address, port) => {
    const events = subscribed();
    await read({ baseUrl, fetch: async () => json(200, { data: 1 }) });
    expect(events[0]?.[1].attributes).toMatchObject({ "server.address": address, "server.port": port });
  });

  test("that holds neither id nor query nor body nor header", async () => {
    const events = subscribed();
    await read({ headers: { "x-mine": "h-secret" }, fetch: async () => json(200, { data: "b-secret" }) });
    const transport = shop({ trace: traceCalls, fetch: async () => json(200, { data: 1 }) });
    await call(transport, createItem, [], { name: "b-secret" }, { idempotencyKey: "k-secret" });
    expect(events).toHaveLength(8);
    expect(JSON.stringify(events.map(([, { name, attributes }]) => ({ name, attributes })))).not.toContain("secret");
  });
});

test("a store bound to the channel is there for all that the call does", async () => {
  const storage = new AsyncLocalStorage<string>();
  channel.start.bindStore(storage, ({ name }) => name);
  onTestFinished(() => void channel.start.unbindStore(storage));
  const seen: unknown[] = [];
  const answers = [json(503, {}), json(200, { data: 1 })];
  await read({
    fetch: async () => {
      seen.push(storage.getStore());
      return answers.shift() as Response;
    },
  });
  expect(seen).toEqual(["GET /items/{item-id}", "GET /items/{item-id}"]);
  expect(storage.getStore()).toBeUndefined();
});

test("while nobody listens, a call is sent as it is", async () => {
  const traced = {
    get baseUrl(): string {
      throw new Error("nobody asked");
    },
  } as unknown as TracedCall;
  const sent = Promise.resolve(new Response());
  expect(traceCalls(traced, () => sent)).toBe(sent);
});

test("a trace of the caller's own wraps the call, and what it gives is the answer", async () => {
  const calls: unknown[] = [];
  const value = await read({
    fetch: async () => json(500, {}),
    trace: async (given, send) => {
      const { service, operation, method, template, baseUrl } = given;
      const { status } = await send();
      calls.push({ service, operation, method, template, baseUrl, status, attempts: given.attempts });
      return json(200, { data: "mine" });
    },
  }).raw();
  expect(await value.json()).toEqual({ data: "mine" });
  const facts = { service: "shop", operation: "items.retrieve", method: "GET", template: "/items/{item-id}" };
  expect(calls).toEqual([{ ...facts, baseUrl: "https://shop.test/v1", status: 500, attempts: 3 }]);
});
