import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { type ApiError, ConfigurationError, type Secret, TimeoutError } from "../../../src/index.js";
import { anyOf, basic, bearer, call, cookieKey, headerKey, offered, queryKey } from "../../../src/runtime/index.js";
import { deaf, failure, json, network, readItem, shop, thrown } from "../shop.js";

const ok = () => json(200, { data: {} });

function rotating(...keys: readonly string[]): Secret {
  let asked = 0;
  return () => keys[Math.min(asked++, keys.length - 1)] ?? "";
}

test.each([
  ["a header", (key: Secret) => headerKey("X-Key", key)],
  ["the query", (key: Secret) => queryKey("key", key)],
  ["a cookie", (key: Secret) => cookieKey("key", key)],
  ["a password", (key: Secret) => basic("jo", key)],
])("a key in %s that was refused is asked for once more, and replaces the one before", async (_title, scheme) => {
  const { fetch, sent } = network(json(401, {}), ok());
  await call(shop({ fetch, authentication: scheme(rotating("first", "second")) }), readItem, ["i1"], undefined);
  const text = (index: number) =>
    decodeURIComponent(JSON.stringify(sent[index])).replace(/Basic (\w+=*)/, (_, b) => atob(b));
  expect(sent.length).toBe(2);
  expect(text(0)).toContain("first");
  expect(text(1)).toContain("second");
  expect(text(1)).not.toContain("first");
});

test("a key in the query stands beside what is asked, and once however often it is sent", async () => {
  const { fetch, sent } = network(json(503, {}), json(503, {}), ok());
  const transport = shop({ fetch, authentication: queryKey("key", "k-1"), retry: { baseDelayMs: 1, maxDelayMs: 1 } });
  await call(transport, { ...readItem, query: { key: "key", size: "size" } }, ["i1"], { key: "mine", size: 2 });
  expect(sent.map(({ url }) => new URL(url).search)).toEqual(Array(3).fill("?size=2&key=k-1"));
});

test("cookies of the caller stay beside the key's", async () => {
  const { fetch, sent } = network(ok());
  const transport = shop({ fetch, authentication: cookieKey("sid", "ü;1"), headers: { cookie: "a=b; sid=old" } });
  await call(transport, readItem, ["i1"], undefined);
  expect(sent[0]?.headers.cookie).toBe("a=b; sid=%C3%BC%3B1");
});

test("no error, log or trace repeats a key of the query, whatever the platform says", async () => {
  const quoting = async (url: string): Promise<Response> => {
    throw new TypeError(`error sending request for url (${url})`, { cause: new Error(url) });
  };
  const told: unknown[] = [];
  const logger = { debug: told.push.bind(told), warn: told.push.bind(told), error: told.push.bind(told) };
  const trace = (span: unknown, send: () => Promise<Response>) => {
    told.push(JSON.stringify(span));
    return send();
  };
  const authentication = queryKey("key", "s&cret-key");
  const transport = shop({ fetch: quoting, authentication, retry: false, logger, trace });
  const error = await failure(call(transport, readItem, ["i1"], undefined));
  const all = `${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause} ${(error.cause as Error)?.stack} ${JSON.stringify(told)}`;
  expect(error.name).toBe("ConnectionError");
  expect(all).toContain("got no answer");
  expect(all).not.toMatch(/s&cret|s%26cret/);
});

test("an error without the key is passed on as it is", async () => {
  const cause = new TypeError("fetch failed");
  const fetch = async (): Promise<Response> => {
    throw cause;
  };
  const transport = shop({ fetch, authentication: queryKey("key", "k-1"), retry: false });
  expect((await failure(call(transport, readItem, ["i1"], undefined))).cause).toBe(cause);
});

test("a line break in a key is refused, and not repeated", async () => {
  const { fetch } = network(ok());
  for (const authentication of [headerKey("X-Key", "a\nb-secret"), basic("jo\n", "p")]) {
    const outcome = await call(shop({ fetch, authentication }), readItem, ["i1"], undefined).then(() => "sent", String);
    expect(outcome).not.toContain("secret");
  }
});

