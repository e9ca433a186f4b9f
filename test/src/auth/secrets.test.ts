// A key, a token, a client secret or a person's data must not be in anything that a program prints by itself.

import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createEnableNowHttp } from "../../../generated/enablenow/http.js";
import { createEnableNow, createEnableNowTransport } from "../../../generated/enablenow/index.js";
import { createPersonaHttp } from "../../../generated/persona/http.js";
import { createPersona, createPersonaTransport } from "../../../generated/persona/index.js";
import type { Fetch } from "../../../src/index.js";
import { deaf, failure, json } from "../shop.js";

const secret = "sk_live_1234567890";
const person = "jane.doe@shop.test";

/** Everything that logs, consoles and crash reporters make of a value. */
function printed(value: unknown): string {
  const { message, stack, cause } = (value ?? {}) as Error;
  const hidden = { showHidden: true, depth: Number.POSITIVE_INFINITY };
  const own = [message, stack, JSON.stringify(value), String(value), inspect(value), inspect(value, hidden)];
  return [...own, ...(cause === undefined ? [] : [printed(cause)])].join("\n");
}

/** A service that repeats all that it was sent. */
const echo =
  (status: number): Fetch =>
  async (url, init) => {
    const request = new Request(url, init);
    const detail = `${[...request.headers].join()} ${await request.clone().text()}`;
    const said = [{ title: "Bad", detail: detail.replaceAll(secret, "") }];
    return json(status, { detail, errors: said }, { "x-echo": secret });
  };

const answers: readonly (readonly [name: string, error: string, fetch: Fetch])[] = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 503].map((status) => [`${status}`, "ApiError", echo(status)] as const),
  ["a redirect", "ApiError", async () => new Response(secret, { status: 307 })],
  [
    "no JSON",
    "DecodeError",
    async (url, init) => new Response(`${new Request(url, init).headers.get("authorization")}${person}`),
  ],
  ["nothing", "DecodeError", async () => new Response()],
  ["no answer", "ConnectionError", () => Promise.reject(new TypeError("fetch failed", { cause: new Error("reset") }))],
  ["no answer in time", "TimeoutError", deaf],
];

const options = { retry: false, timeoutMs: 15 } as const;
const asking = () => Promise.resolve(secret);

describe.each([
  ["a key", secret],
  ["a function", asking],
])("Persona's key, given as %s, and a person's data", (_, apiKey) => {
  test.each(answers)("are in no error: %s", async (_, name, fetch) => {
    const client = createPersona({ apiKey, fetch, ...options });
    const error = await failure(
      client.cases.create({ caseTemplateId: "ctmpl_1", creatorEmailAddress: person, fields: { name: person } }),
    );
    expect(error.name).toBe(name);
    expect(printed(error)).not.toContain(secret);
    expect(printed(error)).not.toContain(person);
  });

  test("are not in client, transport, or a call under way", async () => {
    const fetch: Fetch = async () => json(200, { data: { type: "case", id: "case_1" } });
    const transport = createPersonaTransport({ apiKey, fetch });
    const client = createPersona({ apiKey, fetch });
    const call = client.cases.create({ caseTemplateId: "ctmpl_1", creatorEmailAddress: person });
    for (const value of [
      client,
      createPersonaHttp(transport),
      client.connect,
      client.cases,
      transport,
      call,
      { client, transport },
    ]) {
      expect(printed(value)).not.toContain(secret);
      expect(printed(value)).not.toContain(person);
    }
    await call;
    expect(printed(call)).not.toContain(secret);
  });
});

describe.each([
  ["a secret", secret],
  ["a function", asking],
])("EnableNow's client secret, given as %s, its token and a person's data", (_, clientSecret) => {
  const token = "eyJ0b2tlbg";
  const withToken =
    (fetch: Fetch): Fetch =>
    async (url, init) =>
      url.endsWith("connect/token") ? json(200, { access_token: token }) : fetch(url, init);
  const make = (fetch: Fetch) => createEnableNow({ clientId: "app", clientSecret, fetch, ...options });

  test.each(answers)("are in no error: %s", async (_, name, fetch) => {
    const masked: Fetch = async (request, init) => {
      const answer = await fetch(request, init);
      if (!answer.headers.get("content-type")?.includes("json")) return answer;
      // A service may repeat what it was sent, and not the credentials, in what errors quote.
      return new Response((await answer.text()).replaceAll(token, ""), answer);
    };
    const error = await failure(make(withToken(masked)).shares.create({ clientId: "app", reference: person }));
    expect(error.name).toBe(name);
    for (const value of [secret, token, person]) expect(printed(error)).not.toContain(value);
  });

  test.each([
    ["refused", "AuthenticationError", async () => json(400, { error: "invalid_client", error_description: secret })],
    ["refused in words", "AuthenticationError", async () => json(401, { error: `no such secret: ${secret}` })],
    ["answered with it", "ConnectionError", async () => new Response(secret, { status: 500 })],
    ["not answered", "ConnectionError", () => Promise.reject(new Error("down"))],
    ["answered too late", "TimeoutError", deaf],
    ["answered with a token for no header", "ConnectionError", async () => json(200, { access_token: `${secret}\n1` })],
  ] as [string, string, Fetch][])("are in no error of a token request that is %s", async (_, name, fetch) => {
    const error = await failure(make(fetch).shares.list());
    expect(error.name).toBe(name);
    expect(printed(error)).not.toContain(secret);
  });

  test("are not in client, transport, or a call under way", async () => {
    const fetch = withToken(async () => json(201, { data: "s1" }));
    const transport = createEnableNowTransport({ clientId: "app", clientSecret, fetch });
    const client = make(fetch);
    const call = client.shares.create({ clientId: "app", reference: person });
    await call;
    for (const value of [
      client,
      createEnableNowHttp(transport),
      client.shares,
      transport,
      call,
      { client, transport },
    ]) {
      for (const each of [secret, token, person]) expect(printed(value)).not.toContain(each);
    }
  });
});

test("what the error's body holds is there for who asks for it by name", async () => {
  const error = await failure<{ body: { detail: string }; headers: Headers }>(
    createPersona({ apiKey: secret, fetch: echo(422), ...options }).cases.create({ caseTemplateId: "ctmpl_1" }),
  );
  expect(error.body.detail).toContain("ctmpl_1");
  expect(error.headers.get("x-echo")).toBe(secret);
});
