// The outcome in an error: whether the call was carried out, and whether it may be made again.

import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createEnableNow } from "../../../generated/enablenow/index.js";
import { createPersona } from "../../../generated/persona/index.js";
import { AbortedError, type SharewrightError } from "../../../src/index.js";
import { call, type Operation } from "../../../src/runtime/index.js";
import { createItem, deaf, failure, json, network, readItem, shop, silence, unhandled } from "../shop.js";

afterEach(() => {
  vi.useRealTimers();
});

const coded = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
const keyless = { idempotency: { header: "Idempotency-Key", methods: [] } };
const quick = { baseDelayMs: 0 };
const maxResponseBytes = 1000;

const start = new TextEncoder().encode('{"data":');
const broken = (status: number) => {
  let begun = false;
  const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
    if (begun) stream.error(coded("ECONNRESET"));
    else stream.enqueue(start);
    begun = true;
  };
  return new Response(new ReadableStream({ pull }), { status });
};
const stalled = (status: number) =>
  new Response(new ReadableStream({ start: (stream) => stream.enqueue(start) }), { status });
const tooLong = (status: number) => new Response("x".repeat(1001), { status });

/** Ways to fail: what the network does, whether that leaves the outcome open, and whether it is worth another attempt. */
const faults = {
  refused: { answer: coded("ECONNREFUSED"), open: false, again: "always" },
  "no such host": { answer: coded("ENOTFOUND"), open: false, again: "always" },
  dropped: { answer: coded("ECONNRESET"), open: true, again: "repeatable" },
  unreachable: { answer: coded("EHOSTUNREACH"), open: true, again: "repeatable" },
  timeout: { answer: silence, open: true, again: "repeatable" },
  500: { answer: json(500, {}), open: true, again: "repeatable" },
  503: { answer: json(503, {}), open: true, again: "repeatable" },
  408: { answer: json(408, {}), open: true, again: "repeatable" },
  425: { answer: json(425, {}), open: false, again: "always" },
  429: { answer: json(429, {}), open: false, again: "always" },
  404: { answer: json(404, {}), open: false, again: "never" },
  422: { answer: json(422, {}), open: false, again: "never" },
  501: { answer: json(501, {}), open: false, again: "never" },
  "redirect to the same request": { answer: new Response(null, { status: 307 }), open: false, again: "never" },
  "redirect to what was made": { answer: new Response(null, { status: 303 }), open: true, again: "never" },
  "redirect of a kind that nobody knows": { answer: new Response(null, { status: 310 }), open: true, again: "never" },
  "redirect of old": { answer: new Response(null, { status: 302 }), open: true, again: "never" },
  "refused, and its body breaks off": { answer: () => broken(422), open: false, again: "never" },
  "refused, and its body stalls": { answer: () => stalled(422), open: false, again: "never" },
  "refused, and its body is too long": { answer: () => tooLong(422), open: false, again: "never" },
  "rate limited, and its body breaks off": { answer: () => broken(429), open: false, again: "always" },
  "failed, and its body breaks off": { answer: () => broken(500), open: true, again: "repeatable" },
  "done, and its body breaks off": { answer: () => broken(200), open: true, again: "repeatable" },
  "done, and its body is too long": { answer: () => tooLong(200), open: true, again: "never" },
  "cut JSON": { answer: new Response('{"data":'), open: true, again: "repeatable" },
  undecodable: { answer: json(200, { dato: 1 }), open: true, again: "never" },
  "nothing in it": { answer: () => new Response(), open: true, again: "never" },
} as const;

const calls = {
  GET: { operation: readItem, repeatable: true, advice: undefined },
  "POST with a key": {
    operation: { ...createItem, decode: readItem.decode },
    repeatable: true,
    advice: "Repeat it with `idempotencyKey`.",
  },
  "POST without": {
    operation: { ...createItem, decode: readItem.decode, check: "items.list" },
    service: keyless,
    repeatable: false,
    advice: "Repeat it, after a look at items.list.",
  },
  PATCH: {
    operation: { ...createItem, decode: readItem.decode, method: "PATCH" },
    repeatable: false,
    advice: "Repeat it, after a look.",
  },
  PUT: { operation: { ...createItem, decode: readItem.decode, method: "PUT" }, repeatable: true, advice: "Repeat it." },
  DELETE: { operation: { ...readItem, method: "DELETE" }, repeatable: true, advice: "Repeat it." },
} satisfies Record<string, { operation: Operation; service?: object; repeatable: boolean; advice: string | undefined }>;

