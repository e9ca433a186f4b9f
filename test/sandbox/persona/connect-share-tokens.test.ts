// Share Tokens, as both organizations see them, from their making to their end, and what is told of them.

import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Resource } from "../../../src/sandbox/service.js";
import { environmentOf } from "../../../src/sandbox/services/persona/data/organizations.js";
import { objectPresenters } from "../../../src/sandbox/services/persona/objects/objects.js";
import { connected, everyOne, expectConformity, now, open, refused, seeded, shared } from "./connect.js";

const inTwoWeeks = "2026-12-04T09:00:00.000Z";

describe("a Share Token", () => {
  test("is outbound with its source, or inbound with its destination", async () => {
    const sides = open();
    const { source, destination, objects } = sides;
    const connectionId = await connected(sides);
    const token = await shared(sides, objects.source.inquiry, connectionId);
    const common = {
      type: "connect/share-token",
      id: expect.stringMatching(/^cnst_\w{24}$/),
      status: "created",
      createdAt: now,
      updatedAt: now,
      pendingAt: null,
      redeemedAt: null,
      expiresAt: inTwoWeeks,
      failedAt: null,
      failureReason: null,
      redeemMode: null,
      connection: { type: "connect/connection", id: connectionId },
    };
    const outbound = {
      ...common,
      direction: "outbound",
      creator: { type: "api-key", id: "api_RgC13yN16Tjko6Cjw2d6CZAA" },
      source: { type: "inquiry", id: objects.source.inquiry },
    };
    expect(token).toEqual(outbound);
    expect(await source.connect.shareTokens.retrieve(token.id)).toEqual(outbound);
    expect(await destination.connect.shareTokens.retrieve(token.id)).toEqual({
      ...common,
      direction: "inbound",
      destination: null,
    });
  });

  test.each([
    ["inquiry", "inquiry"],
    ["account", "account"],
    ["transaction", "txn"],
    ["verification", "verification"],
  ] as const)("can share one %s, called %s", async (kind, type) => {
    const sides = open();
    const id = sides.objects.source[kind];
    expect(await shared(sides, id)).toMatchObject({ source: { type, id } });
    expectConformity(sides.sandbox);
  });

  test("is refused over what is not the caller's to share", async () => {
    const sides = open();
    const { source, destination, objects, sandbox } = sides;
    const connectionId = await connected(sides);
    const create = (connection: string, sourceId: string) =>
      refused(source.connect.shareTokens.create({ connectionId: connection, sourceId }));
    const invalid = (member: string, details: string) => ({
      status: 422,
      errors: [{ title: "Record invalid", details, source: { pointer: `/data/attributes/${member}` } }],
    });
    const noObject = invalid("source-id", "No such Inquiry, Account, Transaction or Verification");
    expect(await create("cxn_none", objects.source.inquiry)).toEqual(invalid("connection-id", "No such Connection"));
    expect(await create(seeded.kestrelToHarbour, objects.source.inquiry)).toEqual(
      invalid("connection-id", "No such Connection"),
    );
    expect(await create(connectionId, "inq_none")).toEqual(noObject);
    expect(await create(connectionId, objects.destination.inquiry)).toEqual(noObject);
    expect(await create(connectionId, "rep_mU4brC2uYN4m4TG8ZHjvBfkZ")).toEqual(noObject);
    sandbox.control.persona.redactObject(objects.source.account);
    expect(await create(connectionId, objects.source.account)).toEqual(
      invalid("source-id", "This object was redacted"),
    );
    const inbound = { connectionId, sourceId: objects.destination.inquiry };
    expect(await refused(destination.connect.shareTokens.create(inbound))).toEqual({
      status: 403,
      errors: [{ title: "Forbidden", details: "Only the source organization may share over a Connection" }],
    });
    const brief = { connectionId, sourceId: objects.source.inquiry, expiresInSeconds: 59 };
    expect(await refused(source.connect.shareTokens.create(brief))).toMatchObject({
      status: 422,
      errors: [{ source: { pointer: "/data/attributes/expires-in-seconds" } }],
    });
    expect(sandbox.records("persona/connect/share-token").length).toBe(14);
    expectConformity(sandbox);
  });

  test("points at the fault as the caller spelled it", async () => {
    const { sandbox, objects } = open();
    const { apiKey } = sandbox.credentials.persona.source;
    const response = await sandbox.fetch("https://api.withpersona.com/api/v1/connect/share-tokens", {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ data: { attributes: { connectionId: "cxn_none", source_id: objects.source.inquiry } } }),
    });
    expect((await response.json()).errors[0].source.pointer).toBe("/data/attributes/connectionId");
  });

  test("can be made over a Connection that is pending, but not over one that is inactive", async () => {
    const sides = open();
    const { source, objects } = sides;
    const create = (connectionId: string) =>
      source.connect.shareTokens.create({ connectionId, sourceId: objects.source.inquiry });
    expect((await create(seeded.toAlmondPending)).status).toBe("created");
    expect(await refused(create(seeded.toLockgateInactive))).toEqual({
      status: 409,
      errors: [{ title: "Conflict", details: "The Connection is inactive" }],
    });
  });

  test("is made once under one idempotency key, and told once", async () => {
    const sides = open();
    const { source, sandbox, objects } = sides;
    const connectionId = await connected(sides);
    const create = (sourceId: string) =>
      source.connect.shareTokens.create({ connectionId, sourceId }, { idempotencyKey: "share-ingrid" });
    const [first, second] = await Promise.all([create(objects.source.inquiry), create(objects.source.inquiry)]);
    expect(second).toEqual(first);
    expect((await refused(create(objects.source.account))).status).toBe(409);
    expect(sandbox.records("persona/connect/share-token").length).toBe(15);
    expect(sandbox.webhooks.length).toBe(2);
  });

  test("made by a call whose answer was lost is there once it is repeated", async () => {
    const sides = open();
    const { source, sandbox, objects } = sides;
    const connectionId = await connected(sides);
    const create = () =>
      source.connect.shareTokens.create(
        { connectionId, sourceId: objects.source.inquiry },
        { idempotencyKey: "share-once" },
      );
    sandbox.fault({ drop: "after", count: 1 });
    await expect(create()).rejects.toThrow();
    const { id } = await create();
    expect(sandbox.records("persona/connect/share-token").slice(14)).toMatchObject([{ id }]);
  });
});

