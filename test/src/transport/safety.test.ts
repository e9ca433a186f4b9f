// Attacks and mistakes that a client withstands: of the network, of a service, and of a careless caller.

import { describe, expect, test } from "vitest";
import { createEnableNow } from "../../../generated/enablenow/index.js";
import { createPersonaHttp } from "../../../generated/persona/http.js";
import { createPersona, createPersonaTransport, type PersonaOptions } from "../../../generated/persona/index.js";
import { ApiError, ConfigurationError, ConnectionError, DecodeError, type Fetch } from "../../../src/index.js";
import { bearer, call, clientCredentials } from "../../../src/runtime/index.js";
import { hangsUp, loopback } from "../loopback.js";
import { createItem, failure, json, network, readItem, shop, thrown } from "../shop.js";

const secret = "sk_live_1234567890";
const once = { retry: false } as const;
const persona = (options: PersonaOptions) => createPersona({ apiKey: secret, ...once, ...options });

const http = (options: PersonaOptions) =>
  createPersonaHttp(createPersonaTransport({ apiKey: secret, ...once, ...options }));

/** EnableNow over a fetch that also hands out the token. */
function enablenow(fetch: Fetch) {
  const withToken: Fetch = async (url, init) =>
    url.endsWith("/cfa/connect/token") ? json(200, { access_token: secret }) : fetch(url, init);
  return createEnableNow({ clientId: "id", clientSecret: "hunter2", fetch: withToken, ...once });
}

describe("an id", () => {
  test.each(["..", ".", "%2e%2e", "%2E.", ""])(
    "%j, which would lead elsewhere, is refused by every door",
    async (id) => {
      const { fetch, sent } = network(json(200, { data: {} }));
      const acts: readonly (() => PromiseLike<unknown>)[] = [
        () => persona({ fetch }).connect.shareTokens.retrieve(id),
        () => persona({ fetch }).connect.shareTokens.redeem(id),
        () => persona({ fetch }).cases.redact(id),
        () => http({ fetch }).GET("/cases/{case-id}", { params: { path: { "case-id": id } } }),
        () => enablenow(fetch).shares.delete(id),
      ];
      for (const act of acts) {
        expect(await failure(act())).toBeInstanceOf(ConfigurationError);
      }
      expect(sent).toEqual([]);
    },
  );

  test.each([
    ["a/b", "a%2Fb"],
    ["a?b", "a%3Fb"],
    ["a#b", "a%23b"],
    ["../x", "..%2Fx"],
    ["a\\..\\b", "a%5C..%5Cb"],
    ["%2e%2e%2f", "%252e%252e%252f"],
    ["a\r\nx: y", "a%0D%0Ax%3A%20y"],
  ])("%j stays one segment of the path, by every door", async (id, segment) => {
    const { fetch, sent } = network(json(200, { data: { type: "connect/share-token", id: "cnst_1" } }));
    await persona({ fetch }).connect.shareTokens.redeem(id);
    await http({ fetch }).GET("/cases/{case-id}", { params: { path: { "case-id": id } } });
    await enablenow(fetch).shares.delete(id);
    expect(sent.map(({ url }) => url)).toEqual([
      `https://api.withpersona.com/api/v1/connect/share-tokens/${segment}/redeem`,
      `https://api.withpersona.com/api/v1/cases/${segment}`,
      `https://api.enablenow.nl/shares/${segment}`,
    ]);
  });
});

