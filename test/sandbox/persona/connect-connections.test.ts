// Connections, as both organizations see and move them.

import { describe, expect, test } from "vitest";
import { connected, everyOne, expectConformity, now, open, refused, seeded } from "./connect.js";

describe("a Connection", () => {
  test("is pending until its destination accepts it, and the same for both sides", async () => {
    const sides = open();
    const { sandbox, source, destination } = sides;
    const id = await connected(sides, false);
    const seen = {
      type: "connect/connection",
      id: expect.stringMatching(/^cxn_\w{24}$/),
      status: "pending",
      sourceOrganizationId: seeded.northfold,
      destinationOrganizationId: seeded.harbour,
      createdAt: now,
      updatedAt: now,
      creator: { type: "api-key", id: "api_RgC13yN16Tjko6Cjw2d6CZAA" },
    };
    expect(await source.connect.connections.retrieve(id)).toEqual(seen);
    expect(await destination.connect.connections.retrieve(id)).toEqual(seen);
    await sandbox.advance("1h");
    sandbox.control.persona.acceptConnection(id);
    const accepted = { ...seen, status: "active", updatedAt: "2026-11-20T10:00:00.000Z" };
    expect(await source.connect.connections.retrieve(id)).toEqual(accepted);
    expect(() => sandbox.control.persona.acceptConnection(id)).toThrow("cannot go from active to active");
    expect(() => sandbox.control.persona.acceptConnection("cxn_none")).toThrow("no Connection cxn_none");
    expectConformity(sandbox);
  });

  test("is switched off by either side, and brought back by its source alone, to be accepted again", async () => {
    const sides = open();
    const { sandbox, source, destination } = sides;
    const id = await connected(sides);
    await sandbox.advance("1m");
    expect(await destination.connect.connections.deactivate(id)).toMatchObject({
      status: "inactive",
      updatedAt: "2026-11-20T09:01:00.000Z",
    });
    expect(await refused(source.connect.connections.deactivate(id))).toEqual({
      status: 422,
      errors: [{ title: "Unprocessable entity", details: "A Connection that is inactive cannot be deactivated" }],
    });
    expect(await refused(destination.connect.connections.reactivate(id))).toEqual({
      status: 403,
      errors: [{ title: "Forbidden", details: "Only the source organization may reactivate" }],
    });
    expect((await source.connect.connections.reactivate(id)).status).toBe("pending");
    expect(await refused(source.connect.connections.reactivate(id))).toEqual({
      status: 422,
      errors: [{ title: "Unprocessable entity", details: "A Connection that is pending cannot be reactivated" }],
    });
    expect((await source.connect.connections.deactivate(id)).status).toBe("inactive");
    expectConformity(sandbox);
  });

  test("is refused a second time, even while the first is inactive, and to nobody and oneself", async () => {
    const { sandbox, source } = open();
    const create = (destinationOrganizationId: string) =>
      refused(source.connect.connections.create({ destinationOrganizationId }));
    const unique = { title: "Record not unique", details: "A Connection to this organization exists" };
    expect(await create(seeded.kestrel)).toEqual({
      status: 409,
      errors: [{ ...unique, meta: { connectionId: seeded.toKestrel } }],
    });
    expect(await create("org_5smS1EyVanVxr1himm4brfcL")).toEqual({
      status: 409,
      errors: [{ ...unique, meta: { connectionId: seeded.toLockgateInactive } }],
    });
    const pointer = "/data/attributes/destination-organization-id";
    const invalid = (details: string) => ({
      status: 422,
      errors: [{ title: "Record invalid", details, source: { pointer } }],
    });
    expect(await create("org_none")).toEqual(invalid("No such organization"));
    expect(await create(seeded.northfold)).toEqual(invalid("An organization cannot connect to itself"));
    expect(sandbox.records("persona/connect/connection").length).toBe(6);
    expectConformity(sandbox);
  });

  test("does not exist for a stranger", async () => {
    const { source } = open();
    const nothing = { status: 404, errors: [{ title: "Record not found" }] };
    expect(await refused(source.connect.connections.retrieve(seeded.kestrelToHarbour))).toEqual(nothing);
    expect(await refused(source.connect.connections.deactivate(seeded.kestrelToHarbour))).toEqual(nothing);
    expect(await refused(source.connect.connections.retrieve("cxn_none"))).toEqual(nothing);
  });

  test("is made once under one idempotency key", async () => {
    const { source, sandbox } = open();
    const create = () =>
      source.connect.connections.create(
        { destinationOrganizationId: seeded.harbour },
        { idempotencyKey: "connect-to-harbour" },
      );
    const [first, second] = [await create(), await create()];
    expect(second).toEqual(first);
    expect(sandbox.records("persona/connect/connection").length).toBe(7);
  });
});