test("what is offered comes from the option, else from the environment, and is nothing if empty", () => {
  const variable = "SHAREWRIGHT_TEST_OFFERED";
  const make = (value: string | (() => unknown)) => [value];
  delete process.env[variable];
  expect(offered(undefined, variable, make)).toBeUndefined();
  expect(offered<Secret, unknown>("", variable, make)).toBeUndefined();
  process.env[variable] = "env";
  expect(offered(undefined, variable, make)).toEqual(["env"]);
  expect(offered<Secret, unknown>("own", variable, make)).toEqual(["own"]);
  delete process.env[variable];
});

test.each([5, true, {}, [], Symbol("x")])("a credential of another type is refused by its name: %s", (wrong) => {
  const error = thrown(() => createPersona({ apiKey: wrong as never }));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).toBe(
    `The credential that PERSONA_API_KEY stands for is ${typeof wrong}. It has to be a text, or a function that gives one.`,
  );
});

test("each call takes the alternative of its operation", async () => {
  const { fetch, sent } = network(ok());
  const authentication = anyOf(
    "shop",
    { a: ["a (A)", headerKey("X-A", "1")], b: ["b (B)", headerKey("X-B", "2")], c: ["c (C)", undefined] },
    [["c"], ["a"]],
  );
  const transport = shop({ fetch, authentication });
  for (const security of [undefined, [], [["b"]], [["a", "b"]], [["c"], []]]) {
    await call(transport, { ...readItem, ...(security && { security }) }, ["i1"], undefined);
  }
  expect(sent.map(({ headers }) => `${headers["x-a"] ?? "-"} ${headers["x-b"] ?? "-"}`)).toEqual([
    "1 -",
    "- -",
    "- 2",
    "1 2",
    "- -",
  ]);
  await expect(call(transport, { ...readItem, security: [["c", "a"]] }, ["i1"], undefined)).rejects.toThrow(
    "needs credentials: c (C) and a (A). Pass them to the client, or set the variables in the environment.",
  );
});

describe("an error of the service that repeats a credential", () => {
  const key = "s3cr3t-k3y";
  const quoting = (text: string) => network(json(403, { errors: [{ title: "Refused", detail: text }] })).fetch;
  test.each([
    ["a header of any name", headerKey("X-Shop", key), `no such key ${key}`, "no such key [redacted]"],
    ["a parameter of any name", queryKey("k", key), `no such key ${key}`, "no such key [redacted]"],
    ["a cookie", cookieKey("sid", key), `no such key ${key}`, "no such key [redacted]"],
    ["a password", basic("jo", key), `jo may not use ${key}`, "jo may not use [redacted]"],
    ["a password, as it was sent", basic("jo", key), `Basic ${btoa(`jo:${key}`)}`, "[redacted]"],
    ["a key that is the user's name", basic(key), `no such key ${key}`, "no such key [redacted]"],
    ["a short key", headerKey("X-Shop", "k3y"), "no such key k3y", "no such key [redacted]"],
  ])("has %s masked", async (_, authentication, text, masked) => {
    const error = await failure<ApiError>(
      call(shop({ fetch: quoting(text), authentication }), readItem, ["i1"], undefined),
    );
    expect(error.issues[0]?.detail).toBe(masked);
    expect(error.message).toContain(masked);
  });

  test("shows no half of one where a long text is cut", async () => {
    for (let length = 3900; length < 4010; length += 1) {
      const fetch = async () => new Response(`a${" ".repeat(length)}${key}`, { status: 403 });
      const transport = shop({ fetch, authentication: headerKey("X-Shop", key) });
      const error = await failure<ApiError>(call(transport, readItem, ["i1"], undefined));
      expect(error.issues).toEqual([{ title: "a [redacted]" }]);
    }
  });

  test("or a parameter that the spec calls sensitive, has it masked", async () => {
    const operation = { ...readItem, query: { user: "user", tag: "tag" }, sensitive: ["user", "x-person"] };
    const fetch = quoting("jane@shop.test is not one of jo, vip, Jim");
    const options = { headers: { "X-Person": "Jim" } };
    const query = { user: "jane@shop.test", tag: "vip" };
    const error = await failure<ApiError>(call(shop({ fetch }), operation, ["i1"], query, options));
    expect(error.issues[0]?.detail).toBe("[redacted] is not one of jo, vip, [redacted]");
  });
});

