import { expect, test } from "vitest";
import type { Secret } from "../../../src/index.js";
import { anyOf, basic, call, cookieKey, headerKey, offered, queryKey } from "../../../src/runtime/index.js";
import { failure, json, network, readItem, shop } from "../shop.js";

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
