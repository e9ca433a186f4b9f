// The objects that a redemption makes, or fills.

import { describe, expect, test } from "vitest";
import { environmentOf } from "../../../src/sandbox/services/persona/data/organizations.js";
import { connected, expectConformity, now, objectOf, open, refused, seeded, shared, valuesOf } from "./connect.js";

describe("cloning", () => {
  test("of an Inquiry goes on after the answer, and makes a new one with its Verifications", async () => {
    const sides = open();
    const { source, destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const begun = await destination.connect.shareTokens.redeem(id);
    expect(begun).toMatchObject({
      status: "pending",
      direction: "inbound",
      pendingAt: now,
      redeemMode: "clone",
      destination: null,
    });
    await sandbox.advance(2749);
    expect((await destination.connect.shareTokens.retrieve(id)).status).toBe("pending");
    await sandbox.advance(1);
    const redeemed = await destination.connect.shareTokens.retrieve(id);
    expect(redeemed).toMatchObject({
      status: "redeemed",
      pendingAt: now,
      redeemedAt: "2026-11-20T09:00:02.750Z",
      updatedAt: "2026-11-20T09:00:02.750Z",
      destination: { type: "inquiry", id: expect.stringMatching(/^inq_\w{24}$/) },
    });
    expect((await source.connect.shareTokens.retrieve(id)).destination).toBeUndefined();

    const inquiry = objectOf(sides, "inquiry", redeemed.destination?.id ?? "");
    expect(inquiry.account).toBe(environmentOf(seeded.harbour));
    expect(valuesOf(inquiry)).toEqual(valuesOf(objectOf(sides, "inquiry", objects.source.inquiry)));
    expect(inquiry.resource.attributes).toMatchObject({ status: "approved", "created-at": "2026-11-20T09:00:02.750Z" });
    const verifications = inquiry.resource.relationships.verifications?.data as { type: string; id: string }[];
    // Seven were there; one is of a kind that cannot be cloned.
    expect(verifications.map(({ type }) => type.split("/")[1])).toEqual([
      "government-id",
      "selfie",
      "document",
      "database",
      "phone-number",
      "email-address",
    ]);
    for (const { type, id: verificationId } of verifications) {
      expect(objectOf(sides, type, verificationId)).toMatchObject({
        account: environmentOf(seeded.harbour),
        resource: { relationships: { inquiry: { data: { type: "inquiry", id: inquiry.id } } } },
      });
    }
    expectConformity(sandbox);
  });

  test("of a Verification makes one of its kind", async () => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.verification);
    await destination.connect.shareTokens.redeem(id, {});
    await sandbox.advance("1s");
    const { destination: made } = await destination.connect.shareTokens.retrieve(id);
    expect(made?.type).toBe("verification/phone-number");
    expect(objectOf(sides, "verification/phone-number", made?.id ?? "").resource.attributes["phone-number"]).toBe(
      "+4755501042",
    );
  });

  test("is not for Accounts, Transactions, other Verifications, and not mapped", async () => {
    const sides = open();
    const { destination, objects, sandbox } = sides;
    const connectionId = await connected(sides);
    const redeem = async (sourceId: string, input = {}) => {
      const { id } = await shared(sides, sourceId, connectionId);
      const { status, errors } = await refused(destination.connect.shareTokens.redeem(id, input));
      expect((await destination.connect.shareTokens.retrieve(id)).status).toBe("created");
      return [status, errors[0]?.details, errors[0]?.source];
    };
    const pointer = "/data/attributes/destination-id";
    const named = "An Account or Transaction can only hydrate an object: name it";
    expect(await redeem(objects.source.account)).toEqual([422, named, { pointer }]);
    expect(await redeem(objects.source.transaction)).toEqual([422, named, { pointer }]);
    expect(await redeem("ver_Zp3Wk8Nv5XcLq2TmRb7Yh4DsJf9G")).toEqual([
      422,
      "This kind of Verification cannot be cloned",
      undefined,
    ]);
    const fieldMappings = [{ sourceFieldName: "name-last", destinationFieldName: "name-last" }];
    expect(await redeem(objects.source.inquiry, { fieldMappings })).toEqual([
      422,
      "is only for hydrating",
      { pointer: "/meta/field-mappings" },
    ]);
    expectConformity(sandbox);
  });
});

