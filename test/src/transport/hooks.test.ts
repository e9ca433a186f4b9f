// The arguments of `onRequest` and `onResponse`.

import { describe, expect, test } from "vitest";
import { ConfigurationError, type RequestEvent, type ResponseEvent } from "../../../src/index.js";
import { call, clientCredentials, download, queryKey } from "../../../src/runtime/index.js";
import { byRequest, failure, json, network, readItem, shop, thrown, unhandled } from "../shop.js";

function hooks() {
  const told: [string, Partial<RequestEvent & ResponseEvent>][] = [];
  return {
    told,
    onRequest: (event: RequestEvent) => void told.push(["request", event]),
    onResponse: ({ durationMs, ...event }: ResponseEvent) => {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      told.push(["response", event]);
    },
  };
}

const one = { service: "shop", operation: "items.retrieve", method: "GET", url: "https://shop.test/v1/items/i1" };

describe("hooks", () => {
  test("hear of each attempt before and after it, without the query", async () => {
    const { told, ...options } = hooks();
    const { fetch } = network(
      new Error("reset"),
      json(503, {}, { "retry-after": "0" }),
      json(200, { data: 1 }, { "request-id": "r1" }),
    );
    const transport = shop({
      ...options,
      fetch,
      retry: { baseDelayMs: 0 },
      authentication: queryKey("key", "s3cret-key"),
    });
    await call(transport, readItem, ["i1"], { expand: "jane" });
    expect(told).toEqual([
      ["request", { ...one, attempt: 1 }],
      ["response", { ...one, attempt: 1, error: "ConnectionError", retryInMs: 0 }],
      ["request", { ...one, attempt: 2 }],
      ["response", { ...one, attempt: 2, status: 503, retryInMs: 0 }],
      ["request", { ...one, attempt: 3 }],
      ["response", { ...one, attempt: 3, status: 200, requestId: "r1" }],
    ]);
  });

  test("hear of token requests, and of no signed URL", async () => {
    const { told, ...options } = hooks();
    const fetch = byRequest(({ url }) =>
      url.endsWith("/token") ? json(200, { access_token: "t", token_type: "Bearer" }) : json(200, { data: 1 }),
    );
    const tokenUrl = "https://shop.test/token";
    const authentication = clientCredentials({ service: "shop", clientId: "i", clientSecret: "s", tokenUrl });
    const transport = shop({ ...options, fetch, authentication });
    await call(transport, readItem, ["i1"], undefined);
    const facts = { name: "files.download", origin: "https://files.test", renewal: "Ask again." };
    await download(transport, facts, "https://files.test/s3cret-path?s3cret=signature");
    expect(told.map(([when, { method, url }]) => `${when} ${method} ${url}`)).toEqual([
      "request POST https://shop.test/token",
      "response POST https://shop.test/token",
      "request GET https://shop.test/v1/items/i1",
      "response GET https://shop.test/v1/items/i1",
      "request GET https://files.test",
      "response GET https://files.test",
    ]);
  });

  test.each([
    [
      "throw",
      () => {
        throw new Error("broken hook");
      },
    ],
    ["reject", async () => Promise.reject(new Error("broken hook"))],
    ["never end", () => new Promise<void>(() => {})],
  ])("that %s break no call", async (_, hook) => {
    const reasons = await unhandled(async () => {
      const { fetch } = network(json(200, { data: 1 }));
      const transport = shop({ fetch, onRequest: hook, onResponse: hook });
      expect(await call(transport, readItem, ["i1"], undefined)).toBe(1);
    });
    expect(reasons).toEqual([]);
  });

  test.each(["onRequest", "onResponse"])("%s has to be a function", (name) => {
    const error = thrown(() => shop({ [name]: "log" }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(`shop: \`${name}\` has to be a function, not log.`);
  });
});

describe("retry.when", () => {
  const asked = (answer: unknown) => {
    const failures: object[] = [];
    const when = (failure: object) => {
      failures.push(failure);
      return answer as boolean;
    };
    return { failures, retry: { when, baseDelayMs: 0 } };
  };

  test("is asked with what failed, and lets the call go on", async () => {
    const { failures, retry } = asked(true);
    const { fetch, sent } = network(new Error("reset"), json(503, {}), json(200, { data: 1 }));
    expect(await call(shop({ fetch, retry }), readItem, ["i1"], undefined)).toBe(1);
    expect(sent).toHaveLength(3);
    expect(failures).toMatchObject([
      { operation: "items.retrieve", attempt: 1, error: { name: "ConnectionError" } },
      { operation: "items.retrieve", attempt: 2, status: 503, error: undefined },
    ]);
  });

  test("may take its time to answer", async () => {
    const { failures, retry } = asked(Promise.resolve(true));
    const { fetch, sent } = network(json(503, {}), json(200, { data: 1 }));
    expect(await call(shop({ fetch, retry }), readItem, ["i1"], undefined)).toBe(1);
    expect([sent.length, failures.length]).toEqual([2, 1]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("mine");
      },
    ],
  ])("ends the call with its own error if it %s, and leaves no rejection", async (_, when) => {
    const { fetch, sent } = network(json(503, {}));
    const reasons = await unhandled(async () => {
      const error = await failure(call(shop({ fetch, retry: { when } }), readItem, ["i1"], undefined));
      expect(error).toEqual(new Error("mine"));
    });
    expect([sent.length, reasons]).toEqual([1, []]);
  });

  test.each([false, undefined, Promise.resolve(false)])(
    "forbids another attempt by anything but true: %s",
    async (no) => {
      const { failures, retry } = asked(no);
      const { fetch, sent } = network(json(503, {}));
      expect(await failure(call(shop({ fetch }), readItem, ["i1"], undefined, { retry }))).toMatchObject({
        status: 503,
      });
      expect([sent.length, failures.length]).toEqual([1, 1]);
    },
  );

  test("cannot force one that is not safe, nor one too many", async () => {
    const { failures, retry } = asked(true);
    const { fetch, sent } = network(json(503, {}));
    const unsafe = { ...readItem, method: "PATCH" };
    await failure(call(shop({ fetch, retry }), unsafe, ["i1"], undefined));
    expect([sent.length, failures.length]).toEqual([1, 0]);
    await failure(call(shop({ fetch, retry: { ...retry, maxAttempts: 2 } }), readItem, ["i1"], undefined));
    expect([sent.length, failures.length]).toEqual([3, 1]);
  });

  test("is asked before a file is read again", async () => {
    const { failures, retry } = asked(false);
    let sent = 0;
    const broken = () =>
      new ReadableStream({
        pull: (controller) => controller.error(new TypeError("terminated")),
      });
    const fetch = async () => {
      sent += 1;
      return new Response(broken());
    };
    const facts = { name: "files.download", origin: "https://files.test", renewal: "Ask again." };
    const file = await download(shop({ fetch, retry }), facts, "https://files.test/a?b=12345678");
    expect((await failure(file.bytes())).name).toBe("ConnectionError");
    expect(sent).toBe(1);
    expect(failures).toMatchObject([{ operation: "files.download", attempt: 1, error: { name: "ConnectionError" } }]);
  });

  test("has to be a function", () => {
    const error = thrown(() => shop({ retry: { when: true as never } }));
    expect(error.message).toBe("shop: `when` has to be a function, not true.");
  });
});