describe("the list of Connections", () => {
  test("has those of both directions, newest first, and of nobody else", async () => {
    const { source, destination } = open();
    const ids = async (persona: typeof source, filter = {}) =>
      (await everyOne(persona.connect.connections.list({ filter }))).map(({ id }) => id);
    expect(await ids(source)).toEqual([
      seeded.fromQuaysidePending,
      seeded.toAlmondPending,
      seeded.toKestrel,
      seeded.fromKestrel,
      seeded.toLockgateInactive,
    ]);
    expect(await ids(destination)).toEqual([seeded.kestrelToHarbour]);
    expect(await ids(source, { status: "active" })).toEqual([seeded.toKestrel, seeded.fromKestrel]);
    expect(await ids(source, { destinationOrganizationId: seeded.northfold })).toEqual([
      seeded.fromQuaysidePending,
      seeded.fromKestrel,
    ]);
    expect(await ids(source, { destinationOrganizationId: seeded.northfold, status: "active" })).toEqual([
      seeded.fromKestrel,
    ]);
  });

  test("is walked page by page, forth and back", async () => {
    const { source, sandbox } = open();
    const page = (cursor: object) => source.connect.connections.list({ page: { size: 2, ...cursor } });
    const middle = await page({ after: seeded.toAlmondPending });
    expect(middle.items.map(({ id }) => id)).toEqual([seeded.toKestrel, seeded.fromKestrel]);
    const back = await page({ before: seeded.toKestrel });
    expect(back.items.map(({ id }) => id)).toEqual([seeded.fromQuaysidePending, seeded.toAlmondPending]);
    expect((await everyOne(page({}))).length).toBe(5);
    expectConformity(sandbox);
  });

  test("is cut down by fields", async () => {
    const { source } = open();
    const fields = { "connect/connection": "status,updated-at" };
    const [first] = await everyOne(source.connect.connections.list({ fields, filter: { status: "inactive" } }));
    expect(first).toEqual({
      type: "connect/connection",
      id: seeded.toLockgateInactive,
      status: "inactive",
      updatedAt: "2026-01-06T09:00:00.000Z",
    });
  });
});

describe("what no source states about Connections", () => {
  test.each([
    ["connection-unknown-destination-status", 404, "create"],
    ["connection-stranger-status", 403, "retrieve"],
    ["connection-deactivate-wrong-state-status", 409, "deactivate"],
    ["connection-reactivate-wrong-state-status", 409, "reactivate"],
    ["connection-reactivate-by-destination-status", 404, "reactivate-inbound"],
  ] as const)("%s can be %i", async (name, status, act) => {
    const { source, sandbox } = open({ assume: { [name]: status } });
    const { connections } = source.connect;
    const calls = {
      create: () => connections.create({ destinationOrganizationId: "org_none" }),
      retrieve: () => connections.retrieve(seeded.kestrelToHarbour),
      deactivate: () => connections.deactivate(seeded.toLockgateInactive),
      reactivate: () => connections.reactivate(seeded.toKestrel),
      "reactivate-inbound": () => connections.reactivate(seeded.fromKestrel),
    };
    expect((await refused(calls[act]())).status).toBe(status);
    // Creating does not declare 404, so there it cannot be judged.
    expect(sandbox.requests[0]?.verdict.kind).toBe(act === "create" ? "unjudged" : "conforms");
  });
});
