import { getEventListeners } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CallOptions } from "../../../src/call/call.js";
import { ConnectionError, TimeoutError } from "../../../src/index.js";
import { bearer, call } from "../../../src/runtime/index.js";
import { createItem, deaf, failure, json, network, readItem, shop, silence } from "../shop.js";

const ok = () => json(200, { data: "done" });
const busy = () => json(503, {});
const read = (options: Parameters<typeof shop>[0], callOptions?: CallOptions) =>
  call(shop(options), readItem, ["i1"], undefined, callOptions);
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

afterEach(() => {
  vi.useRealTimers();
});

describe("trying again", () => {
  const quick = { baseDelayMs: 0 };

  test.each([408, 429, 500, 502, 503, 504])("helps against %i", async (status) => {
    const { fetch, sent } = network(json(status, {}), json(status, {}), ok());
    expect(await read({ fetch, retry: quick }).withResponse()).toMatchObject({ value: "done", attempts: 3 });
    expect(sent).toHaveLength(3);
  });

  test("helps against a connection that breaks and an answer that does not come", async () => {
    const { fetch } = network(new TypeError("fetch failed"), silence, ok());
    expect(await read({ fetch, retry: quick, timeoutMs: 20 }).withResponse()).toMatchObject({ attempts: 3 });
  });

  test("is given up after the allowed attempts, with the last answer or failure", async () => {
    const status = network(busy());
    expect(await failure(read({ fetch: status.fetch, retry: quick }))).toMatchObject({ status: 503, attempts: 3 });
    expect(status.sent).toHaveLength(3);
    const down = network(new Error("down"));
    expect(await failure(read({ fetch: down.fetch, retry: { ...quick, maxAttempts: 2 } }))).toBeInstanceOf(
      ConnectionError,
    );
    expect(down.sent).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 409, 422, 501])("is not done after %i", async (status) => {
    const { fetch, sent } = network(json(status, {}));
    expect(await failure(read({ fetch, retry: quick }))).toMatchObject({ status, attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  test("can be switched off, for the client and for a call", async () => {
    for (const [client, one] of [[false], [quick, false]] as const) {
      const { fetch, sent } = network(busy());
      await failure(read({ fetch, retry: client }, one === undefined ? {} : { retry: one }));
      expect(sent).toHaveLength(1);
    }
    const { fetch, sent } = network(busy());
    await failure(read({ fetch, retry: false }, { retry: { ...quick, maxAttempts: 2 } }));
    expect(sent).toHaveLength(2);
  });

  test("is never done with a POST that the service could carry out twice", async () => {
    for (const answer of [busy(), new Error("reset")]) {
      const { fetch, sent } = network(answer);
      await failure(call(shop({ fetch, retry: quick, service: { idempotency: never } }), createItem, [], {}));
      expect(sent).toHaveLength(1);
    }
  });

  const never = { header: "Idempotency-Key", methods: [] };

  test("sends the same request: method, URL, headers and body", async () => {
    const { fetch, sent } = network(busy(), new Error("reset"), json(200, {}));
    await call(shop({ fetch, retry: quick }), createItem, [], { text: "ä" }, { headers: { "x-mine": "1" } });
    expect(sent[0]).toMatchObject({ method: "POST", body: '{"text":"ä"}', headers: { "x-mine": "1" } });
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual(sent[0]);
  });

  test("waits as long as the service asks, and not longer than allowed", async () => {
    vi.useFakeTimers();
    const { fetch, sent } = network(json(429, {}, { "retry-after": "7" }), ok());
    const promise = read({ fetch }).then((value) => value);
    await vi.advanceTimersByTimeAsync(6999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await promise).toBe("done");
    const tooLong = network(json(429, {}, { "retry-after": "31" }), ok());
    expect(await failure(read({ fetch: tooLong.fetch }))).toMatchObject({ status: 429, attempts: 1 });
  });

  test("gives the connection of an answer that nobody will read back", async () => {
    const cancelled: number[] = [];
    const streamed = () =>
      new Response(new ReadableStream({ cancel: () => void cancelled.push(503) }), { status: 503 });
    const { fetch } = network(streamed, streamed, ok);
    const response = await read({ fetch, retry: quick }).raw();
    expect([response.status, cancelled]).toEqual([200, [503, 503]]);
  });

  test("does not wait for an answer that a wrapper around the fetch has cloned or is reading", async () => {
    const kept: unknown[] = [];
    const cloned = () => {
      const response = busy();
      kept.push(response.clone());
      return response;
    };
    const locked = () => {
      const response = busy();
      kept.push(response.body?.getReader());
      return response;
    };
    const { fetch } = network(cloned, locked, ok);
    expect((await read({ fetch, retry: quick }).raw()).status).toBe(200);
  });

  test("an answer that comes after its attempt was given up is not taken for the next one's", async () => {
    vi.useFakeTimers();
    const delayed = (ms: number, response: Response) => async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return response;
    };
    /** Its body ends 20 ms after it began. */
    const slowBody = new ReadableStream({
      async start(stream) {
        await new Promise((resolve) => setTimeout(resolve, 120 + 20));
        stream.enqueue(new TextEncoder().encode('{"data":"second"}'));
        stream.close();
      },
    });
    const answers = [delayed(130, json(200, { data: "first" })), delayed(0, new Response(slowBody))];
    const promise = read({ fetch: () => answers.shift()?.() ?? deaf(), retry: quick, timeoutMs: 100 });
    const value = promise.then((given) => given);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await value).toBe("second");
    expect(await (await promise.raw()).json()).toEqual({ data: "second" });
  });
});

describe("the time limit", () => {
  test("ends an attempt, and the error says which limit it was and what to do", async () => {
    const error = await failure(read({ fetch: silence, retry: false, timeoutMs: 20 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      timeoutMs: 20,
      message: "shop: items.retrieve got no answer within 20 ms (`timeoutMs`).\nTry again, or allow more time.",
    });
  });

  test("is the call's own before the client's", async () => {
    expect(await failure(read({ fetch: silence, retry: false }, { timeoutMs: 10 }))).toMatchObject({ timeoutMs: 10 });
  });

  test("covers the body", async () => {
    const stalled = () =>
      new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"data":')) }));
    const { fetch } = network(stalled);
    expect(await failure(read({ fetch, retry: false, timeoutMs: 20 }))).toBeInstanceOf(TimeoutError);
  });

  test("aborts the fetch, and ends one that does not listen all the same", async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch = (_: string, init?: RequestInit) => {
      signals.push(init?.signal);
      return deaf();
    };
    const error = await failure(read({ fetch, retry: false, timeoutMs: 20 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(signals).toMatchObject([{ aborted: true, reason: error }]);
  });

  test("may be longer than a timer can be set to", async () => {
    for (const timeoutMs of [Number.POSITIVE_INFINITY, 2 ** 31, 1e12]) {
      const slow = async () => {
        await turn();
        return ok();
      };
      expect(await read({ fetch: slow, retry: false, timeoutMs })).toBe("done");
    }
  });
});

describe("the caller's signal", () => {
  const enough = new Error("enough");

  test("that is aborted already sends nothing", async () => {
    const { fetch, sent } = network(ok());
    expect(await failure(read({ fetch }, { signal: AbortSignal.abort(enough) }))).toBe(enough);
    expect(sent).toEqual([]);
  });

  test.each([
    ["a fetch that listens", silence],
    ["a fetch that does not", deaf],
    [
      "a fetch with words of its own",
      (_: string, init?: RequestInit) => silence(_, init).catch(() => Promise.reject("mine")),
    ],
    ["a body", async () => new Response(new ReadableStream())],
  ])("ends %s, with the signal's reason", async (_, fetch) => {
    const controller = new AbortController();
    const promise = failure(read({ fetch }, { signal: controller.signal }));
    await turn();
    controller.abort(enough);
    expect(await promise).toBe(enough);
  });

  test("ends the wait between attempts", async () => {
    const { fetch, sent } = network(json(503, {}, { "retry-after": "20" }));
    const controller = new AbortController();
    const promise = failure(read({ fetch }, { signal: controller.signal }));
    await turn();
    controller.abort(enough);
    expect(await promise).toBe(enough);
    expect(sent).toHaveLength(1);
  });

  test("that was aborted while an answer was thrown away ends the wait before it begins", async () => {
    const controller = new AbortController();
    const { fetch, sent } = network(
      () =>
        new Response(new ReadableStream({ cancel: () => controller.abort(enough) }), {
          status: 503,
          headers: { "retry-after": "20" },
        }),
    );
    expect(await failure(read({ fetch }, { signal: controller.signal }).raw())).toBe(enough);
    expect(sent).toHaveLength(1);
  });

  test("that is aborted after the answer was read changes nothing", async () => {
    const controller = new AbortController();
    const promise = read({ fetch: async () => ok() }, { signal: controller.signal });
    await promise;
    controller.abort(enough);
    expect(await promise).toBe("done");
    expect((await promise.raw()).status).toBe(200);
  });

  test("that is aborted before a body that was left was read ends the reading", async () => {
    const controller = new AbortController();
    const promise = read({ fetch: async () => ok() }, { signal: controller.signal });
    await promise.raw();
    controller.abort(enough);
    expect(await failure(promise)).toBe(enough);
  });
});

describe("nothing is left running", () => {
  const noKey = (): never => {
    throw new Error("no key");
  };

  test.each([
    ["a success", async () => ok(), {}],
    ["a failure", () => Promise.reject(new Error("down")), { retry: false as const }],
    ["retries", network(busy(), new Error("reset"), ok()).fetch, {}],
    ["a time limit", deaf, { retry: false as const, timeoutMs: 100 }],
    ["a key that throws", deaf, { authentication: bearer(noKey), timeoutMs: 90_000 }],
  ])("after %s: no timer, no listener on the caller's signal", async (_, fetch, options) => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const promise = read({ fetch, ...options }, { signal }).then(
      () => {},
      () => {},
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await promise;
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test.each([
    ["an attempt", deaf],
    ["a wait", network(json(503, {}, { "retry-after": "20" })).fetch],
  ])("after an abort during %s", async (_, fetch) => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const promise = failure(read({ fetch }, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort(new Error("enough"));
    await promise;
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});

describe("a call that got no answer", () => {
  const message = async (error: unknown) =>
    (await failure(read({ fetch: () => Promise.reject(error), retry: false }))).message;
  const told = (reason: string) =>
    `shop: items.retrieve got no answer from https://shop.test: ${reason}.\nTry again, or check the network.`;

  test("is told in the platform's words, the most telling of them", async () => {
    const coded = (code: unknown, text: string) => Object.assign(new Error(text), { code });
    expect(await message(new TypeError("fetch failed", { cause: coded("ECONNRESET", "read") }))).toBe(
      told("ECONNRESET"),
    );
    expect(await message(new TypeError("fetch failed", { cause: new Error("bad port") }))).toBe(told("bad port"));
    expect(await message(new TypeError("fetch failed"))).toBe(told("fetch failed"));
    expect(await message(coded("ENOTFOUND", "getaddrinfo"))).toBe(told("ENOTFOUND"));
    expect(await message(new DOMException("The operation was aborted", "AbortError"))).toBe(
      told("The operation was aborted"),
    );
  });

  test("is told even if the fetch threw what is no error", async () => {
    expect(await message("text")).toBe(told("text"));
    expect(await message(undefined)).toBe(told("undefined"));
    expect(await message(null)).toBe(told("null"));
  });

  test("is no answer with status 0 where a test double says that the network failed", async () => {
    const error = await failure(read({ fetch: async () => Response.error(), retry: false }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toBe(told("network error"));
  });

  test("keeps the platform's error as its cause", async () => {
    const cause = new TypeError("fetch failed");
    expect((await failure(read({ fetch: () => Promise.reject(cause), retry: false }))).cause).toBe(cause);
  });

  test("over the platform's own fetch says why: refused, or cut off in the middle of the body", async () => {
    const server = createServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"));
    });
    const baseUrl = await new Promise<string>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as { port: number }).port}`));
    });
    const cut = await failure(read({ baseUrl, retry: false }));
    await new Promise((resolve) => server.close(resolve));
    const refused = await failure(read({ baseUrl, retry: false }));
    expect(cut).toBeInstanceOf(ConnectionError);
    expect(cut.message).toBe(
      told("UND_ERR_SOCKET").replace("no answer from https://shop.test", "200, but not all of its body"),
    );
    expect(refused).toBeInstanceOf(ConnectionError);
    expect(refused.message).toBe(told("ECONNREFUSED").replace("https://shop.test", baseUrl));
  });
});
