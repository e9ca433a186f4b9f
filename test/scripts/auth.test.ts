// Credentials of a call, from the spec to the wire: each security scheme, and schemes together.

import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { buildService } from "../../scripts/model/build.js";
import { printService } from "../../scripts/print/print.js";
import { answer, type Json, spec } from "./model/spec.js";
import { createProject } from "./project.js";

const main = resolve(import.meta.dirname, "../..");

interface Given {
  readonly schemes: Json;
  readonly security?: unknown;
  /** Security of the operations, each `GET /<name>`; undefined is none of their own. */
  readonly operations?: Readonly<Record<string, unknown>>;
}

/** Makes a client of the document, calls each of its operations once, and tells what was sent. */
async function sentBy(given: Given, options: Json) {
  const { schemes, operations = { a: undefined }, ...root } = given;
  const paths = Object.fromEntries(
    Object.entries(operations).map(([name, security]) => [
      `/${name}`,
      {
        get: {
          operationId: `call_${name}`,
          ...(security !== undefined && { security }),
          parameters: [{ in: "query", name: "q", schema: { type: "string" } }],
          responses: { "204": answer() },
        },
      },
    ]),
  );
  const document = spec({
    servers: [{ url: "https://toys.test/v1" }],
    components: { securitySchemes: schemes },
    ...("security" in root && { security: root.security }),
    paths,
  });
  const { service } = buildService({ name: "toys", document });
  if (service === undefined) throw new Error("The model refused it.");
  const project = createProject({});
  for (const [path, text] of (await printService(service, document)).tree)
    project.write({ [`generated/toys/${path}`]: text });
  symlinkSync(join(main, "src"), join(project.root, "src"));
  const generated = await import(join(project.root, "generated/toys/index.ts"));
  const sent: Json[] = [];
  const fetch = async (address: string, init: RequestInit) => {
    const request = new Request(address, init);
    const { origin, pathname, search } = new URL(request.url);
    if (pathname === "/token") {
      sent.push({ token: Object.fromEntries(new URLSearchParams(await request.text())) });
      return Response.json({ access_token: "t-1" });
    }
    const headers = Object.fromEntries(
      [...request.headers].filter(([name]) => !["accept", "user-agent"].includes(name)),
    );
    sent.push({ url: `${origin}${pathname}${search}`, ...headers });
    return new Response(null, { status: 204 });
  };
  const transport = generated.createToysTransport({ fetch, retry: false, ...options });
  const failed: string[] = [];
  for (const name of Object.keys(operations)) {
    await generated[`call${name.toUpperCase()}`](transport, { q: "x y" }).catch((error: Error) => {
      failed.push(`${error.name}: ${error.message}`);
    });
  }
  return { sent, failed };
}

const url = "https://toys.test/v1/a?q=x%20y";
const bearer = { type: "http", scheme: "bearer" };
const basic = { type: "http", scheme: "basic" };
const key = (place: string, name: string): Json => ({ type: "apiKey", in: place, name });
const oauth = {
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "https://login.toys.test/token", scopes: {} } },
};
const one = (scheme: Json): Given => ({ schemes: { it: scheme }, security: [{ it: [] }] });

describe("alone", () => {
  test.each<[string, Json, Json, Json]>([
    ["bearer", bearer, { apiKey: "k" }, { url, authorization: "Bearer k" }],
    ["bearer by a function", bearer, { apiKey: async () => "k" }, { url, authorization: "Bearer k" }],
    [
      "basic",
      basic,
      { username: "jo", password: "ünd:" },
      { url, authorization: `Basic ${Buffer.from("jo:ünd:").toString("base64")}` },
    ],
    ["basic without a password", basic, { username: "key" }, { url, authorization: `Basic ${btoa("key:")}` }],
    ["a key in a header", key("header", "X-Key"), { apiKey: "k" }, { url, "x-key": "k" }],
    ["a key in the query", key("query", "api key"), { apiKey: "k&=/" }, { url: `${url}&api%20key=k%26%3D%2F` }],
    ["a key in a cookie", key("cookie", "sid"), { apiKey: "k;1" }, { url, cookie: "sid=k%3B1" }],
    ["another HTTP scheme", { type: "http", scheme: "Token" }, { apiKey: "k" }, { url, authorization: "Token k" }],
    [
      "an access token",
      { type: "oauth2", flows: { implicit: {} } },
      { accessToken: "t" },
      { url, authorization: "Bearer t" },
    ],
    ["OpenID Connect", { type: "openIdConnect" }, { accessToken: "t" }, { url, authorization: "Bearer t" }],
  ])("%s", async (_title, scheme, options, wanted) => {
    expect(await sentBy(one(scheme), options)).toEqual({ sent: [wanted], failed: [] });
  });

  test("client credentials", async () => {
    const given = { schemes: { it: oauth }, security: [{ it: ["read"] }] };
    expect((await sentBy(given, { clientId: "id", clientSecret: "secret" })).sent).toEqual([
      { token: { grant_type: "client_credentials", client_id: "id", client_secret: "secret", scope: "read" } },
      { url, authorization: "Bearer t-1" },
    ]);
  });

  test("client credentials, or the token of a flow in which a person takes part: a token is taken first", async () => {
    const password = { tokenUrl: "https://login.toys.test/token", scopes: {} };
    const given = one({ ...oauth, flows: { ...oauth.flows, password } });
    const own = { clientId: "c", clientSecret: "s" };

    const byToken = { sent: [{ url, authorization: "Bearer t" }], failed: [] };
    expect(await sentBy(given, { accessToken: async () => "t" })).toEqual(byToken);
    expect(await sentBy(given, { accessToken: "t", ...own })).toEqual(byToken);
    expect((await sentBy(given, own)).sent).toEqual([
      { token: { grant_type: "client_credentials", client_id: "c", client_secret: "s" } },
      { url, authorization: "Bearer t-1" },
    ]);
    await expect(sentBy(given, {})).rejects.toThrow(
      "toys needs credentials: accessToken (TOYS_ACCESS_TOKEN), or clientId (TOYS_CLIENT_ID) and clientSecret (TOYS_CLIENT_SECRET).",
    );
  });

  test("a credential that every operation needs is missed when the client is made", async () => {
    await expect(sentBy(one(bearer), {})).rejects.toThrow("toys: no apiKey. Pass it, or set TOYS_API_KEY");
    await expect(sentBy(one(basic), {})).rejects.toThrow("toys: no username. Pass it, or set TOYS_USERNAME");
  });
});