const unknown = "The outcome is unknown: it may have been carried out. ";

describe.each(Object.entries(calls))("a %s", (_, { operation, repeatable, advice, ...given }) => {
  const service = "service" in given ? given.service : {};
  const made = (fetch: Parameters<typeof shop>[0]) =>
    call(shop({ service, retry: quick, timeoutMs: 15, maxResponseBytes, ...fetch }), operation, ["i1"], undefined, {
      ...("service" in given || operation.method !== "POST" ? {} : { idempotencyKey: "k-1" }),
    });

  test.each(Object.entries(faults))("that fails for good: %s", async (_, { answer, open, again }) => {
    const { fetch, sent } = network(answer);
    const error = await failure<SharewrightError>(made({ fetch }));
    const doubtful = open && advice !== undefined;
    expect(error.outcome).toBe(doubtful ? "unknown" : undefined);
    expect("outcome" in error).toBe(doubtful);
    expect(error.message.includes(unknown)).toBe(doubtful);
    if (doubtful) expect(error.message).toContain(unknown + advice);
    expect(error.idempotencyKey).toBe(doubtful && sent[0]?.headers["idempotency-key"] ? "k-1" : undefined);
    expect(sent).toHaveLength(again === "always" || (again === "repeatable" && repeatable) ? 3 : 1);
    expect(new Set(sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  test.runIf(repeatable).each([
    ["dropped", 404],
    ["timeout", 409],
    ["503", 422],
    ["cut JSON", 400],
  ] as const)("that may have been carried out (%s) is not known not to be by a later %i", async (first, status) => {
    const { fetch } = network(faults[first].answer, json(status, {}));
    const error = await failure<SharewrightError>(made({ fetch }));
    expect(error).toMatchObject({ status, attempts: 2 });
    expect(error.outcome).toBe(advice && "unknown");
  });

  test.runIf(repeatable)("that was surely refused before is refused by a later 422", async () => {
    const { fetch } = network(coded("ECONNREFUSED"), json(429, {}), json(422, {}));
    const error = await failure<SharewrightError>(made({ fetch }));
    expect(error).toMatchObject({ status: 422, attempts: 3 });
    expect(error.outcome).toBeUndefined();
  });

  test.runIf(repeatable)("that may have been carried out says so also if nothing can be sent any more", async () => {
    const { fetch } = network(coded("ECONNRESET"), coded("ECONNREFUSED"));
    const error = await failure<SharewrightError>(made({ fetch }));
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.outcome).toBe(advice && "unknown");
  });
});

describe("the generated clients", () => {
  test("tell how to find out, where the service has no keys", async () => {
    const fetch = async (url: string) =>
      url.endsWith("token") ? json(200, { access_token: "t" }) : Promise.reject(coded("ECONNRESET"));
    const client = createEnableNow({ clientId: "id", clientSecret: "s", fetch, retry: quick });
    const error = await failure(client.shares.create({ clientId: "app" }));
    expect(error.message).toContain(`${unknown}Repeat it, after a look at shares.list.`);
  });

  test("give the key to repeat the call with, where it has", async () => {
    const { fetch, sent } = network(coded("ECONNRESET"));
    const client = createPersona({ apiKey: "k", fetch, retry: quick });
    const error = await failure<SharewrightError>(client.connect.shareTokens.redeem("cnst_1"));
    expect(error).toMatchObject({ outcome: "unknown", idempotencyKey: sent[0]?.headers["idempotency-key"] });
    expect(sent.map(({ headers }) => headers["idempotency-key"])).toEqual(Array(3).fill(error.idempotencyKey));
  });
});

test("in an outage a client does not multiply its calls: 300 of them make 100 retries, and not 600", async () => {
  const { fetch, sent } = network(json(503, {}));
  const transport = shop({ fetch, retry: quick });
  for (let n = 0; n < 300; n += 1) await failure(call(transport, readItem, ["i1"], undefined));
  expect(sent).toHaveLength(400);
});

test("after an outage the client earns a retry with every two calls that are answered", async () => {
  let status = 503;
  const { fetch, sent } = network(() => json(status, { data: 1 }));
  const transport = shop({ fetch, retry: quick });
  const read = () =>
    call(transport, readItem, ["i1"], undefined)
      .asResult()
      .catch(() => {});
  for (let n = 0; n < 60; n += 1) await read();
  status = 200;
  for (let n = 0; n < 4; n += 1) await read();
  status = 503;
  const before = sent.length;
  for (let n = 0; n < 5; n += 1) await read();
  expect(sent.length - before).toBe(5 + 2);
});

describe("a wait that the service asks for", () => {
  const now = "2026-11-22T12:00:00Z";
  test.each([
    [429, { "retry-after": "7" }, 7],
    [503, { "retry-after": "7" }, 7],
    [503, { "retry-after": "Sun, 22 Nov 2026 12:00:09 GMT" }, 9],
    [429, { "ratelimit-reset": "11" }, 11],
    [429, { "ratelimit-reset": "11", "retry-after": "3" }, 3],
  ])("is obeyed: %i with %j", async (status, headers, seconds) => {
    vi.useFakeTimers({ now: Date.parse(now) });
    const { fetch, sent } = network(json(status, {}, headers), json(200, { data: 1 }));
    const value = call(shop({ fetch }), readItem, ["i1"], undefined).then((given) => given);
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await value).toBe(1);
  });
});

describe("totalTimeoutMs", () => {
  const stalled = async () =>
    new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(1)) }));
  test.each([
    ["an attempt", deaf],
    ["a wait", network(json(503, {}, { "retry-after": "20" })).fetch],
    ["the reading of a body", stalled],
  ])("ends %s, and nothing is left: no timer, no listener, no rejection", async (_, fetch) => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const options = { signal, totalTimeoutMs: 1000 };
    const error = failure(call(shop({ fetch }), readItem, ["i1"], undefined, options));
    await vi.advanceTimersByTimeAsync(999);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ name: "TimeoutError", timeoutMs: 1000 });
    expect((await error).message).toContain("within 1000 ms (`totalTimeoutMs`)");
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("leaves the outcome open if an attempt does", async () => {
    const { fetch } = network(json(503, {}, { "retry-after": "20" }));
    const error = failure(call(shop({ fetch, totalTimeoutMs: 20 }), createItem, [], {}));
    expect(await error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  });
});

