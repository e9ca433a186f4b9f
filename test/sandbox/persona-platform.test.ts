// Rules for every call of Persona, whatever its operation: keys, versions, permissions, limits, headers and errors.

import { describe, expect, test } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.js";

function open(options: SandboxOptions = {}): Sandbox {
  return createSandbox({ now: "2026-10-05T08:00:00Z", ...options });
}

async function called(sandbox: Sandbox, address: string, { headers, ...init }: RequestInit = {}) {
  const { apiKey } = sandbox.credentials.persona.source;
  const response = await sandbox.fetch(`https://api.withpersona.com/api/v1${address}`, {
    ...init,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...(headers as object) },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** An address that is valid but leads to nothing. */
const nobody = "/connect/share-tokens/cnst_none";

describe("a key", () => {
  test("is asked for, and known or not, without a word in the headers", async () => {
    const sandbox = open();
    for (const [authorization, title] of [
      ["", "Must be authenticated to access this endpoint"],
      ["Basic abc", "Must be authenticated to access this endpoint"],
      ["Bearer persona_sandbox_none", "Token is invalid"],
    ]) {
      const { status, headers, body } = await called(sandbox, nobody, { headers: { authorization } as HeadersInit });
      expect([status, [...headers.keys()], body]).toEqual([401, ["content-type"], { errors: [{ title }] }]);
    }
    expect(sandbox.requests.map(({ verdict }) => verdict.kind)).toEqual(["conforms", "conforms", "conforms"]);
  });

  test("names its organization and environment on every other answer", async () => {
    const sandbox = open();
    const { organizationId, environmentId } = sandbox.credentials.persona.source;
    const { headers } = await called(sandbox, `${nobody}?include=colours`);
    expect(Object.fromEntries(headers)).toEqual({
      "content-type": "application/json; charset=utf-8",
      "persona-environment-id": environmentId,
      "persona-organization-id": organizationId,
      "ratelimit-limit": "300",
      "ratelimit-remaining": "299",
      "ratelimit-reset": "60",
      "request-id": expect.stringMatching(/^req_\w{24}$/),
    });
    expect(sandbox.requests[0]?.id).toBe(headers.get("request-id"));
  });

  test("may do what its permissions say; searching is reading", async () => {
    const sandbox = open();
    const lacks = async (address: string, method = "GET") =>
      (await called(sandbox, address, { method })).body.errors[0].details;
    sandbox.control.persona.setKey("source", { permissions: ["connect.read"] });
    expect(await lacks("/cases")).toBe("This API key lacks the permission case.read");
    expect(await lacks("/cases/search", "POST")).toBe("This API key lacks the permission case.read");
    expect(await lacks("/cases", "POST")).toBe("This API key lacks the permission case.write");
    expect(await lacks("/connect/connections", "POST")).toBe("This API key lacks the permission connect.write");
    expect((await called(sandbox, "/cases")).status).toBe(403);
  });
});

describe("a version", () => {
  test.each([
    ["2025-12-08", {}, false],
    ["2020-05-18", {}, false],
    ["2026-09-29", {}, false],
    ["2026-09-29", { "persona-version-2026-09-29": false }, true],
    ["2021-05-14", {}, false],
    ["2021-05-14", { "persona-version-2021-05-14": false }, true],
    ["2021-07-15", {}, true],
    ["2021-07-15", { "persona-version-july-2021": "2021-07-15" }, false],
    ["2024-01-01", {}, true],
  ] as const)("%s with %j: refused is %s", async (version, assume, refused) => {
    const { status, body } = await called(open({ assume }), nobody, { headers: { "Persona-Version": version } });
    const isRefused = status === 400 && /^Persona-Version must be one of: 202/.test(body.errors[0].details);
    expect(isRefused).toBe(refused);
  });
});

describe("a refusal", () => {
  const faults = async (address: string, body?: object) =>
    (await called(open(), address, body && { method: "POST", body: JSON.stringify(body) })).body.errors;

  test("names the member by its path, and points at it in the body", async () => {
    expect(await faults("/connect/share-tokens", { data: { attributes: { "source-id": 7 } } })).toEqual([
      {
        title: "Bad Request",
        details: "data.attributes.connection-id is missing",
        source: { pointer: "/data/attributes/connection-id" },
      },
      {
        title: "Bad Request",
        details: "data.attributes.source-id must be a string",
        source: { pointer: "/data/attributes/source-id" },
      },
    ]);
    expect(await faults("/cases?page[size]=101")).toEqual([
      { title: "Bad Request", details: "page.size must be at most 100" },
    ]);
  });

  test("is none of a value that the vendor may have added to an open set", async () => {
    const { status, body } = await called(open(), "/connect/share-tokens?filter[direction]=sideways");
    expect({ status, data: body.data }).toEqual({ status: 200, data: [] });
  });

  test("of a value of the wrong size is that of an invalid record", async () => {
    const body = { data: { attributes: { caseTemplateId: "ctmpl_1" } }, meta: { slaExpiresInSeconds: 7_776_001 } };
    expect(await faults("/cases", body)).toEqual([
      { title: "Record invalid", details: "must be at most 7776000", source: { pointer: "/meta/slaExpiresInSeconds" } },
    ]);
  });

  test("of a wrong casing says which there are", async () => {
    const { status, body } = await called(open(), nobody, { headers: { "Key-Inflection": "shout" } });
    expect([status, body.errors]).toEqual([
      400,
      [{ title: "Bad Request", details: "Key-Inflection must be one of: camel, kebab, snake" }],
    ]);
  });

  test("of an idempotency key that is too long, or was used otherwise", async () => {
    const sandbox = open({ assume: { "idempotency-key-reuse-status": 422 } });
    const post = (key: string, body: object) =>
      called(sandbox, "/connect/connections", {
        method: "POST",
        headers: { "Idempotency-Key": key },
        body: JSON.stringify(body),
      });
    expect((await post("k".repeat(256), {})).body.errors[0].details).toBe(
      "Idempotency-Key must have at most 255 characters",
    );
    const first = await post("k", {});
    const again = await post("k", {});
    expect([again.status, again.body, again.headers.get("request-id")]).toEqual([
      400,
      first.body,
      first.headers.get("request-id"),
    ]);
    expect((await post("k", { data: {} })).status).toBe(422);
  });

  test("for its rate comes on the 301st call of a minute", async () => {
    const sandbox = open({ running: true });
    for (let made = 0; made < 300; made += 1) await called(sandbox, "/cases?page[size]=0");
    const { status, headers, body } = await called(sandbox, "/cases");
    expect([status, headers.get("ratelimit-remaining"), body]).toEqual([
      429,
      "0",
      { errors: [{ title: "Rate limit exceeded", details: "More calls were made than are allowed in this time" }] },
    ]);
    expect(sandbox.requests.at(-1)?.verdict).toEqual({ kind: "conforms" });
  });
});

describe("a webhook secret", () => {
  test("is made up, and replaced on demand", () => {
    const { control, credentials } = open();
    const { source, destination } = credentials.persona;
    expect(source.webhookSecret).toMatch(/^wbhsec_\w{32}$/);
    expect(destination.webhookSecret).not.toBe(source.webhookSecret);
    expect(control.persona.rotateWebhookSecret("source", 60)).toMatch(/^wbhsec_\w{32}$/);
  });
});
