// Peeking: what the destination sees of a shared object before it redeems.

import { describe, expect, test } from "vitest";
import { expectConformity, open, refused, type Sides, seeded, shared } from "./connect.js";

const peek = { peekSourceData: true };

const full = (value: unknown) => ({ visibility: "full", value });
const presence = (value: boolean) => ({ visibility: "presence", value });

async function peeked(sides: Sides, sourceId: string): Promise<Record<string, unknown>> {
  const { id } = await shared(sides, sourceId);
  const { sourceData } = await sides.destination.connect.shareTokens.retrieve(id, peek);
  expectConformity(sides.sandbox);
  return sourceData as unknown as Record<string, unknown>;
}

describe("peeking", () => {
  test("at an Inquiry shows its state, whether it has the rest, and what belongs to it", async () => {
    const sides = open();
    const { relatedObjects, ...inquiry } = await peeked(sides, sides.objects.source.inquiry);
    expect(inquiry).toEqual({
      type: "connect/source-data/inquiry",
      id: sides.objects.source.inquiry,
      peekableAttributes: {
        status: full("approved"),
        createdAt: full("2026-10-31T09:00:00.000Z"),
        referenceId: presence(false),
        fields: {
          "name-first": presence(true),
          "name-last": presence(true),
          birthdate: presence(true),
          Annual_Income: presence(true),
          riskLevel: presence(true),
        },
      },
    });
    const related = relatedObjects as { type: string; peekableAttributes: object }[];
    expect(related.map(({ type }) => type)).toEqual([
      "connect/source-data/verification/government-id",
      "connect/source-data/verification/selfie",
      "connect/source-data/verification/document",
      "connect/source-data/verification/database",
      "connect/source-data/verification/phone-number",
      "connect/source-data/verification/email-address",
      "connect/source-data/account",
    ]);
    expect(related[0]?.peekableAttributes).toEqual({
      status: full("passed"),
      createdAt: full("2026-10-31T09:00:00.000Z"),
      countryCode: full("NO"),
      nameFirst: presence(true),
      nameLast: presence(true),
      birthdate: presence(true),
      identificationNumber: presence(true),
    });
  });

  test.each([
    ["account", "connect/source-data/account"],
    ["transaction", "connect/source-data/txn"],
    ["verification", "connect/source-data/verification/phone-number"],
  ] as const)("at another kind of object, such as %s, shows nothing related", async (kind, type) => {
    const sides = open();
    const preview = await peeked(sides, sides.objects.source[kind]);
    expect([preview.type, Object.keys(preview)]).toEqual([type, ["type", "id", "peekableAttributes"]]);
  });

  test("shows as much as the source says", async () => {
    const sides = open();
    sides.sandbox.control.persona.setPeeking("source", {
      visibility: {
        "fields.name-first": "full",
        "fields.birthdate": "hidden",
        status: "presence",
        "reference-id": "full",
      },
    });
    const { peekableAttributes } = await peeked(sides, sides.objects.source.inquiry);
    const { fields, ...attributes } = peekableAttributes as Record<string, unknown>;
    expect(attributes).toMatchObject({ status: presence(true), referenceId: full(null) });
    expect(fields).toEqual({
      "name-first": full("Ingrid"),
      "name-last": presence(true),
      Annual_Income: presence(true),
      riskLevel: presence(true),
    });
  });

  test("is for the destination alone, when asked for, when it may, and while there is something to see", async () => {
    const sides = open();
    const { source, destination, sandbox, objects } = sides;
    const { id } = await shared(sides, objects.source.inquiry);
    const sees = async (persona = destination, input = peek) =>
      "sourceData" in (await persona.connect.shareTokens.retrieve(id, input));
    expect([await sees(), await sees(source), await sees(destination, { peekSourceData: false })]).toEqual([
      true,
      false,
      false,
    ]);
    sandbox.control.persona.setPeeking("destination", { allowed: false });
    expect(await sees()).toBe(false);
    sandbox.control.persona.setPeeking("destination", { allowed: true });
    sandbox.control.persona.redactObject(objects.source.inquiry);
    expect(await sees()).toBe(false);
  });

  test("waits while the source object itself is being hydrated", async () => {
    const sides = open();
    const { source, destination, sandbox } = sides;
    const destinationId = "txn_2DMVEkxa4RX7NkoqfoTiGWUC";
    const { id } = await shared(sides, destinationId);
    await source.connect.shareTokens.redeem(seeded.inboundTransaction, { destinationId });
    expect(await refused(destination.connect.shareTokens.retrieve(id, peek))).toEqual({
      status: 409,
      errors: [{ title: "Conflict", details: "The source object is being changed" }],
    });
    await sandbox.advance("5s");
    expect((await destination.connect.shareTokens.retrieve(id, peek)).sourceData).toBeDefined();
    expectConformity(sandbox);
  });
});