test("what fails after its call has ended is no unhandled rejection", async () => {
  const late = () => new Promise<Response>((_, reject) => setTimeout(() => reject(new Error("late")), 10));
  const reasons = await unhandled(async () => {
    const controller = new AbortController();
    const calls = [
      failure(call(shop({ fetch: late, retry: false, timeoutMs: 2 }), createItem, [], {})),
      failure(call(shop({ fetch: late, totalTimeoutMs: 2 }), createItem, [], {})),
      failure(call(shop({ fetch: late }), createItem, [], {}, { signal: controller.signal })),
    ];
    setTimeout(() => controller.abort(), 2);
    await Promise.all(calls);
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  expect(reasons).toEqual([]);
});

describe("a call that the caller aborts", () => {
  const aborted = async (operation: Operation, signal: AbortSignal, options: object = {}) =>
    failure<SharewrightError>(call(shop({ fetch: silence, ...options }), operation, ["i1"], {}, { signal }));

  test("and that changes something tells that it may have been carried out, and the key to find out", async () => {
    const controller = new AbortController();
    const { fetch, sent } = network(silence);
    const pending = failure<SharewrightError>(call(shop({ fetch }), createItem, [], {}, { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error("enough")), 5);
    const error = await pending;
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown" });
    expect(error.cause).toBe(controller.signal.reason);
    expect(error.idempotencyKey).toBe(sent[0]?.headers["idempotency-key"]);
    expect(error.message).toBe(
      "shop: items.create was aborted.\nThe outcome is unknown: it may have been carried out. Repeat it with `idempotencyKey`.",
    );
  });

  test("by AbortSignal.timeout is named like its reason", async () => {
    const error = await aborted(createItem, AbortSignal.timeout(5));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  });

  test("in the wait after an attempt that may have been carried out tells so too", async () => {
    const error = await aborted(createItem, AbortSignal.timeout(30), {
      fetch: network(json(503, {}, { "retry-after": "20" })).fetch,
    });
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  });

  test("and that only reads, or was not sent yet, rejects with the reason itself", async () => {
    const reason = new Error("enough");
    expect(await aborted(createItem, AbortSignal.abort(reason))).toBe(reason);
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 5);
    expect(await aborted(readItem, controller.signal)).toBe(reason);
  });
});

describe("a service that keeps its failures under the key", () => {
  const service = { idempotency: { header: "Idempotency-Key", methods: ["POST"], keepsErrors: true } };
  const make = (answer: Response | Error) => {
    const { fetch, sent } = network(answer);
    return { sent, error: failure<SharewrightError>(call(shop({ service, fetch, retry: quick }), createItem, [], {})) };
  };

  test("is not asked twice for one, and the advice is another key", async () => {
    const { sent, error } = make(json(500, {}));
    expect(await error).toMatchObject({ status: 500, attempts: 1, outcome: "unknown" });
    expect((await error).idempotencyKey).toBeUndefined();
    expect((await error).message).toContain(
      "Repeat it with a new key, after a look: under the same one the service repeats this answer.",
    );
    expect(sent).toHaveLength(1);
  });

  test.each([
    ["an answer that was lost", coded("ECONNRESET")],
    ["the answer of a proxy", json(503, {})],
  ])("is asked again under the key after %s", async (_, answer) => {
    const { sent, error } = make(answer);
    expect((await error).idempotencyKey).toBe(sent[0]?.headers["idempotency-key"]);
    expect((await error).message).toContain("Repeat it with `idempotencyKey`.");
    expect(sent).toHaveLength(3);
  });
});

test("a 401 whose body breaks off renews the token all the same", async () => {
  const used: (string | undefined)[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    if (url.endsWith("token")) return json(200, { access_token: `t${used.length}`, expires_in: "3600" });
    used.push(new Headers(init.headers).get("authorization") ?? undefined);
    return used.length === 1 ? broken(401) : json(200, { data: { id: "s1" } });
  };
  const client = createEnableNow({ clientId: "id", clientSecret: "s", fetch, retry: quick });
  expect(await client.shares.retrieve("s1")).toEqual({ id: "s1" });
  expect(used).toEqual(["Bearer t0", "Bearer t1"]);
});

test.each([
  ["timeoutMs", { timeoutMs: 15 }],
  ["totalTimeoutMs", { totalTimeoutMs: 15 }],
])("a success whose body stalls is told with its status: %s", async (option, limits) => {
  const client = shop({ fetch: async () => stalled(201), retry: false, ...limits });
  const error = await failure<SharewrightError>(call(client, createItem, [], {}));
  expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  expect(error.message).toContain(`shop: items.create got 201, but not all of its body within 15 ms (\`${option}\`).`);
});

test("a failure that the platform gives no words for has its kind", async () => {
  const fetch = () => Promise.reject(new TypeError("fetch failed", { cause: new RangeError("") }));
  const error = await failure(call(shop({ fetch, retry: false }), readItem, ["i1"], undefined));
  expect(error.message).toContain("shop: items.retrieve got no answer from https://shop.test: RangeError.");
});

test("an error whose body did not arrive says so, with its status", async () => {
  const error = await failure<SharewrightError>(call(shop({ fetch: async () => broken(404) }), readItem, ["i1"], {}));
  expect(error).toMatchObject({ name: "ApiError", status: 404, body: undefined, attempts: 1 });
  expect(error.message).toContain("shop: items.retrieve got 404 (its body did not arrive).");
});
