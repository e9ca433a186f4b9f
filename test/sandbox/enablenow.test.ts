// EnableNow, by the generated client: what an app that shares sees, and what the one that receives does.

import { describe, expect, test } from "vitest";
import { createEnableNow, type EnableNow, type Share } from "../../generated/enablenow/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.js";

const now = "2026-11-01T09:00:00Z";
const receiver = "veldkamp-lending-app";
const consent = "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21";
const seeded = "51ba1140-6763-4ed2-a687-0fe10b76219d";

interface Apps {
  readonly sandbox: Sandbox;
  readonly a: EnableNow;
  readonly b: EnableNow;
}

function apps(options: SandboxOptions = {}): Apps {
  const sandbox = createSandbox({ now, ...options });
  const app = (side: "a" | "b") =>
    createEnableNow({ ...sandbox.credentials.enablenow[side], fetch: sandbox.fetch, retry: false });
  return { sandbox, a: app("a"), b: app("b") };
}

const ids = (shares: readonly Share[]) => shares.map(({ id }) => id);
const failed = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => expect.fail("The call was granted."),
    (error) => ({ status: error.status, body: error.body }),
  );

describe("the token endpoint", () => {
  const asked = async (sandbox: Sandbox, form: Record<string, string>, type?: string) => {
    const response = await sandbox.fetch("https://api.enablenow.nl/cfa/connect/token", {
      method: "POST",
      body: new URLSearchParams(form),
      ...(type !== undefined && { headers: { "content-type": type } }),
    });
    return [response.status, await response.json()];
  };

  test("gives a token for an hour, and the log keeps neither it nor the secret", async () => {
    const { sandbox, a } = apps();
    const { clientId, clientSecret } = sandbox.credentials.enablenow.a;
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const [status, body] = await asked(sandbox, { ...form, scope: "customer-api" });
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^[0-9a-f]{64}$/),
        expires_in: 3600,
        token_type: "Bearer",
        scope: "customer-api",
      },
    ]);
    await a.shares.list();
    const log = JSON.stringify(sandbox.requests);
    expect(log).toContain("client_secret=•••");
    expect([log.includes(clientSecret), log.includes(body.access_token)]).toEqual([false, false]);
  });

  test("refuses a wrong secret, an unknown client, another scope or grant, and what is no form", async () => {
    const { sandbox } = apps();
    const { clientId, clientSecret } = sandbox.credentials.enablenow.a;
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    expect(await asked(sandbox, { ...form, client_secret: "x" })).toEqual([400, { error: "invalid_client" }]);
    expect(await asked(sandbox, { ...form, client_id: "x" })).toEqual([400, { error: "invalid_client" }]);
    expect(await asked(sandbox, { ...form, scope: "sharing" })).toEqual([400, { error: "invalid_scope" }]);
    expect(await asked(sandbox, { ...form, grant_type: "password" })).toEqual([
      400,
      { error: "unsupported_grant_type" },
    ]);
    expect(await asked(sandbox, { client_id: clientId })).toEqual([400, { error: "invalid_request" }]);
    expect(await asked(sandbox, form, "application/json")).toEqual([400, { error: "invalid_request" }]);
  });

  test("says where the secret belongs to a client that sends it in a header, as curl -u does", async () => {
    const { sandbox } = apps();
    const response = await sandbox.fetch("https://api.enablenow.nl/cfa/connect/token", {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials" }),
      headers: { authorization: `Basic ${btoa("id:secret")}` },
    });
    const body = await response.json();
    expect(body).toEqual({ error: "invalid_client", error_description: expect.stringContaining("in the form") });
  });

  test("is asked again once the sandbox's clock has passed the hour", async () => {
    const { sandbox, a } = apps();
    await a.shares.list();
    await sandbox.advance("59m");
    await a.shares.list();
    await sandbox.advance("1m");
    await a.shares.list();
    expect(sandbox.requests.map(({ address, status }) => `${address} ${status}`)).toEqual([
      ...["/cfa/connect/token 200", "/shares 200", "/shares 200"],
      ...["/shares 401", "/cfa/connect/token 200", "/shares 200"],
    ]);
  });
});