describe("several", () => {
  const schemes = {
    key: key("header", "X-Key"),
    app: key("query", "app"),
    login: basic,
    session: key("cookie", "sid"),
  };

  test("that go together are all sent", async () => {
    const given = { schemes, security: [{ key: [], app: [], login: [], session: [] }] };
    const options = { key: "k", app: "a", username: "jo", session: "s" };
    expect((await sentBy(given, options)).sent).toEqual([
      { url: `${url}&app=a`, "x-key": "k", authorization: `Basic ${btoa("jo:")}`, cookie: "sid=s" },
    ]);
  });

  test("that stand for each other: the first whose credentials are all there is sent, and no other", async () => {
    const given = { schemes, security: [{ key: [], app: [] }, { login: [] }, { session: [] }] };
    const sent = async (options: Json) => (await sentBy(given, options)).sent;
    expect(await sent({ key: "k", app: "a", session: "s" })).toEqual([{ url: `${url}&app=a`, "x-key": "k" }]);
    expect(await sent({ key: "k", session: "s" })).toEqual([{ url, cookie: "sid=s" }]);
    expect(await sent({ username: "jo", session: "s" })).toEqual([{ url, authorization: `Basic ${btoa("jo:")}` }]);
  });

  test("of which none is there are missed when the client is made, or with the first call that needs them", async () => {
    const given = { schemes, security: [{ key: [], app: [] }, { login: [] }] };
    await expect(sentBy(given, {})).rejects.toThrow(
      "toys needs credentials: key (TOYS_KEY) and app (TOYS_APP), or username (TOYS_USERNAME) and password (TOYS_PASSWORD). " +
        "Pass them to the client, or set the variables in the environment.",
    );
    const { sent, failed } = await sentBy(given, { key: "k" });
    expect(sent).toEqual([]);
    expect(failed).toEqual([expect.stringMatching(/^ConfigurationError: toys: a\.call needs credentials: key/)]);
  });

  test("with a certificate, which is not in the request, leave that to the client's fetch", async () => {
    const given = { schemes: { cert: { type: "mutualTLS" }, it: bearer }, security: [{ cert: [], it: [] }] };
    expect((await sentBy(given, { apiKey: "k" })).sent).toEqual([{ url, authorization: "Bearer k" }]);
  });
});

describe("an operation", () => {
  const given: Given = {
    schemes: { it: bearer, app: key("header", "X-App") },
    security: [{ it: [] }],
    operations: { a: undefined, b: [], c: [{}, { it: [] }], d: [{ app: [] }] },
  };
  const at = (name: string) => `https://toys.test/v1/${name}?q=x%20y`;

  test("that asks for none gets none, and one that may have them gets them if they are there", async () => {
    const { sent, failed } = await sentBy(given, { apiKey: "k", app: "a" });
    expect(failed).toEqual([]);
    expect(sent).toEqual([
      { url: at("a"), authorization: "Bearer k" },
      { url: at("b") },
      { url: at("c"), authorization: "Bearer k" },
      { url: at("d"), "x-app": "a" },
    ]);
  });

  test("that can do without is called without, by a client that has none", async () => {
    const { sent, failed } = await sentBy(given, {});
    expect(sent).toEqual([{ url: at("b") }, { url: at("c") }]);
    expect(failed.length).toBe(2);
  });

  test("is sent with an Authorization of the caller's own in place of one that is missing", async () => {
    const { sent, failed } = await sentBy(given, { headers: { Authorization: "Mine" } });
    expect(sent[0]).toEqual({ url: at("a"), authorization: "Mine" });
    expect(failed).toEqual([]);
  });
});

test("a document that declares schemes and asks for none takes what is there", async () => {
  const given = { schemes: { it: bearer, app: key("header", "X-App") } };
  expect((await sentBy(given, { app: "a" })).sent).toEqual([{ url, "x-app": "a" }]);
  expect((await sentBy(given, {})).sent).toEqual([{ url }]);
});

test("names of schemes that are traps do no harm", async () => {
  const trap = JSON.parse(
    '{ "__proto__": { "type": "http", "scheme": "bearer" }, "constructor": { "type": "apiKey", "in": "header", "name": "X-C" } }',
  );
  const security = [JSON.parse('{ "__proto__": [], "constructor": [] }')];
  expect((await sentBy({ schemes: trap, security }, { proto: "p", constructor2: "c" })).sent).toEqual([
    { url, authorization: "Bearer p", "x-c": "c" },
  ]);
});
