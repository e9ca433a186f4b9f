// Redemption: how long it takes, and every way in which it fails.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  connected,
  expectConformity,
  now,
  objectOf,
  open,
  recordsOf,
  refused,
  type Sides,
  seeded,
  shared,
  valuesOf,
} from "./connect.js";

describe("redemption", () => {
  test("is the destination's, once, and over an active Connection", async () => {
    const sides = open();
    const { source, destination, sandbox, objects } = sides;
    const connectionId = await connected(sides, false);
    const { id } = await shared(sides, objects.source.inquiry, connectionId);
    const inactive = { status: 409, errors: [{ title: "Conflict", details: "The Connection is not active" }] };
    expect(await refused(destination.connect.shareTokens.redeem(id))).toEqual(inactive);
    sandbox.control.persona.acceptConnection(connectionId);
    expect(await refused(source.connect.shareTokens.redeem(id))).toEqual({
      status: 403,
      errors: [{ title: "Forbidden", details: "Only the destination organization may redeem a Share Token" }],
    });
    expect((await refused(source.connect.shareTokens.redeem(seeded.toHarbour))).status).toBe(404);
    await source.connect.connections.deactivate(connectionId);
    expect(await refused(destination.connect.shareTokens.redeem(id))).toEqual(inactive);
    await source.connect.connections.reactivate(connectionId);
    sandbox.control.persona.acceptConnection(connectionId);

    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => destination.connect.shareTokens.redeem(id)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect((await refused(source.connect.shareTokens.expire(id))).status).toBe(409);
    const before = recordsOf(sides, "inquiry").length;
    await sandbox.advance("15d");
    expect(recordsOf(sides, "inquiry").length).toBe(before + 1);
    expect(await refused(destination.connect.shareTokens.redeem(id))).toEqual({
      status: 409,
      errors: [
        {
          title: "Conflict",
          details: "A Share Token that is redeemed cannot be redeemed",
          meta: { redeemedAt: "2026-11-20T09:00:02.750Z" },
        },
      ],
    });
    expectConformity(sandbox);
  });

  test("repeated under its idempotency key gets the first answer, and imports once", async () => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const redeem = () => destination.connect.shareTokens.redeem(id, {}, { idempotencyKey: "redeem-once" });
    sandbox.fault({ drop: "after", count: 1 });
    await expect(redeem()).rejects.toThrow();
    await sandbox.advance("1m");
    const before = recordsOf(sides, "inquiry").length;
    expect(await redeem()).toMatchObject({ status: "pending", pendingAt: now });
    await sandbox.advance("1m");
    expect(recordsOf(sides, "inquiry").length).toBe(before);
    expect((await destination.connect.shareTokens.retrieve(id)).status).toBe("redeemed");
  });

  test("under way goes on after a restart, with the same mappings, and is forgotten by a reset", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    const state = join(folder, "state.json");
    const destinationId = "inq_yWn5ZHoFRrDhcDczjPWCtNprXxCY9C";
    const fieldMappings = [{ sourceFieldName: "name-last", destinationFieldName: "familyName" }];
    const before = open({ state });
    await before.source.connect.shareTokens.redeem(seeded.inboundInquiry, { destinationId, fieldMappings });
    await before.sandbox.close();
    const after = open({ state });
    await after.sandbox.advance("5s");
    expect((await after.source.connect.shareTokens.retrieve(seeded.inboundInquiry)).status).toBe("redeemed");
    expect(valuesOf(objectOf(after, "inquiry", destinationId)).familyName).toBe("Fairley");
    await after.sandbox.close();
    rmSync(folder, { recursive: true });

    before.sandbox.reset();
    await before.sandbox.advance("1m");
    expect((await before.source.connect.shareTokens.retrieve(seeded.inboundInquiry)).status).toBe("created");
  });
});