describe("a share", () => {
  test("is made, read, moved and deleted by the app that shares", async () => {
    const { a } = apps();
    const expirationDateUtc = "2026-12-31T23:59:59+02:00";
    const id = await a.shares.create({
      clientId: receiver,
      reference: "file 7",
      expirationDateUtc,
      consentIds: [consent],
    });
    const share = {
      id,
      clientId: receiver,
      reference: "file 7",
      consentIds: [consent],
      accountIds: [],
      analysisIds: [],
    };
    expect(await a.shares.retrieve(id)).toEqual({ ...share, expirationDateUtc: "2026-12-31T21:59:59Z" });
    expect(await a.shares.update(id, { expirationDateUtc: "2027-01-15T08:30:00" })).toBeUndefined();
    expect(await a.shares.retrieve(id.toUpperCase())).toEqual({ ...share, expirationDateUtc: "2027-01-15T08:30:00Z" });
    expect(await a.shares.delete(id)).toBeUndefined();
    expect((await failed(a.shares.retrieve(id))).status).toBe(404);
    expect((await failed(a.shares.delete(id))).status).toBe(404);
  });

  test("ends a day from now unless it is said", async () => {
    const { a } = apps();
    const id = await a.shares.create({ clientId: receiver, accountIds: ["2a5c9a48-41fe-47f4-b197-d1a043178b21"] });
    expect((await a.shares.retrieve(id)).expirationDateUtc).toBe("2026-11-02T09:00:00Z");
    await a.shares.update(seeded, { expirationDateUtc: null });
    expect((await a.shares.retrieve(seeded)).expirationDateUtc).toBe("2026-11-02T09:00:00Z");
  });

  test("is read by the app that receives it until it has ended, and again once it is moved; its maker always reads it", async () => {
    const { sandbox, a, b } = apps();
    const id = await a.shares.create({ clientId: receiver, consentIds: [consent] });
    expect(await b.shares.retrieve(id)).toEqual(await a.shares.retrieve(id));
    await sandbox.advance("1d");
    expect(await failed(b.shares.retrieve(id))).toMatchObject({
      status: 403,
      body: { detail: "The share has ended." },
    });
    expect((await a.shares.retrieve(id)).id).toBe(id);
    await a.shares.update(id, { expirationDateUtc: "2026-12-01T00:00:00Z" });
    expect((await b.shares.retrieve(id)).id).toBe(id);
    await a.shares.delete(id);
    expect((await failed(b.shares.retrieve(id))).status).toBe(404);
  });

  test("of another app is neither seen nor changed", async () => {
    const { b } = apps();
    const others = "7c0f3a52-58d1-4b0e-9a63-2f8d1c64be10";
    expect((await failed(b.shares.retrieve(others))).status).toBe(404);
    expect((await failed(b.shares.update(seeded, {}))).status).toBe(404);
    expect((await failed(b.shares.delete(seeded))).status).toBe(404);
  });

  test("is refused with every fault by the name of its field", async () => {
    const { a } = apps();
    const refused = async (input: object) => (await failed(a.shares.create(input as never))).body;
    const unowned = "9d1f6b3a-75c2-4e08-8a4d-3f60b2c7e915";
    expect(
      await refused({ clientId: "nobody", expirationDateUtc: "2026-01-01T00:00:00Z", consentIds: [consent, unowned] }),
    ).toEqual({
      type: "https://tools.ietf.org/html/rfc9110#section-15.5.1",
      title: "The request is not valid.",
      status: 400,
      traceId: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
      errors: {
        clientId: ["No app has this client id."],
        "consentIds[1]": ["Your app holds nothing with this id."],
        expirationDateUtc: ["Must lie in the future."],
      },
    });
    const nothing = { errors: { consentIds: ["Name at least one consent, account or analysis."] } };
    expect(await refused({ clientId: receiver })).toMatchObject(nothing);
    expect(await refused({ clientId: receiver, consentIds: [], accountIds: null })).toMatchObject(nothing);
    expect(await refused({ consentIds: ["17"], colour: "red", expirationDateUtc: "soon" })).toMatchObject({
      errors: { clientId: ["Is missing."], colour: ["Is not known."], "consentIds[0]": ["Must be a valid uuid."] },
    });
    expect(await refused({ clientId: receiver, consentIds: [consent], expirationDateUtc: "soon" })).toMatchObject({
      errors: { expirationDateUtc: ["Must be a date and time."] },
    });
    expect(await refused([])).toMatchObject({ errors: { $: ["The body must be an object."] } });
    expect((await failed(a.shares.retrieve("17"))).body).toMatchObject({
      errors: { shareId: ["Must be a valid uuid."] },
    });
    expect((await failed(a.shares.list({ page: 0, pageSize: 101 }))).body).toMatchObject({
      errors: { page: ["Must be at least 1."], pageSize: ["Must be at most 100."] },
    });
  });
});

