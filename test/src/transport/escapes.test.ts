// Options for what the spec does not know or the client refuses by default: unknown query parameters, plain http to a named
// host, another User-Agent.

import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ConfigurationError } from "../../../src/index.js";
import {
  call,
  chooseServer,
  clientCredentials,
  list,
  type Operation,
  ownServer,
  readTokenPage,
} from "../../../src/runtime/index.js";
import { version } from "../../../src/transport/options/user-agent.js";
import { byRequest, createItem, failure, json, network, readItem, shop, thrown } from "../shop.js";

const found = () => network(json(200, { data: 1 }));

describe("extraQuery", () => {
  test("is added to the query, by the wire's names", async () => {
    const { fetch, sent } = found();
    const at = new Date("2026-11-29T10:00:00Z");
    const extraQuery = { beta: true, "page[x]": 5, tag: ["a&b", "c"], at, none: undefined, nil: null, empty: [] };
    await call(shop({ fetch }), readItem, ["i1"], { expand: "a b" }, { extraQuery });
    await call(shop({ fetch }), createItem, [], { a: 1 }, { extraQuery: { beta: true } });
    const { query: _, write: __, ...plain } = readItem;
    await call(shop({ fetch }), plain, ["i1"], undefined, { extraQuery: { beta: 1 } });
    expect(sent.map(({ url }) => url.replace("https://shop.test/v1", ""))).toEqual([
      "/items/i1?expand=a%20b&beta=true&page%5Bx%5D=5&tag=a%26b&tag=c&at=2026-11-29T10%3A00%3A00.000Z",
      "/items?beta=true",
      "/items/i1?beta=1",
    ]);
  });

  test("does not repeat what the call sends already", async () => {
    const { fetch, sent } = found();
    await call(shop({ fetch }), readItem, ["i1"], { expand: "mine" }, { extraQuery: { expand: "other", b: 1 } });
    expect(sent[0]?.url).toBe("https://shop.test/v1/items/i1?expand=mine&b=1");
  });

  test("goes along with every page of a list", async () => {
    const { fetch, sent } = network(json(200, { items: [1], next: "c2" }), json(200, { items: [2] }));
    const pager = {
      read: readTokenPage,
      items: (body: unknown) => (body as { items: unknown }).items,
      next: ["next"],
      after: ["cursor"],
    };
    const operation = {
      name: "items.list",
      method: "GET",
      path: "/items",
      query: { cursor: "cursor" },
      pager,
    } satisfies Operation;
    await list(shop({ fetch }), operation, [], undefined, { extraQuery: { beta: 1 } }).toArray();
    expect(sent.map(({ url }) => url)).toEqual([
      "https://shop.test/v1/items?beta=1",
      "https://shop.test/v1/items?cursor=c2&beta=1",
    ]);
  });

  test("that no query can hold is refused", async () => {
    const { fetch, sent } = found();
    const error = await failure(
      call(shop({ fetch }), readItem, ["i1"], undefined, { extraQuery: { a: { b: 1 } as never } }),
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe("shop: items.retrieve: `extraQuery` cannot be written: an item is no text or number.");
    expect(sent).toEqual([]);
  });
});

describe("insecureHosts", () => {
  test("lets a client talk to a named host by plain http, its token endpoint and own servers included", async () => {
    const urls: string[] = [];
    const fetch = byRequest(({ url }) => {
      urls.push(url);
      return url.endsWith("/token") ? json(200, { access_token: "t", token_type: "Bearer" }) : json(200, { data: 1 });
    });
    const authentication = clientCredentials({ service: "shop", clientId: "i", clientSecret: "s", tokenUrl: "token" });
    const insecureHosts = ["sandbox", "files"];
    await call(
      shop({ fetch, authentication, insecureHosts, baseUrl: "http://sandbox:4010" }),
      readItem,
      ["i1"],
      undefined,
    );
    const service = { servers: { production: "http://sandbox:4010" }, choose: chooseServer };
    const elsewhere: Operation = {
      ...readItem,
      server: (transport) => ownServer(transport, { production: "http://files" }),
    };
    await call(shop({ fetch, insecureHosts, service }), elsewhere, ["i1"], undefined);
    expect(urls).toEqual(["http://sandbox:4010/token", "http://sandbox:4010/items/i1", "http://files/items/i1"]);
  });

  test.each([
    ["no host", undefined],
    ["another host", ["sand", "box.test"]],
    ["a text, of which no part counts", "sandbox.test" as never],
  ])("names what to do when there is %s", (_, insecureHosts) => {
    const error = thrown(() => shop({ baseUrl: "http://sandbox:4010", insecureHosts }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(
      'shop: `baseUrl` has to be an https URL of host and path, or http to this machine, not http://sandbox:4010. To send keys unencrypted to it, pass `insecureHosts: ["sandbox"]`.',
    );
  });

  test.each(["http://key:secret@sandbox", "http://sandbox/?a=1", "ftp://sandbox"])(
    "takes no other URL: %s",
    (baseUrl) => {
      expect(thrown(() => shop({ baseUrl, insecureHosts: ["sandbox"] }))).toBeInstanceOf(ConfigurationError);
    },
  );
});

describe("User-Agent", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const agent = async (options: object = {}, callOptions: object = {}) => {
    const { fetch, sent } = found();
    await call(shop({ fetch, ...options }), readItem, ["i1"], undefined, callOptions);
    return sent[0]?.headers["user-agent"];
  };

  test("names the package and the service", async () => {
    const { version: published } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(version).toBe(published);
    expect(await agent()).toBe(`sharewright/${published} (shop)`);
    expect(await agent({ service: { name: "köfte" } })).toBe(`sharewright/${published} (k%C3%B6fte)`);
  });

  test("is the caller's, if there is one", async () => {
    expect(await agent({ headers: { "User-Agent": "broker-portal/2.1" } })).toBe("broker-portal/2.1");
    expect(await agent({}, { headers: { "USER-AGENT": "job/1" } })).toBe("job/1");
  });

  test("goes along with token requests", async () => {
    const { fetch, sent } = network(json(200, { access_token: "t", token_type: "Bearer" }), json(200, { data: 1 }));
    const tokenUrl = "https://shop.test/token";
    const authentication = clientCredentials({ service: "shop", clientId: "i", clientSecret: "s", tokenUrl });
    await call(shop({ fetch, authentication, headers: { "User-Agent": "mine/1" } }), readItem, ["i1"], undefined);
    expect(sent.map(({ headers }) => headers["user-agent"])).toEqual(["mine/1", "mine/1"]);
  });

  test.each(["document", "importScripts"])("is the browser's own where there is one (%s)", async (name) => {
    vi.stubGlobal(name, {});
    expect(await agent()).toBeUndefined();
  });
});
