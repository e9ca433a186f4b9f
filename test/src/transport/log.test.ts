// The lines that a client writes to the caller's logger, and the values that are never in them.

import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import * as enablenowApi from "../../../generated/enablenow/index.js";
import * as personaApi from "../../../generated/persona/index.js";
import { createHttp } from "../../../src/http/index.js";
import type { ApiError, LogEntry, Logger, Transport } from "../../../src/index.js";
import { bearer, call } from "../../../src/runtime/index.js";
import { createItem, failure, json, network, readItem, shop, unhandled } from "../shop.js";

type Line = LogEntry & { level: string; message: string };

/** A logger that keeps what it is told. */
function memory(): { readonly logger: Logger; readonly lines: Line[] } {
  const lines: Line[] = [];
  const write = (level: string) => (entry: LogEntry, message: string) => void lines.push({ level, message, ...entry });
  return { logger: { debug: write("debug"), warn: write("warn"), error: write("error") }, lines };
}

const one = { service: "shop", operation: "items.retrieve", durationMs: expect.any(Number) };
const quick = { baseDelayMs: 0 };
const read = (options: Parameters<typeof shop>[0]) =>
  call(shop({ retry: quick, ...options }), readItem, ["i1"], undefined);

describe("an attempt", () => {
  test("that is answered is told at debug, with the service's id of the request", async () => {
    const { logger, lines } = memory();
    const fetch = async () => {
      await setTimeout(5);
      return json(200, { data: 1 }, { "request-id": "r-1" });
    };
    await read({ logger, fetch });
    const message = "shop: items.retrieve got 200";
    expect(lines).toStrictEqual([{ level: "debug", message, ...one, attempt: 1, status: 200, requestId: "r-1" }]);
    expect(lines[0]?.durationMs).toBeGreaterThan(0);
  });

  test("that is answered without such an id has none", async () => {
    const { logger, lines } = memory();
    await read({ logger, fetch: async () => json(200, { data: 1 }) });
    expect(lines[0]).not.toHaveProperty("requestId");
  });

  test("that is made again is told at warn, with the wait, and the last one at error", async () => {
    const { logger, lines } = memory();
    const { fetch } = network(json(429, {}, { "retry-after": "0" }), new Error("reset"), json(503, {}));
    await failure(read({ logger, fetch }));
    expect(lines).toStrictEqual([
      { level: "warn", message: "shop: items.retrieve got 429", ...one, attempt: 1, status: 429, retryInMs: 0 },
      {
        level: "warn",
        message: "shop: items.retrieve got ConnectionError",
        ...one,
        attempt: 2,
        error: "ConnectionError",
        retryInMs: 0,
      },
      { level: "error", message: "shop: items.retrieve got 503", ...one, attempt: 3, status: 503 },
    ]);
  });

  test.each([400, 401, 404, 422])(
    "that is refused with %i is the service's verdict, and told at debug",
    async (status) => {
      const { logger, lines } = memory();
      await failure(read({ logger, fetch: async () => json(status, {}) }));
      expect(lines).toMatchObject([{ level: "debug", status }]);
    },
  );
});

describe("a logger", () => {
  test("that throws does not touch the call", async () => {
    const thrower = (): never => {
      throw new Error("disk full");
    };
    const logger = { debug: thrower, warn: thrower, error: thrower };
    const { fetch } = network(json(503, {}), json(200, { data: "done" }));
    expect(await read({ logger, fetch })).toBe("done");
    expect(await failure(read({ logger, fetch: async () => json(503, {}) }))).toMatchObject({ status: 503 });
  });

  test("that rejects leaves nothing for the process to trip over", async () => {
    const rejecter = async (): Promise<never> => {
      throw new Error("disk full");
    };
    const logger = { debug: rejecter, warn: rejecter };
    const { fetch } = network(json(503, {}), json(200, { data: "done" }));
    expect(await unhandled(() => read({ logger, fetch }))).toEqual([]);
  });

  test("need not have every method", async () => {
    expect(await read({ logger: {}, fetch: network(json(503, {}), json(200, { data: 1 })).fetch })).toBe(1);
  });

  test("keeps its `this`, as pino needs", async () => {
    class Pino {
      readonly lines: unknown[] = [];
      debug(entry: object, message: string): void {
        this.lines.push({ ...entry, msg: message });
      }
    }
    const logger = new Pino();
    await read({ logger, fetch: async () => json(200, { data: 1 }) });
    expect(logger.lines).toMatchObject([{ operation: "items.retrieve", msg: "shop: items.retrieve got 200" }]);
  });

  test("may be the console, or pino, by its type", () => {
    const loggers: Logger[] = [console, { debug: (_entry: object, _message?: string) => {} }];
    expect(loggers).toHaveLength(2);
  });
});

