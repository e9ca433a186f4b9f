// A client with other options, on the way of another.

import { describe, expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { ApiError, ConfigurationError, createThrottle, RateLimitError, type TimeoutError } from "../../../src/index.js";
import { bearer, call, clientCredentials, withInt64 } from "../../../src/runtime/index.js";
import { byRequest, deaf, failure, json, network, readItem, shop, thrown } from "../shop.js";

const read = (transport: ReturnType<typeof shop>, options = {}) =>
  call(transport, readItem, ["i1"], undefined, options);
const ok = () => json(200, { data: "done" });

describe("a transport with other options", () => {
  test("has them, and the other one's where it names none", async () => {
    const transport = shop({ fetch: deaf, retry: false, timeoutMs: 5 });
    expect((await failure<TimeoutError>(read(transport.withOptions({ timeoutMs: 20 })))).timeoutMs).toBe(20);
    expect((await failure<TimeoutError>(read(transport.withOptions({ timeoutMs: undefined })))).timeoutMs).toBe(5);
    expect((await failure<TimeoutError>(read(transport))).timeoutMs).toBe(5);
  });

  test("adds its headers to the other one's, and replaces those of the same name", async () => {
    const { fetch, sent } = network(ok());
    const transport = shop({ fetch, headers: { "X-One": "1", "X-Two": "2" } });
    await read(transport.withOptions({ headers: { "x-two": "two", "X-Three": "3" } }).withOptions({ retry: false }));
    await read(transport);
    expect(sent[0]?.headers).toMatchObject({ "x-one": "1", "x-two": "two", "x-three": "3" });
    expect(sent[1]?.headers).toMatchObject({ "x-one": "1", "x-two": "2" });
    expect(sent[1]?.headers).not.toHaveProperty("x-three");
  });

  test("sends no header that it sets to null, whoever had set it", async () => {
    const { fetch, sent } = network(ok());
    const transport = shop({ fetch, headers: { "X-One": "1", "X-Two": "2" }, authentication: bearer("k") });
    const without = transport.withOptions({ headers: { "x-one": null, "User-Agent": null } });
    await read(without.withOptions({ timeoutMs: 500 }));
    await read(without.withOptions({ headers: { "X-ONE": "again" } }), {
      headers: { "X-Two": null, Authorization: null },
    });
    await read(transport);
    expect(sent.map(({ headers }) => headers)).toEqual([
      { "x-two": "2", authorization: "Bearer k" },
      { "x-one": "again" },
      { "x-one": "1", "x-two": "2", authorization: "Bearer k", "user-agent": expect.any(String) },
    ]);
  });

  test("shares the token", async () => {
    let tokens = 0;
    const fetch = byRequest(({ url }) =>
      url.endsWith("/token") ? json(200, { access_token: `t${++tokens}`, token_type: "Bearer" }) : ok(),
    );
    const authentication = clientCredentials({
      service: "shop",
      clientId: "id",
      clientSecret: "secret",
      tokenUrl: "https://shop.test/token",
    });
    const transport = shop({ fetch, authentication });
    await Promise.all([read(transport), read(transport.withOptions({ timeoutMs: 500 }))]);
    await read(transport.withOptions({ retry: false }));
    expect(tokens).toBe(1);
  });

  test("shares the throttle", async () => {
    const limits = { "ratelimit-limit": "1", "ratelimit-remaining": "0", "ratelimit-reset": "60" };
    const { fetch, sent } = network(json(200, { data: 1 }, limits));
    const transport = shop({ fetch, throttle: createThrottle });
    await read(transport);
    expect(await failure(read(transport.withOptions({ rateLimit: "throw" })))).toBeInstanceOf(RateLimitError);
    expect(sent).toHaveLength(1);
  });

  test("shares the retries in hand", async () => {
    const { fetch, sent } = network(json(503, {}));
    const transport = shop({ fetch, retry: { maxAttempts: 101, baseDelayMs: 0 } });
    expect(await failure(read(transport))).toBeInstanceOf(ApiError);
    expect(sent).toHaveLength(101);
    expect(await failure(read(transport.withOptions({ timeoutMs: 500 })))).toBeInstanceOf(ApiError);
    expect(sent).toHaveLength(102);
  });

  test("keeps the form of 64-bit numbers", () => {
    expect(withInt64(shop(), "bigint").withOptions({ timeoutMs: 5 }).limits).toMatchObject({
      int64: "bigint",
      timeoutMs: 5,
    });
  });

  test("is refused where an option makes no sense", () => {
    const error = thrown(() => shop().withOptions({ timeoutMs: Number.NaN }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe("shop: `timeoutMs` has to be a number from 0 on, not NaN.");
  });
});

test("a generated client has it as a method", async () => {
  const { fetch, sent } = network(json(200, { data: { type: "case", id: "case_1", attributes: {} } }));
  const persona = createPersona({ apiKey: "key", fetch });
  expect((await persona.withOptions({ headers: { "X-Team": "a" } }).cases.retrieve("case_1")).id).toBe("case_1");
  expect(sent[0]?.headers).toMatchObject({ "x-team": "a", authorization: "Bearer key" });
});
