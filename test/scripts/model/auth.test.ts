import { describe, expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { authOf } from "../../../scripts/model/auth/auth.js";
import { docs } from "./nodes.js";
import { type Json, spec } from "./spec.js";

const server = { environment: "production", url: "https://api.toys.test/v1", description: undefined };

interface Given {
  readonly security?: unknown;
  /** Security of operations: undefined is none of their own. */
  readonly operations?: readonly unknown[];
  readonly url?: string;
}

function found(schemes: Json, { operations = [], url = server.url, ...given }: Given = {}) {
  const security = "security" in given ? given.security : Object.keys(schemes).map((name) => ({ [name]: [] }));
  const document = new SpecDocument(spec({ components: { securitySchemes: schemes }, security }));
  const placed = operations.map((own, index) => ({
    operation: own === undefined ? {} : { security: own },
    pointer: `#/${index}`,
  }));
  return authOf(document, placed, "toy-shop", [{ ...server, url }]);
}

const bearer = { type: "http", scheme: "Bearer", description: "A key." };
const basic = { type: "http", scheme: "basic" };
const key = (place: string, name = "X-Key"): Json => ({ type: "apiKey", in: place, name });

function oauth(tokenUrl: string): Json {
  return { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } };
}

const apiKey = { option: "apiKey", variable: "TOY_SHOP_API_KEY" };

describe("a scheme", () => {
  test.each<[string, Json, Json]>([
    ["bearer", bearer, { kind: "bearer", holds: "key", credential: apiKey, docs: docs({ description: "A key." }) }],
    [
      "basic",
      basic,
      {
        kind: "basic",
        username: { option: "username", variable: "TOY_SHOP_USERNAME" },
        password: { option: "password", variable: "TOY_SHOP_PASSWORD" },
        docs: docs({}),
      },
    ],
    [
      "a key in a header",
      key("header"),
      { kind: "apiKey", in: "header", wire: "X-Key", credential: apiKey, docs: docs({}) },
    ],
    [
      "a key in the query",
      key("query"),
      { kind: "apiKey", in: "query", wire: "X-Key", credential: apiKey, docs: docs({}) },
    ],
    [
      "a key in a cookie",
      key("cookie"),
      { kind: "apiKey", in: "cookie", wire: "X-Key", credential: apiKey, docs: docs({}) },
    ],
    [
      "client credentials",
      oauth("/token"),
      {
        kind: "clientCredentials",
        tokenUrl: "/token",
        scope: undefined,
        id: { option: "clientId", variable: "TOY_SHOP_CLIENT_ID" },
        secret: { option: "clientSecret", variable: "TOY_SHOP_CLIENT_SECRET" },
        docs: docs({}),
      },
    ],
  ])("%s is carried in full", (_title, scheme, wanted) => {
    const { auth, problems } = found({ it: scheme });
    expect(auth).toEqual({ schemes: [{ name: "it", ...wanted }], security: [["it"]], required: true });
    expect(problems).toEqual([]);
  });

  test.each<[string, Json, Json]>([
    [
      "another HTTP scheme",
      { type: "http", scheme: "Token" },
      { kind: "authorization", scheme: "Token", credential: apiKey },
    ],
    ["an HTTP scheme that is none", { type: "http", scheme: "a\r\nb" }, { kind: "authorization", scheme: "Bearer" }],
    [
      "an implicit flow",
      { type: "oauth2", flows: { implicit: {} } },
      {
        kind: "bearer",
        holds: "token",
        credential: { option: "accessToken", variable: "TOY_SHOP_ACCESS_TOKEN" },
      },
    ],
    [
      "OpenID Connect",
      { type: "openIdConnect", openIdConnectUrl: "https://x.test" },
      { kind: "bearer", holds: "token" },
    ],
    ["a certificate", { type: "mutualTLS" }, { kind: "outside" }],
    ["a type that nobody knows", { type: "magic" }, { kind: "outside" }],
    ["a header that cannot be one", key("header", "a\r\nb"), { kind: "outside" }],
  ])("%s is carried as far as it can be, and the rest is told", (_title, scheme, wanted) => {
    const { auth, problems } = found({ it: scheme });
    expect(auth.schemes).toMatchObject([wanted]);
    expect(problems).toMatchObject([
      { code: "auth-scheme", severity: "warning", pointer: "#/components/securitySchemes/it" },
    ]);
  });

  test("of OAuth with a flow for a client and one for a person takes either's credentials, a token first", () => {
    const flow = { tokenUrl: "/token", authorizationUrl: "/authorize", scopes: {} };
    const both = { type: "oauth2", flows: { clientCredentials: flow, authorizationCode: flow } };
    const { auth, security, problems } = found(
      { oauth: both, "oauth token": key("header") },
      { security: [{ oauth: [] }], operations: [[{ oauth: [], "oauth token": [] }, {}]] },
    );

    expect(auth.schemes.map(({ name, kind }) => [name, kind])).toEqual([
      ["oauth", "clientCredentials"],
      ["oauth token_", "bearer"],
      ["oauth token", "apiKey"],
    ]);
    expect(auth.schemes[1]).toMatchObject({ credential: { option: "accessToken" }, holds: "token" });
    expect(auth.security).toEqual([["oauth token_"], ["oauth"]]);
    expect([...security.values()]).toEqual([[["oauth token_", "oauth token"], ["oauth", "oauth token"], []]]);
    expect(problems).toEqual([]);
  });

  test("of schemes that go by one header takes either, and says that a request cannot hold both", () => {
    const { auth, security, problems } = found(
      {
        user: { type: "http", scheme: "basic" },
        token: key("header", "AUTHORIZATION"),
        other: key("header", "X-Other"),
      },
      {
        security: [{ user: [], other: [], token: [] }],
        operations: [[{ token: [], user: [] }, { token: [] }, { token: [], other: [] }]],
      },
    );
    expect(auth.security).toEqual([
      ["user", "other"],
      ["token", "other"],
    ]);
    expect([...security.values()]).toEqual([[["token"], ["user"], ["token", "other"]]]);
    expect(problems).toMatchObject([
      {
        code: "auth-scheme",
        message: expect.stringMatching(/"token" is sent by the header authorization, as "user" is/),
        pointer: "#/components/securitySchemes/token",
      },
    ]);
  });

  test("asks for a key in a cookie beside another of the same name in the query", () => {
    const { auth, problems } = found(
      { a: key("cookie", "key"), b: key("query", "key"), c: { type: "mutualTLS" }, d: { type: "mutualTLS" } },
      { security: [{ a: [], b: [], c: [], d: [] }] },
    );
    expect(auth.security).toEqual([["a", "b", "c", "d"]]);
    expect(problems.map(({ message }) => message)).not.toContainEqual(expect.stringMatching(/together/));
  });

  test("that is asked for scopes anywhere gets them all in one token", () => {
    const { auth } = found(
      { oauth: oauth("/token") },
      { security: [{ oauth: ["read"] }], operations: [[{ oauth: ["write", "read"] }]] },
    );
    expect(auth.schemes).toMatchObject([{ scope: "read write" }]);
  });
});