describe("an error of the platform", () => {
  const thrown = async (error: (url: string, init: RequestInit) => unknown) => {
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      throw error(url, init);
    };
    const transport = shop({ fetch, authentication: bearer("s3cr3t/k3y"), retry: false });
    return failure(call(transport, readItem, ["i1"], { expand: "O'Hara@shop.test" }));
  };
  const coded = { code: "ECONNREFUSED" };
  test.each([
    ["quotes the URL", (url: string) => Object.assign(new Error(`request to ${url} failed`), coded)],
    ["quotes it as URLs are printed", (url: string) => Object.assign(new Error(new URL(url).href), coded)],
    [
      "quotes a header",
      (_: string, { headers }: RequestInit) => Object.assign(new Error([...(headers as Headers)].join()), coded),
    ],
    [
      "holds the request",
      (_: string, { headers }: RequestInit) =>
        Object.assign(new Error("failed"), coded, { config: { headers: Object.fromEntries(headers as Headers) } }),
    ],
    [
      "holds what cannot be printed",
      () => {
        const request: Record<string, unknown> = {};
        request.self = request;
        return Object.assign(new Error("failed"), coded, { request });
      },
    ],
    [
      "has a cause that quotes the URL",
      (url: string) => new Error("failed", { cause: Object.assign(new Error(url), coded) }),
    ],
  ])("that %s is replaced, and its code is kept", async (_, error) => {
    const found = await thrown(error);
    expect(inspect(found, { depth: 9, showHidden: true })).not.toMatch(/s3cr3t|O('|%27)Hara/);
    expect(found.message).toContain("got no answer from https://shop.test: ECONNREFUSED.");
    expect(found.cause).toMatchObject({ message: "the platform gave no reason", ...coded });
  });
});

test("an error of ours, or one whose files have the name of a secret, is passed on as it is", async () => {
  const cause = new TypeError("fetch failed");
  const asked = (fetch: () => Promise<Response>) =>
    failure(
      call(shop({ fetch, authentication: bearer("keys.test.ts"), retry: false, timeoutMs: 5 }), readItem, ["i1"], {
        expand: "items",
      }),
    );
  expect((await asked(() => Promise.reject(cause))).cause).toBe(cause);
  expect(await asked(deaf)).toBeInstanceOf(TimeoutError);
});

test("the parameters of a content type, which may hold anything, are not repeated", async () => {
  const headers = { "content-type": 'text/html; of="s3cr3t"' };
  const error = await failure(
    call(shop({ fetch: async () => new Response("<p>", { headers }), retry: false }), readItem, ["i1"], undefined),
  );
  expect(error.message).toContain("got 200, but no JSON (text/html, 3 characters)");
});

test("a long error does not keep the process: its issues are those of its beginning", async () => {
  const errors = Array.from({ length: 200_000 }, (_, index) => ({ title: `No. ${index}` }));
  const fetch = async () => json(422, { errors });
  const error = await failure<ApiError>(
    call(shop({ fetch, authentication: bearer("s3cr3t-k3y") }), readItem, ["i1"], undefined),
  );
  expect(error.issues).toHaveLength(1);
  expect(error.issues[0]?.title).toMatch(/^\{"errors":\[\{"title":"No\. 0"\}.*…$/);
  expect(error.body).toEqual({ errors });
});