describe("the end of a Share Token", () => {
  test("comes by the clock, to the second", async () => {
    const sides = open();
    const { source, destination, sandbox, objects } = sides;
    const connectionId = await connected(sides);
    const { id } = await source.connect.shareTokens.create({
      connectionId,
      sourceId: objects.source.inquiry,
      expiresInSeconds: 60,
    });
    await sandbox.advance(59_999);
    expect((await destination.connect.shareTokens.retrieve(id)).status).toBe("created");
    await sandbox.advance(1);
    const end = "2026-11-20T09:01:00.000Z";
    expect(await destination.connect.shareTokens.retrieve(id)).toMatchObject({
      status: "expired",
      expiresAt: end,
      updatedAt: end,
    });
    expect(await refused(destination.connect.shareTokens.redeem(id))).toEqual({
      status: 409,
      errors: [{ title: "Conflict", details: "A Share Token that is expired cannot be redeemed" }],
    });
    expectConformity(sandbox);
  });

  test("comes at once when the source wishes it, and only then", async () => {
    const sides = open();
    const { source, destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    await sandbox.advance("1h");
    expect(await refused(destination.connect.shareTokens.expire(id))).toEqual({
      status: 403,
      errors: [{ title: "Forbidden", details: "Only the source organization may expire a Share Token" }],
    });
    const moment = "2026-11-20T10:00:00.000Z";
    expect(await source.connect.shareTokens.expire(id)).toMatchObject({
      status: "expired",
      expiresAt: moment,
      updatedAt: moment,
    });
    expect(await refused(source.connect.shareTokens.expire(id))).toEqual({
      status: 409,
      errors: [{ title: "Conflict", details: "A Share Token that is expired cannot be expired" }],
    });
    await sandbox.advance("21d");
    expect((await source.connect.shareTokens.retrieve(id)).expiresAt).toBe(moment);
    expectConformity(sandbox);
  });

  test("comes in its time for those that were there from the start", async () => {
    const { source, sandbox } = open();
    expect((await source.connect.shareTokens.retrieve(seeded.inboundInquiry)).status).toBe("created");
    await sandbox.advance("13d");
    expect((await source.connect.shareTokens.retrieve(seeded.inboundInquiry)).status).toBe("expired");
  });
});

describe("the list of Share Tokens", () => {
  const ids = async (persona: ReturnType<typeof open>["source"], filter = {}) =>
    (await everyOne(persona.connect.shareTokens.list({ filter, page: { size: 3 } }))).map(({ id }) => id);

  test("has those given and received, newest first, and of nobody else", async () => {
    const { source, destination, sandbox } = open();
    expect(await ids(destination)).toEqual([seeded.toHarbour]);
    const all = await ids(source);
    expect([all.length, all[0], all.at(-1)]).toEqual([
      13,
      "cnst_YzH3n5obNVwPRBof2fQZymRs",
      "cnst_6LzCn1jZj92RLWeG295rZx8T",
    ]);
    expect(all).not.toContain(seeded.toHarbour);
    expectConformity(sandbox);
  });

  test("is narrowed by all filters together", async () => {
    const { source } = open();
    expect(await ids(source, { direction: "outbound" })).toEqual([
      "cnst_YzH3n5obNVwPRBof2fQZymRs",
      "cnst_dDBnPm1pkF4JsZtj1MorVtr4",
      "cnst_DyCUnG44qYLGWLjqgZW38xKc",
    ]);
    expect(await ids(source, { direction: "outbound", status: "expired" })).toEqual(["cnst_DyCUnG44qYLGWLjqgZW38xKc"]);
    expect(await ids(source, { connectionId: seeded.fromKestrel, status: "redeemed", direction: "inbound" })).toEqual([
      "cnst_EsiqLnRfUvhzfbVS41XPuMwP",
      "cnst_9CaheTntSDzYP2pW6Gn9wpHE",
    ]);
    expect(await ids(source, { connectionId: seeded.fromKestrel, direction: "outbound" })).toEqual([]);
  });

  test("is walked to its end although each Share Token leaves it on the way", async () => {
    const { source } = open();
    const filter = { status: "created", direction: "inbound" } as const;
    const begun: (string | undefined)[] = [];
    for await (const { id } of source.connect.shareTokens.list({ filter, page: { size: 1 } })) {
      const input = id === seeded.inboundTransaction ? { destinationId: "txn_2DMVEkxa4RX7NkoqfoTiGWUC" } : {};
      begun.push((await source.connect.shareTokens.redeem(id, input)).status);
    }
    expect(begun).toEqual(["pending", "pending", "pending", "pending"]);
    const nowhere = source.connect.shareTokens.list({ filter: { status: "failed" }, page: { before: "cnst_none" } });
    expect((await refused(nowhere)).status).toBe(400);
    const back = await source.connect.shareTokens.list({
      filter: { status: "failed" },
      page: { before: seeded.inboundInquiry, size: 2 },
    });
    expect(back.items).toEqual([]);
    const oldest = await source.connect.shareTokens.list({
      filter: { status: "redeemed" },
      page: { before: "cnst_6LzCn1jZj92RLWeG295rZx8T", size: 2 },
    });
    expect(oldest.items.map(({ id }) => id)).toEqual([
      "cnst_EsiqLnRfUvhzfbVS41XPuMwP",
      "cnst_9CaheTntSDzYP2pW6Gn9wpHE",
    ]);
  });

  test("is walked back from its end", async () => {
    const { source } = open();
    const back = await source.connect.shareTokens.list({
      page: { before: "cnst_uVC5e7RaFwfkYmeD5c44GBzN", size: 2 },
    });
    expect(back.items.map(({ id }) => id)).toEqual(["cnst_EsiqLnRfUvhzfbVS41XPuMwP", "cnst_9CaheTntSDzYP2pW6Gn9wpHE"]);
  });
});

describe("fields and include", () => {
  test("cut a Share Token down, and complete it with what the caller may see", async () => {
    const sides = open();
    const { source, destination, objects, sandbox } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    expect(
      await source.connect.shareTokens.retrieve(id, { fields: { "connect/share-token": "status,expires-at" } }),
    ).toEqual({ type: "connect/share-token", id, status: "created", expiresAt: inTwoWeeks });
    const included = async (persona: typeof source) => {
      const { apiKey } = sandbox.credentials.persona[persona === source ? "source" : "destination"];
      const response = await sandbox.fetch(
        `https://api.withpersona.com/api/v1/connect/share-tokens/${id}?include=source,destination,connection`,
        { headers: { authorization: `Bearer ${apiKey}` } },
      );
      const body = (await response.json()) as { included: { type: string; id: string }[] };
      return body.included.map(({ type }) => type);
    };
    expect(await included(source)).toEqual(["inquiry", "connect/connection"]);
    expect(await included(destination)).toEqual(["connect/connection"]);
    expectConformity(sandbox);
  });
});

test("an object is shown to no organization but its own", () => {
  const { sandbox, objects } = open();
  const present = objectPresenters.inquiry as (record: never, caller: never, world: never) => Resource | undefined;
  const seenBy = (id: string) =>
    sandbox
      .records("persona/inquiry")
      .filter((record) => present(record as never, { account: environmentOf(id) } as never, {} as never) !== undefined)
      .map((record) => record.id);
  expect(seenBy(seeded.harbour)).toEqual([objects.destination.inquiry, "inq_R9zLk4Xw7VtNc2QpMb5Yh8DsGf6Ja3"]);
  expect(seenBy(seeded.quayside)).toEqual([]);
});

describe("events of Share Tokens", () => {
  test("tell both organizations, each what it sees, signed with its own secret", async () => {
    const received: { url: string; signature: string; text: string }[] = [];
    const receiver = (name: string) => ({ url: `https://${name}.example/hook`, secrets: [`wbhsec_${name}`] });
    const sides = open({
      webhooks: { persona: { source: receiver("northfold"), destination: receiver("harbour") } },
      deliver: async (request) => {
        const signature = request.headers.get("Persona-Signature") ?? "";
        received.push({ url: request.url, signature, text: await request.text() });
        return new Response(null, { status: 200 });
      },
    });
    const { sandbox, destination, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    await destination.connect.shareTokens.redeem(id);
    await sandbox.advance("1m");
    const told = received.map(({ url, text }) => {
      const { name, payload } = JSON.parse(text).data.attributes;
      const { status, direction } = payload.data.attributes;
      return [new URL(url).hostname, name, payload.data.id === id, status, direction];
    });
    expect(told).toEqual([
      ["northfold.example", "connect/share-token.outbound-created", true, "created", "outbound"],
      ["harbour.example", "connect/share-token.inbound-created", true, "created", "inbound"],
      ["northfold.example", "connect/share-token.outbound-redeemed", true, "redeemed", "outbound"],
      ["harbour.example", "connect/share-token.inbound-redeemed", true, "redeemed", "inbound"],
    ]);
    const [, { signature, text } = { signature: "", text: "" }] = received;
    const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? [];
    expect(v1).toBe(createHmac("sha256", "wbhsec_harbour").update(`${t}.${text}`).digest("hex"));
    expectConformity(sandbox);
  });

  test("are none for expiry and failure", async () => {
    const sides = open();
    const { sandbox, source, destination, objects } = sides;
    const connectionId = await connected(sides);
    const first = await shared(sides, objects.source.inquiry, connectionId);
    const second = await shared(sides, objects.source.inquiry, connectionId);
    await source.connect.shareTokens.expire(first.id);
    sandbox.control.persona.failNextRedemption("import_failed");
    await destination.connect.shareTokens.redeem(second.id);
    await sandbox.advance("1m");
    expect((await destination.connect.shareTokens.retrieve(second.id)).status).toBe("failed");
    expect(sandbox.webhooks.map(({ event }) => event.split("-").at(-1))).toEqual(Array(4).fill("created"));
  });
});

describe("what no source states about Share Tokens", () => {
  test("whether they can be made over a Connection that is not active", async () => {
    const create = async (connectionId: string, assume: Record<string, boolean | number>) => {
      const { source, objects } = open({ assume });
      const call = source.connect.shareTokens.create({ connectionId, sourceId: objects.source.inquiry });
      return Promise.resolve(call).then(
        () => 201,
        ({ status }) => status,
      );
    };
    expect(await create(seeded.toAlmondPending, { "share-token-over-pending-connection": false })).toBe(409);
    expect(
      await create(seeded.toAlmondPending, {
        "share-token-over-pending-connection": false,
        "wrong-state-status": 422,
      }),
    ).toBe(422);
    expect(await create(seeded.toLockgateInactive, { "share-token-over-inactive-connection": true })).toBe(201);
    expect(await create("cxn_none", { "share-token-unknown-reference-status": 404 })).toBe(404);
  });

  test("whether a fresh one names its end", async () => {
    const sides = open({ assume: { "share-token-fresh-expires-at": "null" } });
    const { id, expiresAt } = await shared(sides, sides.objects.source.inquiry);
    expect(expiresAt).toBeNull();
    await sides.sandbox.advance("14d");
    expect(await sides.source.connect.shareTokens.retrieve(id)).toMatchObject({
      status: "expired",
      expiresAt: inTwoWeeks,
    });
  });

  test("who may expire one, and what answers when it is too late", async () => {
    const assume = { "share-token-expire-by": "both", "share-token-expire-wrong-state-status": 422 };
    const { destination, sandbox } = open({ assume });
    expect((await destination.connect.shareTokens.expire(seeded.toHarbour)).status).toBe("expired");
    expect((await refused(destination.connect.shareTokens.expire(seeded.toHarbour))).status).toBe(422);
    expectConformity(sandbox);
  });
});