test.each([
  ["https://api.toys.test/v1/oauth/token", "https://api.toys.test/v1", "oauth/token"],
  ["https://api.toys.test/v1/oauth/token", "https://api.toys.test/v1/", "oauth/token"],
  ["https://api.toys.test/v10/token", "https://api.toys.test/v1", "https://api.toys.test/v10/token"],
  ["https://api.toys.test.evil/v1/token", "https://api.toys.test", "https://api.toys.test.evil/v1/token"],
  ["/token", "https://api.toys.test", "/token"],
  ["https://api.toys.test/token", "/v1", "https://api.toys.test/token"],
])("a token at %s of the server %s is asked for at %s", (tokenUrl, url, relative) => {
  expect(found({ oauth: oauth(tokenUrl) }, { url }).auth.schemes).toMatchObject([{ tokenUrl: relative }]);
});

test("two schemes that want one option are told apart by their names, and others keep the usual ones", () => {
  const { auth } = found({ api_key: key("header"), "admin-key": bearer, login: basic, fetch: key("query") });
  const told = auth.schemes.flatMap((scheme) => {
    if (scheme.kind === "basic") return [scheme.username, scheme.password];
    return "credential" in scheme ? [scheme.credential] : [];
  });
  expect(told).toEqual([
    { option: "apiKey", variable: "TOY_SHOP_API_KEY" },
    { option: "adminKey", variable: "TOY_SHOP_ADMIN_KEY" },
    { option: "username", variable: "TOY_SHOP_USERNAME" },
    { option: "password", variable: "TOY_SHOP_PASSWORD" },
    // `fetch` is an option of every client.
    { option: "fetch2", variable: "TOY_SHOP_FETCH2" },
  ]);
});

describe("calls take", () => {
  const schemes = { key: key("header"), login: basic };

  test("what the document says, in its order; nothing at all comes last", () => {
    const security = [{}, { key: [], login: [] }, { login: [] }];
    expect(found(schemes, { security }).auth).toMatchObject({
      security: [["key", "login"], ["login"], []],
      required: false,
    });
  });

  test("what the operation says, where it says something else", () => {
    const operations = [undefined, [], [{ login: [] }], [{}], [{ key: [] }]];
    const { auth, security } = found(schemes, { security: [{ key: [] }], operations });
    expect(auth).toMatchObject({ security: [["key"]], required: false });
    expect([...security]).toEqual([
      ["#/1", []],
      ["#/2", [["login"]]],
      ["#/3", [[]]],
    ]);
  });

  test("what most operations say, where the document says nothing", () => {
    const operations = [[{ login: [] }], undefined, [{ key: [] }], [{ key: [] }]];
    const { auth, security } = found(schemes, { security: undefined, operations });
    expect(auth.security).toEqual([["key"]]);
    expect([...security]).toEqual([
      ["#/0", [["login"]]],
      ["#/1", []],
    ]);
  });

  test("what there is, where nothing is ever asked for", () => {
    const { auth } = found(schemes, { security: undefined, operations: [undefined] });
    expect(auth).toMatchObject({ security: [["key"], ["login"], []], required: false });
    expect(auth.schemes.map(({ name }) => name)).toEqual(["key", "login"]);
  });

  test.each<[string, Json, unknown]>([
    ["a document that says so", schemes, []],
    ["no scheme", {}, undefined],
    ["a scheme that is not there", schemes, [{ other: [] }]],
    ["a scheme with the name of an object's property", {}, [JSON.parse('{ "__proto__": [] }'), { toString: [] }]],
  ])("nothing, by %s", (_title, given, security) => {
    expect(found(given, { security }).auth).toEqual({ schemes: [], security: [], required: false });
  });
});
