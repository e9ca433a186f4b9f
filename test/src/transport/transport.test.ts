import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../../src/index.js";
import { call, createTransport } from "../../../src/runtime/index.js";
import { createItem, json, network, readItem, shop, thrown } from "../shop.js";

const ok = () => json(200, { data: {} });

/** The URL that a call goes to. */
async function urlOf(options: Parameters<typeof shop>[0]): Promise<string> {
  const { fetch, sent } = network(ok());
  await call(shop({ ...options, fetch }), readItem, ["i1"], undefined);
  return sent[0]?.url ?? "nothing was sent";
}

describe("the server", () => {
  test("is the first environment's, unless another is named", async () => {
    expect(await urlOf({})).toBe("https://shop.test/v1/items/i1");
    expect(await urlOf({ environment: "staging" })).toBe("https://staging.shop.test/v1/items/i1");
  });

  test("an environment that there is not is refused with those that there are", () => {
    for (const environment of ["prod", "", "constructor", "__proto__"]) {
      const error = thrown(() => shop({ environment }));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toBe(
        `shop: there is no environment ${JSON.stringify(environment)}. Known: production, staging.`,
      );
    }
  });

  test("baseUrl comes before the environment, with or without slashes at its end", async () => {
    for (const baseUrl of ["https://proxy.test/x", "https://proxy.test/x/", "https://proxy.test/x//"]) {
      expect(await urlOf({ baseUrl, environment: "staging" })).toBe("https://proxy.test/x/items/i1");
    }
    expect(await urlOf({ baseUrl: "https://proxy.test" })).toBe("https://proxy.test/items/i1");
    expect(await urlOf({ baseUrl: " https://PROXY.test:8443/a/../b " })).toBe("https://proxy.test:8443/b/items/i1");
  });
});

describe("a baseUrl is refused", () => {
  test.each(["", "shop.test", "localhost:3000", "/v1", "https://"])("when it is no URL: %j", (baseUrl) => {
    const error = thrown(() => shop({ baseUrl }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain("`baseUrl` has to be an https URL of host and path, or http to this machine.");
  });

  test.each([
    "http://shop.test",
    "http://127.0.0.1.evil.test",
    "http://localhost.evil.test",
    "http://evil-localhost",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "http://[::2]",
    "ftp://localhost",
    "ws://localhost",
  ])("when it would send credentials in the clear: %s", (baseUrl) => {
    const error = thrown(() => shop({ baseUrl }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(`or http to this machine, not ${baseUrl}.`);
  });

  test.each([
    "https://user:hunter2@shop.test",
    "https://hunter2@shop.test",
    "https://shop.test/?key=hunter2",
    "https://shop.test/#hunter2",
  ])("when it holds more than host and path, and the message does not repeat it: %s", (baseUrl) => {
    const error = thrown(() => shop({ baseUrl }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).not.toContain("hunter2");
  });
});

test.each([
  "http://localhost:8080",
  "http://sandbox.localhost",
  "http://127.0.0.1:3000",
  "http://127.9.9.9",
  "http://127.1",
  "http://[::1]:3000",
])("plain http is fine where it does not leave the machine: %s", async (baseUrl) => {
  expect(await urlOf({ baseUrl })).toBe(`${new URL(baseUrl).origin}/items/i1`);
});

describe("headers", () => {
  test("of the service, the generated options and the caller, the later replaces the earlier", async () => {
    const { fetch, sent } = network(ok());
    const transport = shop({
      fetch,
      service: { headers: { "X-One": "service", "X-Two": "service", "X-Three": "service" } },
      extraHeaders: { "X-Two": "option", "X-Three": "option", "X-Absent": undefined },
      headers: { "x-three": "caller" },
    });
    await call(transport, readItem, ["i1"], undefined);
    expect(sent[0]?.headers).toMatchObject({ "x-one": "service", "x-two": "option", "x-three": "caller" });
  });
});

test("the platform's fetch is looked up when it is needed, so that it may be replaced", async () => {
  const original = globalThis.fetch;
  const transport = createTransport({ name: "shop", servers: { only: "https://shop.test" } }, {}, () => () => false);
  const { fetch, sent } = network(ok());
  globalThis.fetch = fetch as typeof globalThis.fetch;
  try {
    await call(transport, createItem, [], {});
  } finally {
    globalThis.fetch = original;
  }
  expect(sent).toHaveLength(1);
});