describe("a redemption fails", () => {
  const reasons = ["source_not_found", "source_redacted", "import_failed", "unrecoverable_error"] as const;

  const failed = async (sides: Sides, id: string) => {
    await sides.sandbox.advance("1m");
    const { status, failureReason, failedAt, redeemedAt } = await sides.destination.connect.shareTokens.retrieve(id);
    return { status, failureReason, at: failedAt === null ? failedAt : typeof failedAt, redeemedAt };
  };
  const as = (failureReason: string) => ({ status: "failed", failureReason, at: "string", redeemedAt: null });

  test.each(reasons)("with %s when told so, the next one alone", async (reason) => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const connectionId = await connected(sides);
    const first = await shared(sides, objects.source.inquiry, connectionId);
    const second = await shared(sides, objects.source.inquiry, connectionId);
    sandbox.control.persona.failNextRedemption(reason);
    // One that is refused does not use it up.
    await refused(destination.connect.shareTokens.redeem(first.id, { destinationId: "inq_none" }));
    const destinationId = objects.destination.inquiry;
    await destination.connect.shareTokens.redeem(first.id, { destinationId });
    await destination.connect.shareTokens.redeem(second.id);
    expect(await failed(sides, first.id)).toEqual(as(reason));
    expect((await destination.connect.shareTokens.retrieve(second.id)).status).toBe("redeemed");
    expect(objectOf(sides, "inquiry", destinationId).resource.attributes.status).toBe("created");
    expectConformity(sandbox);
  });

  test.each(reasons)("with %s when its own header says so", async (reason) => {
    const sides = open();
    const { destination, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    await destination.connect.shareTokens.redeem(id, {}, { headers: { "Sandbox-Redemption": reason } });
    expect(await failed(sides, id)).toEqual(as(reason));
  });

  test("only with a reason that there is, and not once that was taken back", async () => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const headers = { "Sandbox-Redemption": "bad_luck" };
    expect((await refused(destination.connect.shareTokens.redeem(id, {}, { headers }))).errors[0]?.details).toBe(
      "Sandbox-Redemption must be one of: source_not_found, source_redacted, import_failed, unrecoverable_error",
    );
    const fail = sandbox.control.persona.failNextRedemption;
    expect(() => fail("bad_luck" as never)).toThrow('A redemption cannot fail with "bad_luck".');
    fail("import_failed");
    fail(null);
    await destination.connect.shareTokens.redeem(id);
    await sandbox.advance("1m");
    expect((await destination.connect.shareTokens.retrieve(id)).status).toBe("redeemed");
  });

  test("by itself when the source is gone or wiped, or the destination no longer takes data", async () => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const { control } = sandbox;
    const connectionId = await connected(sides);
    const redeem = async (sourceId: string, destinationId?: string) => {
      const { id } = await shared(sides, sourceId, connectionId);
      await destination.connect.shareTokens.redeem(id, destinationId === undefined ? {} : { destinationId });
      return id;
    };
    const gone = await redeem("inq_7iTqZRxvpfhXw1jJkmkKsW9kBTfqX7");
    control.persona.removeObject("inq_7iTqZRxvpfhXw1jJkmkKsW9kBTfqX7");
    expect(await failed(sides, gone)).toEqual(as("source_not_found"));
    const closed = await redeem(objects.source.account, objects.destination.account);
    control.persona.redactObject(objects.destination.account);
    expect(await failed(sides, closed)).toEqual(as("import_failed"));
    const wiped = await redeem(objects.source.inquiry);
    control.persona.redactObject(objects.source.inquiry);
    expect(await failed(sides, wiped)).toEqual(as("source_redacted"));
    expect(() => control.persona.removeObject("inq_none")).toThrow("has an object with the id inq_none");
    expectConformity(sandbox);
  });

  test("with import_failed when a mapping names a field that the source lacks", async () => {
    const sides = open();
    const { destination, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const fieldMappings = [{ sourceFieldName: "constructor", destinationFieldName: "name-last" }];
    await destination.connect.shareTokens.redeem(id, { destinationId: objects.destination.inquiry, fieldMappings });
    expect(await failed(sides, id)).toEqual(as("import_failed"));
    expect(valuesOf(objectOf(sides, "inquiry", objects.destination.inquiry))["name-last"]).toBeNull();
  });

  test("for good, or until it is tried again in time: no source states which", async () => {
    const outcome = async (isFinal: boolean) => {
      const sides = open({ assume: { "share-token-failed-is-final": isFinal } });
      const { destination, sandbox, objects } = sides;
      const { id } = await shared(sides, objects.source.inquiry);
      sandbox.control.persona.failNextRedemption("unrecoverable_error");
      await destination.connect.shareTokens.redeem(id);
      await sandbox.advance("1m");
      if (isFinal) return refused(destination.connect.shareTokens.redeem(id));
      expect(await destination.connect.shareTokens.redeem(id)).toMatchObject({
        status: "pending",
        failedAt: null,
        failureReason: null,
      });
      sandbox.control.persona.failNextRedemption("unrecoverable_error");
      await sandbox.advance("1m");
      expectConformity(sandbox);
      return destination.connect.shareTokens.retrieve(id);
    };
    expect(await outcome(true)).toEqual({
      status: 409,
      errors: [{ title: "Conflict", details: "A Share Token that is failed cannot be redeemed" }],
    });
    expect(await outcome(false)).toMatchObject({ status: "redeemed" });
  });

  test("once its time is up, although it could be tried again before", async () => {
    const sides = open({ assume: { "share-token-failed-is-final": false } });
    const { destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    sandbox.control.persona.failNextRedemption("import_failed");
    await destination.connect.shareTokens.redeem(id);
    await sandbox.advance("14d");
    expect((await refused(destination.connect.shareTokens.redeem(id))).status).toBe(409);
  });

  test("in a state that may be answered with 422", async () => {
    const { source } = open({ assume: { "share-token-redeem-wrong-state-status": 422 } });
    expect((await refused(source.connect.shareTokens.redeem("cnst_9CaheTntSDzYP2pW6Gn9wpHE"))).status).toBe(422);
  });
});