describe("hydrating", () => {
  test("carries over fields of equal name, and completes an Inquiry that has all it asks for", async () => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const destinationId = objects.destination.inquiry;
    expect(await destination.connect.shareTokens.redeem(id, { destinationId })).toMatchObject({
      status: "pending",
      redeemMode: "hydrate",
      destination: { type: "inquiry", id: destinationId },
    });
    await sandbox.advance("5s");
    expect(await destination.connect.shareTokens.retrieve(id)).toMatchObject({
      status: "redeemed",
      destination: { type: "inquiry", id: destinationId },
    });
    const hydrated = objectOf(sides, "inquiry", destinationId);
    expect(valuesOf(hydrated)).toEqual({ "name-first": "Ingrid", "name-last": "Moe", birthdate: "1987-06-05" });
    expect(hydrated.resource.attributes).toMatchObject({
      status: "completed",
      "completed-at": "2026-11-20T09:00:02.750Z",
    });
    expectConformity(sandbox);
  });

  test("maps fields of another name, and leaves an Inquiry pending that lacks data", async () => {
    const sides = open();
    const { source, sandbox } = sides;
    const destinationId = "inq_yWn5ZHoFRrDhcDczjPWCtNprXxCY9C";
    const fieldMappings = [
      { sourceFieldName: "Annual_Income", destinationFieldName: "yearly-income" },
      { sourceFieldName: "name-last", destinationFieldName: "name-first" },
    ];
    await source.connect.shareTokens.redeem(seeded.inboundInquiry, { destinationId, fieldMappings });
    await sandbox.advance("5s");
    const hydrated = objectOf(sides, "inquiry", destinationId);
    expect(valuesOf(hydrated)).toEqual({ "name-first": "Fairley", familyName: null, "yearly-income": 84_250.5 });
    expect(hydrated.resource.attributes.status).toBe("pending");
  });

  test.each([
    ["account", "account"],
    ["account", "inquiry"],
    ["transaction", "transaction"],
    ["transaction", "account"],
    ["inquiry", "transaction"],
  ] as const)("goes from %s to %s", async (from, into) => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source[from]);
    await destination.connect.shareTokens.redeem(id, { destinationId: objects.destination[into] });
    await sandbox.advance("5s");
    expect(await destination.connect.shareTokens.retrieve(id)).toMatchObject({
      status: "redeemed",
      destination: { type: into === "transaction" ? "txn" : into, id: objects.destination[into] },
    });
    expectConformity(sandbox);
  });

  test("is refused into what is not there, not the caller's, complete, redacted, or being changed", async () => {
    const sides = open();
    const { destination, sandbox, objects } = sides;
    const connectionId = await connected(sides);
    const { id } = await shared(sides, objects.source.inquiry, connectionId);
    const redeem = async (destinationId: string, tokenId = id) => {
      const { status, errors } = await refused(destination.connect.shareTokens.redeem(tokenId, { destinationId }));
      return [status, errors[0]?.details];
    };
    const unknown = [422, "No such Inquiry, Account or Transaction"];
    expect(await redeem("inq_none")).toEqual(unknown);
    expect(await redeem("case_none")).toEqual(unknown);
    expect(await redeem(objects.source.inquiry)).toEqual(unknown);
    expect(await redeem(objects.destination.verification)).toEqual(unknown);
    expect(await redeem("inq_R9zLk4Xw7VtNc2QpMb5Yh8DsGf6Ja3")).toEqual([422, "This object does not accept data"]);
    sandbox.control.persona.redactObject(objects.destination.account);
    expect(await redeem(objects.destination.account)).toEqual([422, "This object does not accept data"]);
    const verification = await shared(sides, objects.source.verification, connectionId);
    expect(await redeem(objects.destination.inquiry, verification.id)).toEqual([
      422,
      "A Verification can only be cloned",
    ]);
    await destination.connect.shareTokens.redeem(id, { destinationId: objects.destination.inquiry });
    const second = await shared(sides, objects.source.inquiry, connectionId);
    expect(await redeem(objects.destination.inquiry, second.id)).toEqual([
      409,
      "The destination object is being changed",
    ]);
    expectConformity(sandbox);
  });

  test("is refused with mappings to fields that are not there, all of them named", async () => {
    const sides = open();
    const { destination, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const fieldMappings = ["name-first", "colour", "constructor"].map((destinationFieldName) => ({
      sourceFieldName: "name-last",
      destinationFieldName,
    }));
    const destinationId = objects.destination.inquiry;
    const at = (index: number) => ({
      title: "Record invalid",
      details: "no such field",
      source: { pointer: `/meta/field-mappings/${index}/destination-field-name` },
    });
    expect(await refused(destination.connect.shareTokens.redeem(id, { destinationId, fieldMappings }))).toEqual({
      status: 422,
      errors: [at(1), at(2)],
    });
  });
});