test("through the http door an entry names method and template, and not the path", async () => {
  const { logger, lines } = memory();
  const http = createHttp<{
    "/items/{id}": { get: { parameters: { path: { id: string } }; responses: { 200: never } } };
  }>(shop({ logger, fetch: async () => json(200, {}) }));
  await http.GET("/items/{id}", { params: { path: { id: "planted" } } });
  expect(lines).toMatchObject([{ operation: "GET /items/{id}", status: 200 }]);
  expect(JSON.stringify(lines)).not.toContain("planted");
});

describe("nothing planted in a call is ever logged", () => {
  const planted = "pl4nted";
  const everywhere = { [planted]: planted, data: { id: planted, type: planted }, errors: [{ title: planted }] };
  const options = {
    headers: { "x-mine": planted, authorization: planted, relaySecret: planted },
    idempotencyKey: planted,
  };
  const signedUrl = `https://files.withpersona.com/${planted}?access_token=${planted}`;
  const answers = [200, 404, 429, 503].map((status) => () => json(status, everywhere, { "set-cookie": planted }));
  const failures = [() => Promise.reject(new Error(planted)), async () => new Response(planted)];

  /** Every function of a service that sends a request, with how many ids it takes. */
  const operations = (api: object) =>
    Object.entries(api).filter(
      ([name, value]) =>
        typeof value === "function" &&
        /^[a-z]/.test(name) &&
        !/^(create\w+Transport|createPersona|createEnableNow|waitUntil|verify|parse|sign|is[A-Z]|appScreenUrl|readAppScreenReturn)/.test(
          name,
        ),
    ) as [string, (transport: Transport, ...rest: unknown[]) => PromiseLike<unknown>][];

  const services = [
    ["persona", personaApi, (all: object) => personaApi.createPersonaTransport({ apiKey: planted, ...all })],
    [
      "enablenow",
      enablenowApi,
      (all: object) => enablenowApi.createEnableNowTransport({ clientId: planted, clientSecret: planted, ...all }),
    ],
  ] as const;

  test.each(services)("by an operation of %s", async (service, api, transport) => {
    const { logger, lines } = memory();
    const seen: string[] = [];
    for (const answer of [...answers, ...failures]) {
      const fetch = async (url: string) => {
        if (url.endsWith("connect/token")) return json(200, { access_token: planted });
        seen.push(url);
        return answer();
      };
      for (const [, operation] of operations(api)) {
        const client = transport({ logger, fetch, retry: { baseDelayMs: 0 } });
        // Ids come first, then the input: an operation that is given too few or too many arguments sends nothing.
        for (const given of [[{}], [planted, {}], [planted, planted, {}], [planted], [signedUrl]]) {
          const before = lines.length;
          await operation(client, ...given, options).then(
            () => {},
            () => {},
          );
          if (lines.length > before) break;
        }
      }
    }
    const called = new Set(lines.map(({ operation }) => operation));
    expect(called.size).toBeGreaterThanOrEqual(operations(api).length);
    expect(seen.some((url) => url.includes(planted))).toBe(true);
    expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(["debug", "warn", "error"]));
    expect(lines.every((line) => line.service === service)).toBe(true);
    expect(JSON.stringify(lines)).not.toContain(planted);
  });

  test("by a body or a query", async () => {
    const { logger, lines } = memory();
    const transport = shop({ logger, retry: quick, fetch: network(json(503, {}), json(200, { data: 1 })).fetch });
    await call(transport, createItem, [], { name: planted }, { query: { include: [planted] } });
    await failure(
      call(transport, readItem, [planted], { expand: planted }, { query: {} }).then(() => Promise.reject(1)),
    );
    expect(lines).toHaveLength(3);
    expect(JSON.stringify(lines)).not.toContain(planted);
  });
});

test.each(["sk_live_1234567890", "Bearer sk_live_1234567890", "c2tfbGl2ZV8xMjM0NTY3ODkw", "sk%5Flive%5F1234567890"])(
  "an id of a request that repeats the key says so nowhere: %s",
  async (id) => {
    const entries: object[] = [];
    const keep = (entry: object) => void entries.push(entry);
    const { fetch } = network(json(401, {}, { "request-id": id }));
    const authentication = bearer("sk_live_1234567890");
    const transport = shop({ fetch, authentication, logger: { debug: keep }, onResponse: keep });
    const error = await failure<ApiError>(call(transport, readItem, ["i1"], undefined));
    const wanted = "[redacted]";
    expect(error.requestId).toBe(wanted);
    expect(error.message).toContain(`got 401 (request ${wanted}).`);
    expect(entries).toMatchObject([{ requestId: wanted }, { requestId: wanted }]);
  },
);