describe("a redirect", () => {
  const statuses = [301, 302, 303, 307, 308];

  test.each(statuses)("by %i to another server takes neither credentials nor body there", async (status) => {
    const thief = await loopback((_, response) => void response.end("{}"));
    const server = await loopback((_, response) => {
      response.writeHead(status, { location: `${thief.url}/v1/items` }).end();
    });
    const transport = shop({ baseUrl: server.url, authentication: bearer(secret), ...once });
    const error = await failure(call(transport, createItem, [], { iban: "NL91" }));
    expect(error).toBeInstanceOf(ApiError);
    // A 307 or 308 asks for the same call elsewhere; after any other the service may have carried it out.
    const advice =
      status < 307
        ? "The outcome is unknown: it may have been carried out. Repeat it with `idempotencyKey`."
        : "Redirects are not followed: check `baseUrl`.";
    expect(error.message).toBe(`shop: items.create got ${status}.\n${advice}`);
    const { response } = await http({ baseUrl: server.url }).GET("/cases");
    expect(response.status).toBe(status);
    expect([server.received.length, thief.received]).toEqual([2, []]);
  });

  test.each(statuses)("by %i is not followed on the same server either: it may be plain http", async (status) => {
    const server = await loopback((_, response) => {
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
    const transport = shop({ baseUrl: server.url, authentication: bearer(secret) });
    expect(await failure(call(transport, readItem, ["i1"], undefined))).toMatchObject({ status, attempts: 1 });
    expect(server.received.map(({ url }) => url)).toEqual(["/items/i1"]);
  });

  test.each(statuses)("by %i of a token request does not hand the client secret to another server", async (status) => {
    const thief = await loopback((_, response) => void response.end('{"access_token":"stolen"}'));
    const server = await loopback((_, response) => {
      response.writeHead(status, { location: thief.url }).end();
    });
    const client = createEnableNow({ clientId: "id", clientSecret: "hunter2", baseUrl: server.url });
    const error = await failure(client.shares.list());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toContain(`the token endpoint gave no token (${status})`);
    expect(server.received.map(({ url }) => url)).toEqual(["/cfa/connect/token"]);
    expect(thief.received).toEqual([]);
  });
});

describe("a link to the next page", () => {
  test("that points to another server is asked of the client's own, without the link's host and path", async () => {
    const thief = await loopback((_, response) => void response.end('{"data":[],"links":{}}'));
    const server = await loopback((request, response) => {
      const next = request.url.includes("after") ? null : `${thief.url}/steal?page[after]=case_1`;
      response.end(JSON.stringify({ data: [{ type: "case", id: "case_1" }], links: { next, prev: null } }));
    });
    const ids: string[] = [];
    for await (const { id } of persona({ baseUrl: server.url }).cases.list()) ids.push(id);
    expect(ids).toHaveLength(2);
    expect(server.received.map(({ url }) => url)).toEqual(["/cases", "/cases?page%5Bafter%5D=case_1"]);
    expect(thief.received).toEqual([]);
  });
});

describe("credentials stay with the configured server", () => {
  const elsewhere = ["https://evil.test", "https://api.withpersona.com", "https://api.withpersona.com/api/v1.evil"];

  test.each(elsewhere)("when a call through the http door names another: %s", async (baseUrl) => {
    const { fetch, sent } = network(json(200, { data: [] }));
    const error = await failure(http({ fetch }).GET("/cases", { baseUrl }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe("persona: GET /cases leaves `baseUrl`. Make another client for another server.");
    expect(sent).toEqual([]);
  });

  test("when a middleware sends the request to another", async () => {
    const { fetch, sent } = network(json(200, { data: [] }));
    const client = http({ fetch });
    client.use({ onRequest: ({ request }) => new Request("https://evil.test/cases", request) });
    expect(await failure(client.GET("/cases"))).toBeInstanceOf(ConfigurationError);
    expect(sent).toEqual([]);
  });

  test.each(["http://api.withpersona.com", "http://10.0.0.1", "http://localhost.evil.test"])(
    "and never go there in the clear: %s",
    (baseUrl) => {
      const secrets = { apiKey: secret, clientId: "id", clientSecret: secret };
      const authentication = clientCredentials({ ...secrets, service: "shop", tokenUrl: `${baseUrl}/token` });
      for (const make of [
        () => persona({ baseUrl }),
        () => createEnableNow({ ...secrets, baseUrl }),
        () => shop({ authentication }),
      ]) {
        const error = thrown(make);
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(error.message).toMatch(/`(baseUrl|tokenUrl)` has to be an https URL/);
      }
    },
  );
});

describe("a line break in a header is refused before anything is sent, without showing the value:", () => {
  const broken = [`${secret}\r\nx-injected: 1`, `${secret}\nx-injected: 1`, `${secret}\rx`, `${secret}\0x`];

  test.each(broken.map((value) => [value]))("%j", async (value) => {
    const { fetch, sent } = network(json(200, { data: {} }));
    const read = (options: PersonaOptions) => persona({ fetch, ...options }).cases.retrieve("case_1");
    for (const act of [
      () => read({ apiKey: value }),
      () => read({ apiKey: async () => value }),
      () => read({ headers: { "x-mine": value } }),
      () => read({ personaVersion: value }),
      () => persona({ fetch }).cases.retrieve("case_1", {}, { headers: { "x-mine": value } }),
      () => persona({ fetch }).cases.addTag("case_1", {}, { idempotencyKey: value }),
    ]) {
      const error = await failure((async (): Promise<unknown> => act())());
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toMatch(/^"[a-zA-Z-]+" holds what no header may carry\.$/);
      expect(`${error.stack}${error.cause}`).not.toContain(secret);
    }
    expect(sent).toEqual([]);
  });

  test("a name that is no header's", async () => {
    const headers = { "x\r\ny": "1" };
    const error = await failure(call(shop(network(json(200, {}))), readItem, ["i1"], undefined, { headers }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain('"x\\r\\ny"');
  });

  test.each(broken.map((value) => [value]))(
    "in the access token %j, after which nothing else is sent",
    async (value) => {
      const addresses: string[] = [];
      const token: Fetch = async (url) => {
        addresses.push(new URL(url).pathname);
        return json(200, { access_token: value });
      };
      const client = createEnableNow({ clientId: "id", clientSecret: "s", fetch: token, retry: false });
      const error = await failure(client.shares.list());
      expect(`${error.message}${error.stack}${error.cause}`).not.toContain(secret);
      expect(new Set(addresses)).toEqual(new Set(["/cfa/connect/token"]));
    },
  );
});

describe("members named as those of a prototype", () => {
  const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"t"}';
  const own = () => JSON.parse(hostile) as Record<string, unknown>;
  const clean = () => expect(({} as { polluted?: unknown }).polluted).toBeUndefined();

  test("are sent as they are", async () => {
    const { fetch, sent } = network(json(200, { data: { type: "case", id: "case_1" } }));
    await persona({ fetch }).cases.create({ caseTemplateId: "ctmpl_1", fields: own(), ...own() } as never);
    await persona({ fetch }).connect.shareTokens.redeem("cnst_1", { fieldMappings: [own() as never] });
    await enablenow(fetch).shares.create(own() as never);
    expect(sent[0]?.body).toContain(`"fields":${hostile}`);
    expect(sent[1]?.body).toContain(`[${hostile}]`);
    expect(sent[2]?.body).toBe(hostile);
    clean();
  });

  test("arrive as they are: in attributes, relationships, included resources and maps", async () => {
    const resource = `{"type":"case","id":"case_1","attributes":${hostile},"relationships":{"__proto__":{"data":null}}}`;
    const fields = `{"type":"case","id":"case_2","attributes":{"fields":${hostile},"status":${hostile}}}`;
    const body = (data: string) => `{"data":${data},"included":[${resource}],"__proto__":{"polluted":1}}`;
    const { fetch } = network(
      new Response(body(resource)),
      new Response(body(fields)),
      new Response(`{"data":${hostile}}`),
    );
    const flat = (await persona({ fetch }).cases.retrieve("case_1")) as unknown as Record<string, unknown>;
    expect(Object.getPrototypeOf(flat)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(flat, "__proto__")?.value).toEqual({ polluted: 1 });
    expect(Object.keys(flat)).toEqual(expect.arrayContaining(["__proto__", "constructor", "toString"]));
    const deep = (await persona({ fetch }).cases.retrieve("case_2")) as unknown as Record<string, unknown>;
    expect(JSON.stringify(deep.fields)).toBe(hostile);
    expect(JSON.stringify(deep.status)).toBe(hostile);
    expect(JSON.stringify(await enablenow(fetch).shares.retrieve("s1"))).toBe(hostile);
    clean();
  });

  test("do no harm in an error body", async () => {
    const jsonApi = `{"errors":[${hostile},{"title":"Bad","meta":${hostile}}],"__proto__":{"errors":[]}}`;
    const problem = '{"title":"Bad","errors":{"__proto__":["one"],"constructor":["two"]}}';
    const { fetch } = network(new Response(jsonApi, { status: 422 }), new Response(problem, { status: 400 }));
    const create = { caseTemplateId: "ctmpl_1", creatorEmailAddress: "jane@shop.test" };
    const refused = await failure<ApiError>(persona({ fetch }).cases.create(create));
    expect(JSON.stringify(refused.issues)).toBe(`[{"title":"Error"},{"title":"Bad","meta":${hostile}}]`);
    const bad = await failure<ApiError>(enablenow(fetch).shares.create({ clientId: "id", reference: "jane" }));
    expect(bad.issues.map(({ pointer }) => pointer)).toEqual(["/__proto__", "/constructor"]);
    clean();
  });
});

describe("an answer that is none", () => {
  const read = (baseUrl: string) => call(shop({ baseUrl, ...once }), readItem, ["i1"], undefined);
  const page = "<html><body>Jane, please sign in</body></html>";

  test.each([
    ["not JSON", "text/plain", "Jane"],
    ["a proxy's page", "text/html", page],
    ["JSON and something after it", "application/json", '{"data":"Jane"}{}'],
  ])("is a DecodeError that does not quote it: %s", async (_, type, body) => {
    const { url } = await loopback((_, response) => void response.setHeader("content-type", type).end(body));
    const error = await failure(read(url));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toBe(
      `shop: items.retrieve got 200, but no JSON (${type}, ${body.length} characters): cut off, or a proxy's?`,
    );
    expect(`${error.stack}${error.cause}`).not.toContain("Jane");
  });

  test.each([502, 404])("with status %i and a proxy's page is an ApiError that does not print it", async (status) => {
    const { url } = await loopback((_, response) => void response.writeHead(status).end(page));
    const error = await failure<ApiError>(read(url));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status, body: page, issues: [] });
    expect(error.stack).not.toContain("Jane");
  });

  test.each([400, 401, 404, 409, 429, 500, 503])("with status %i and no body is an ApiError", async (status) => {
    const { url } = await loopback((_, response) => void response.writeHead(status).end());
    const error = await failure<ApiError>(read(url));
    expect(error).toBeInstanceOf(ApiError);
    expect([error.status, error.body, error.issues]).toEqual([status, undefined, []]);
  });

  test("is a success without the body that it should have", async () => {
    const { url } = await loopback((_, response) => void response.end());
    expect((await failure(read(url))).message).toBe("shop: items.retrieve: The answer has no `data`.");
  });

  test("is nested deeper than anybody reads: the error is ours", async () => {
    const deep = `{"data":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    const { fetch } = network(new Response(deep));
    expect(await failure(persona({ fetch }).cases.retrieve("case_1"))).toBeInstanceOf(DecodeError);
  });

  test("is an error nested deeper than anybody reads: it has its status, and no issues", async () => {
    const deep = `{"errors":[{"title":"T","meta":${"[".repeat(200_000)}${"]".repeat(200_000)}}]}`;
    const { fetch } = network(new Response(deep, { status: 422 }));
    const error = await failure<ApiError>(persona({ fetch }).cases.retrieve("case_1"));
    expect(error).toBeInstanceOf(ApiError);
    expect([error.status, error.body, error.issues]).toEqual([422, deep, []]);
  });

  const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
  test.each([
    ["by its length", "content-length: 100\r\n\r\n", '{"data":"all"}', ConnectionError],
    ["by its last chunk", "transfer-encoding: chunked\r\n\r\n", 'e\r\n{"data":"all"}\r\n', ConnectionError],
    ["by its text", "connection: close\r\n\r\n", '{"data":"al', DecodeError],
    ["within a character", "connection: close\r\n\r\n", '{"data":"all\xc3', DecodeError],
  ])("was cut off, as is known %s", async (_, framing, body, kind) => {
    const { url } = await hangsUp(head + framing + body);
    expect(await failure(read(url))).toBeInstanceOf(kind);
  });
});

test("the version that the client was written for is sent, unless the caller names another, or none", async () => {
  const { fetch, sent } = network(json(200, { data: { type: "case", id: "case_1" } }));
  for (const more of [{}, { personaVersion: "2023-01-05" }, { personaVersion: null }] as const)
    await persona({ fetch, ...more }).cases.retrieve("case_1");
  expect(sent.map(({ headers }) => headers["persona-version"])).toEqual(["2025-12-08", "2023-01-05", undefined]);
});