describe("the list", () => {
  test("is of the shares that the app made, the newest first, by page", async () => {
    const { a, b } = apps();
    const all = await a.shares.list();
    expect([all.items.length, all.items[0]?.id]).toEqual([7, "7f474ec2-a1ad-4451-ae45-2c5719550e1d"]);
    const page = await a.shares.list({ page: 2, pageSize: 3 });
    expect([ids(page.items), page.number, page.size, page.totalPages, page.totalCount]).toEqual([
      ids(all.items.slice(3, 6)),
      ...[2, 3, 3, 7],
    ]);
    expect((await a.shares.list({ page: 9 })).items).toEqual([]);
    expect((await b.shares.list()).items).toEqual([]);
    const walked = [];
    for await (const share of a.shares.list({ pageSize: 2 })) walked.push(share);
    expect(walked).toEqual(all.items);
  });

  test("follows the clock in what has expired", async () => {
    const { sandbox, a } = apps();
    const counts = async () => [
      (await a.shares.list({ isExpired: true })).totalCount,
      (await a.shares.list({ isExpired: false })).totalCount,
    ];
    expect(await counts()).toEqual([2, 5]);
    await sandbox.advance("35d");
    expect(await counts()).toEqual([5, 2]);
  });
});

describe("webhooks", () => {
  test("tell the receiving app of a new share and of a new end, once, unsigned, and never again", async () => {
    const got: [string, string | null, unknown][] = [];
    const { sandbox, a } = apps({
      webhooks: { enablenow: { b: { url: "https://receiver.test/hooks" } } },
      deliver: async (request) => {
        got.push([request.url, request.headers.get("persona-signature"), await request.json()]);
        return new Response(null, { status: 500 });
      },
    });
    const shareId = await a.shares.create({ clientId: receiver, consentIds: [consent] });
    await a.shares.update(shareId, {});
    await a.shares.delete(shareId);
    await a.shares.update("7c0f3a52-58d1-4b0e-9a63-2f8d1c64be10", {});
    await sandbox.advance("30d");
    expect(got).toEqual([
      ["https://receiver.test/hooks", null, { event: "databridge.share.created", data: { shareId } }],
      ["https://receiver.test/hooks", null, { event: "databridge.share.updated", data: { shareId } }],
    ]);
    expect(sandbox.webhooks.map(({ receiver, state, verdict }) => [receiver, state, verdict.kind])).toEqual([
      ["b", "failed", "conforms"],
      ["b", "failed", "conforms"],
      ["nl-broker-portal", "no-receiver", "conforms"],
    ]);
  });
});

