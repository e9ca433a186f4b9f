// Redaction of a Case: what it removes there, in copies, and in later answers.

import { describe, expect, test } from "vitest";
import { declined, inquiry, mara, openDesk, redacted, refusal, template, underReview } from "./desk.js";

describe("redaction", () => {
  const secret = "Q7-secret";

  test("takes what a Case held out of the record, searches, the log, kept answers and webhooks on their way", async () => {
    const sent: string[] = [];
    const { source, sandbox, raw } = openDesk({
      webhooks: { persona: { source: { url: "https://receiver.test/" } } },
      deliver: async (request) => {
        sent.push(await request.text());
        return new Response(null, { status: 500 });
      },
    });
    const idempotent = { idempotencyKey: "once" };
    const input = { caseTemplateId: template, fields: { priority: secret }, objectIds: [inquiry] };
    const { id } = await source.cases.create(input, idempotent);
    sandbox.control.persona.commentOnCase(id, mara, `They said ${secret}`);
    await source.cases.addTag(id, { tagName: "kept by the organization" });
    await source.cases.retrieve(id, { include: ["case-comments"] });
    await source.cases.list();
    await raw("GET", `/cases/${id}`, undefined, { "Key-Inflection": "snake" });
    const query = { attribute: "fields.priority", operator: "eq" as const, value: secret };
    expect((await source.cases.search({ query })).items).toHaveLength(1);
    await sandbox.settled();
    expect(sent.join("")).toContain(secret);
    sent.length = 0;

    expect(await source.cases.redact(id)).toMatchObject({
      ...{
        redactedAt: "2026-11-01T09:00:00.000Z",
        status: "Open",
        fields: {},
        tags: [],
        attachments: [],
        inquiries: [],
      },
      ...{ creatorId: null, updaterId: null, assigneeId: null, caseComments: [] },
    });
    const everything = [sandbox.requests, sandbox.webhooks, sandbox.records("persona/case")];
    const kept = [sandbox.records("persona/idempotency-key"), sandbox.records("persona/case-comment")];
    expect(JSON.stringify([everything, kept, sandbox.records("persona/delivery")])).not.toContain(secret);
    expect((await source.cases.create(input, idempotent)).fields).toEqual({});
    await sandbox.advance("3d");
    expect(sent.length).toBeGreaterThan(8);
    expect(sent.join("")).not.toContain(secret);
    expect((await source.cases.search({ query })).items).toEqual([]);
    expect((await source.cases.search()).items.map((each) => each.id)).not.toContain(id);
    expect((await source.cases.list()).items.map((each) => each.id)).toContain(id);
    expect((await source.cases.retrieve(id)).redactedAt).toBe("2026-11-01T09:00:00.000Z");
    expect(sandbox.webhooks.map(({ event }) => event)).toContain("case.redacted");
    expect(sandbox.requests.map(({ verdict }) => verdict.kind)).not.toContain("violates");
    expect(sandbox.webhooks.map(({ verdict }) => verdict.kind)).not.toContain("violates");
  });

  test("leaves other Cases and the objects themselves as they were", async () => {
    const { source } = openDesk();
    const before = await source.cases.retrieve(declined, { include: ["inquiries"] });
    await source.cases.redact(underReview);
    expect(await source.cases.retrieve(declined, { include: ["inquiries"] })).toEqual(before);
  });

  test("is done once, and then nothing can be changed", async () => {
    const { source, sandbox } = openDesk();
    const conflict = [409, ["The Case has been redacted", undefined]];
    expect(await refusal(source.cases.redact(redacted))).toEqual([
      409,
      ["The Case has been redacted already", undefined],
    ]);
    expect(await refusal(source.cases.update(redacted, { fields: { priority: "x" } }))).toEqual(conflict);
    expect(await refusal(source.cases.assign(redacted, { userEmailAddress: mara }))).toEqual(conflict);
    expect(await refusal(source.cases.setStatus(redacted, { status: "Open" }))).toEqual(conflict);
    expect(await refusal(source.cases.addObjects(redacted, { objectIds: [inquiry] }))).toEqual(conflict);
    expect(await refusal(source.cases.addTag(redacted, { tagName: "x" }))).toEqual(conflict);
    expect(() => sandbox.control.persona.commentOnCase(redacted, mara, "x")).toThrow(/has been redacted/);
  });
});