describe("what no source states", () => {
  const status = async (
    assume: SandboxOptions["assume"] & {},
    call: (apps: Apps) => PromiseLike<{ status: number }>,
  ) => {
    const open = apps({ assume });
    const { status } = await call(open);
    const judged = open.sandbox.requests.at(-1)?.verdict.kind;
    return [status, judged];
  };
  const create = { clientId: receiver, consentIds: [consent] };

  test.each([
    ["create-share-200", 201, ({ a }: Apps) => a.shares.create(create).raw(), [201, "conforms"]],
    ["create-share-201", true, ({ a }: Apps) => a.shares.create(create).raw(), [201, "conforms"]],
    ["update-share-204", 200, ({ a }: Apps) => a.shares.update(seeded, {}).raw(), [200, "conforms"]],
    ["update-share-200", true, ({ a }: Apps) => a.shares.update(seeded, {}).raw(), [200, "conforms"]],
    ["delete-share-204", 200, ({ a }: Apps) => a.shares.delete(seeded).raw(), [200, "conforms"]],
    ["delete-share-200", true, ({ a }: Apps) => a.shares.delete(seeded).raw(), [200, "conforms"]],
    ["not-found-status", 400, ({ a }: Apps) => failed(a.shares.retrieve(consent)), [400, "conforms"]],
    [
      "receiver-after-expiry",
      404,
      async ({ sandbox, b }: Apps) => {
        await sandbox.advance("60d");
        return failed(b.shares.retrieve(seeded));
      },
      [404, "conforms"],
    ],
    ["create-share-expiration-required", true, ({ a }: Apps) => failed(a.shares.create(create)), [400, "conforms"]],
    ["update-share-expiration-required", true, ({ a }: Apps) => failed(a.shares.update(seeded, {})), [400, "conforms"]],
  ] as const)("%s may be %s", async (name, value, call, wanted) => {
    expect(await status({ [name]: value }, call)).toEqual(wanted);
  });

  test("how lists are scoped, sorted and filtered", async () => {
    const listed = async (assume: SandboxOptions["assume"] & {}, side: "a" | "b", query = {}) =>
      ids((await apps({ assume })[side].shares.list(query)).items);
    const usual = await listed({}, "a");
    expect(await listed({ "list-shares-direction": "oldest first" }, "a")).toEqual([...usual].reverse());
    const received = await listed({ "list-shares-scope": "Shares made to your app." }, "b");
    expect(received).toEqual(["7f474ec2-a1ad-4451-ae45-2c5719550e1d", seeded, "1b5e436b-9d74-4290-b7ce-86e595cae32d"]);
    expect(await listed({ "list-shares-scope": "Shares made to your app." }, "a")).toEqual([]);
    expect([
      await listed({ "list-shares-scope": "Both." }, "a"),
      await listed({ "list-shares-scope": "Both." }, "b"),
    ]).toEqual([usual, received]);
    const leavesOut = { "list-shares-is-expired": "true leaves expired shares out" };
    expect([
      (await listed(leavesOut, "a", { isExpired: true })).length,
      (await listed(leavesOut, "a", { isExpired: false })).length,
    ]).toEqual([5, 7]);
  });

  test("which form a refusal has", async () => {
    const open = apps({
      assume: {
        "problem-media-type": "application/problem+json",
        "unauthorized-answer": "401 with a problem as body",
        "too-many-requests-body": "Nothing.",
      },
    });
    const { sandbox, a } = open;
    const response = await a.shares.retrieve(consent).asResult();
    expect([response.status, sandbox.requests.at(-1)?.responseHeaders["Content-Type"]]).toEqual([
      404,
      "application/problem+json",
    ]);
    const unknown = await sandbox.fetch("https://api.enablenow.nl/shares", { headers: { authorization: "Bearer x" } });
    expect([unknown.status, unknown.headers.get("www-authenticate"), await unknown.json()]).toMatchObject([
      401,
      'Bearer error="invalid_token"',
      { title: "Not signed in.", status: 401 },
    ]);
    sandbox.fault({ status: 429, operation: "listShares" });
    const limited = await failed(a.shares.list());
    expect([limited.status, limited.body]).toEqual([429, undefined]);
    expect(sandbox.requests.map(({ verdict }) => verdict.kind)).not.toContain("violates");
  });
});
