// Cases by the generated client: what people and programs do with them, and who is told.

import { describe, expect, test } from "vitest";
import { account, inquiry, mara, open, openDesk, queue, refusal, template, underReview } from "./desk.js";

const key = "api_RgC13yN16Tjko6Cjw2d6CZAA";

describe("a Case", () => {
  test("is opened from a template, in its first status, under its next name", async () => {
    const { source, sandbox, events } = openDesk();
    const made = await source.cases.create({ caseTemplateId: template });
    expect(made).toEqual({
      type: "case",
      id: expect.stringMatching(/^case_\w{24}$/),
      ...{ status: "Open", name: "NFB-141", resolution: null, tags: [], fields: {}, attachments: [] },
      ...{ createdAt: "2026-11-01T09:00:00.000Z", updatedAt: "2026-11-01T09:00:00.000Z", assignedAt: null },
      ...{ resolvedAt: null, redactedAt: null, slaExpiresAt: null, assigneeId: null, assignerId: null },
      ...{ assignerType: null, creatorId: key, creatorType: "api-key", resolverId: null, resolverType: null },
      ...{ updaterId: key, updaterType: "api-key", accounts: [], caseComments: [], inquiries: [], reports: [] },
      ...{ verifications: [], txns: [], caseQueue: null, caseTemplate: { type: "case-template", id: template } },
    });
    expect((await source.cases.create({ caseTemplateId: template })).name).toBe("NFB-142");
    expect(events()).toEqual(["case.created", "case.created"]);
    expect(JSON.parse(sandbox.webhooks[0]?.body ?? "").data.attributes.payload.data.attributes.name).toBe("NFB-141");
  });

  test("is opened with a creator, a queue, fields, objects and a time", async () => {
    const { source } = openDesk();
    const made = await source.cases.create(
      {
        caseTemplateId: template,
        caseQueueId: queue,
        creatorEmailAddress: mara,
        fields: { risk_level: "elevated", "Risk-Level": 3, riskLevel: null, due_on: "2026-12-01", topics: ["funds"] },
        objectIds: [account, inquiry, "rep_mU4brC2uYN4m4TG8ZHjvBfkZ", "txn_GRerdEsPgbXDNc19XxbWMYin"],
        slaExpiresInSeconds: 86_400,
      },
      { query: { include: ["case-queue", "inquiries.account", "reports"] } },
    );
    expect(made).toMatchObject({
      creatorId: mara,
      creatorType: "user",
      slaExpiresAt: "2026-11-02T09:00:00.000Z",
      fields: { risk_level: { type: "choices", value: "elevated" }, "Risk-Level": { type: "integer", value: 3 } },
      caseQueue: { id: queue, resource: { name: "Escalations", status: "active" } },
      inquiries: [{ id: inquiry, resource: { status: "needs_review", referenceId: "cust-20611" } }],
      reports: [{ type: "report/watchlist", resource: { hasMatch: true } }],
      txns: [{ type: "transaction", id: "txn_GRerdEsPgbXDNc19XxbWMYin" }],
    });
    expect(made.inquiries?.[0]?.resource).toMatchObject({
      account: { id: account, resource: { accountStatus: "Active" } },
    });
  });

  test("is refused with what is wrong, and then nothing has changed", async () => {
    const { source, events } = openDesk();
    const create = (input: object) => refusal(source.cases.create({ caseTemplateId: template, ...input }));
    expect(await create({ caseTemplateId: "ctmpl_none" })).toEqual([404, ["Record not found", undefined]]);
    expect(await create({ caseTemplateId: "" })).toEqual([
      400,
      ["data.attributes.case-template-id must be filled", "/data/attributes/case-template-id"],
    ]);
    expect(await create({ caseQueueId: "cqueue_3Tz7Kc1Wn5Rv9Xb2Lq6Yd4Pm" })).toEqual([404, expect.anything()]);
    expect(await create({ creatorEmailAddress: "nobody@x.example" })).toEqual([
      404,
      ["No user has this email address", undefined],
    ]);
    const at = "/data/attributes/fields";
    expect(
      await create({
        fields: {
          ...{ "Risk-Level": "three", risk_level: "none", is_urgent: 1, score: "1", due_on: "soon", colour: 1 },
          ...{ contact: "x", topics: ["weather"], priority: 7 },
        },
      }),
    ).toEqual([
      422,
      ["must be an integer", `${at}/Risk-Level`],
      ["must be chosen from: low, medium, elevated", `${at}/risk_level`],
      ["must be a boolean", `${at}/is_urgent`],
      ["must be a number", `${at}/score`],
      ["must be a date", `${at}/due_on`],
      ["is no field of the Case Template", `${at}/colour`],
      ["must be an email address", `${at}/contact`],
      ["must be chosen from: identity, address, funds", `${at}/topics`],
      ["must be a string", `${at}/priority`],
    ]);
    expect(await create({ objectIds: [inquiry, "7", "inq_none"] })).toEqual([
      422,
      ["must be the id of an object", "/meta/object-ids/1"],
    ]);
    expect(await create({ objectIds: [inquiry, "inq_none"] })).toEqual([
      404,
      ["There is no object inq_none", undefined],
    ]);
    expect(await create({ objectIds: ["constructor_x"] })).toEqual([404, expect.anything()]);
    expect(await create({ slaExpiresInSeconds: 0 })).toEqual([
      422,
      ["must be greater than 0", "/meta/sla-expires-in-seconds"],
    ]);
    expect(events()).toEqual([]);
    expect((await source.cases.create({ caseTemplateId: template })).name).toBe("NFB-141");
  });

  test("belongs to its organization alone", async () => {
    const { source, destination } = openDesk();
    expect((await destination.cases.list()).items.map(({ name }) => name)).toEqual(["LOAN-1"]);
    expect((await destination.cases.search()).items.map(({ name }) => name)).toEqual(["LOAN-1"]);
    expect((await refusal(destination.cases.retrieve(open)))[0]).toBe(404);
    expect((await refusal(destination.cases.redact(open)))[0]).toBe(404);
    expect((await refusal(destination.cases.create({ caseTemplateId: template })))[0]).toBe(404);
    const loan = { caseTemplateId: "ctmpl_9Rk2Lw6Tn4Vx8Qc1Zb5Ym7Pd" };
    expect((await refusal(destination.cases.create({ ...loan, objectIds: [inquiry] })))[0]).toBe(404);
    expect((await source.cases.retrieve(open)).name).toBe("NFB-140");
  });

  test("takes new fields, files, a queue and a time, and tells of each change by its name", async () => {
    const { source, sandbox, events } = openDesk();
    await sandbox.advance("1h");
    const now = await source.cases.update(open, {
      fields: { priority: "low" },
      caseQueueId: null,
      attachments: [{ data: "JVBERi0xLjcKJSVFT0Y=", filename: "proof of funds.pdf" }],
      slaExpiresInSeconds: 3600,
    });
    expect(now).toMatchObject({
      fields: { priority: { value: "low" }, "external-ref": { value: "K-99/4" } },
      caseQueue: null,
      updatedAt: "2026-11-01T10:00:00.000Z",
      updaterId: key,
      slaExpiresAt: "2026-11-01T11:00:00.000Z",
      attachments: [{ filename: "proof of funds.pdf", byteSize: 14 }],
    });
    expect(now.attachments?.[0]?.url).toMatch(
      /^https:\/\/files\.withpersona\.com\/proof-of-funds\.pdf\?access_token=\w{40}$/,
    );
    expect(events()).toEqual(["case.updated-fields", "case.queue-updated", "case.updated"]);
    await source.cases.update(open, { fields: { priority: "low" } });
    await source.cases.update(open);
    expect(events()).toHaveLength(3);
    await source.cases.update(open, { attachments: [{ data: "iVBORw0KGgo=", filename: "dot.png" }] });
    expect((await source.cases.retrieve(open)).attachments?.map(({ byteSize }) => byteSize)).toEqual([14, 8]);
    expect(events().slice(3)).toEqual(["case.updated"]);
    expect(await refusal(source.cases.update(open, { attachments: [{ data: "§", filename: "" }] }))).toEqual([
      422,
      ["must be a file in base64", "/data/attributes/attachments/0/data"],
      ["must be filled", "/data/attributes/attachments/0/filename"],
    ]);
    expect(await refusal(source.cases.update(open, { slaExpiresInSeconds: 7_776_001 }))).toEqual([
      422,
      ["must be at most 7776000", "/meta/sla-expires-in-seconds"],
    ]);
  });

  test("is assigned to a user", async () => {
    const { source, events } = openDesk();
    expect(await source.cases.assign(open, { userEmailAddress: mara })).toMatchObject({
      ...{ assigneeId: mara, assignedAt: "2026-11-01T09:00:00.000Z", assignerId: key, assignerType: "api-key" },
    });
    expect(events()).toEqual(["case.assigned", "case.updated"]);
  });

  test("is resolved by an end status, and reopened by leaving it", async () => {
    const { source, sandbox, events } = openDesk();
    await source.cases.setStatus(open, { status: "Under review" });
    expect(events()).toEqual(["case.status-updated", "case.updated"]);
    expect(await source.cases.setStatus(open, { status: "Approved" })).toMatchObject({
      ...{ status: "Approved", resolvedAt: "2026-11-01T09:00:00.000Z", resolverId: key, resolverType: "api-key" },
    });
    expect(events().slice(2)).toEqual(["case.status-updated", "case.resolved", "case.updated"]);
    sandbox.control.persona.resolveCase(open, mara, "Cleared");
    expect((await source.cases.retrieve(open)).resolution).toBe("Cleared");
    await source.cases.setStatus(open, { status: "Declined" });
    expect(events().slice(6)).toEqual(["case.status-updated", "case.updated"]);
    expect(await source.cases.setStatus(open, { status: "Open" })).toMatchObject({
      ...{ status: "Open", resolvedAt: null, resolverId: null, resolution: null },
    });
    expect(events().slice(8)).toEqual(["case.status-updated", "case.reopened", "case.updated"]);
    await source.cases.setStatus(open, { status: "Open" });
    expect(events()).toHaveLength(11);
    expect(await refusal(source.cases.setStatus(open, { status: "open" }))).toEqual([
      422,
      ["is no status of the Case Template", "/meta/status"],
    ]);
  });

  test("gathers objects and lets them go, each once", async () => {
    const { source, events } = openDesk();
    const objectIds = [inquiry, "ver_8oiVauC4RvZULFSPirzUcG5qBGwn", inquiry];
    expect(await source.cases.addObjects(open, { objectIds })).toMatchObject({
      inquiries: [{ id: inquiry }],
      verifications: [{ type: "verification/selfie", id: "ver_8oiVauC4RvZULFSPirzUcG5qBGwn" }],
    });
    await source.cases.addObjects(open, { objectIds });
    await source.cases.addObjects(open, { objectIds: null });
    expect(events()).toEqual(["case.updated"]);
    expect((await source.cases.removeObjects(open, { objectIds: [inquiry, "doc_other"] })).inquiries).toEqual([]);
    await source.cases.removeObjects(open, { objectIds: [inquiry] });
    await source.cases.removeObjects(open, {});
    expect(events()).toEqual(["case.updated", "case.updated"]);
    expect((await refusal(source.cases.addObjects(open, { objectIds: ["inq_none"] })))[0]).toBe(404);
  });
});

describe("the time agreed for a Case", () => {
  test("runs out by the clock, once, at its moment", async () => {
    const { source, sandbox, events } = openDesk();
    const { id } = await source.cases.create({ caseTemplateId: template, slaExpiresInSeconds: 60 });
    await source.cases.update(id, { slaExpiresInSeconds: 3600 });
    await sandbox.advance("59m");
    expect(events()).not.toContain("case.sla-expired");
    await sandbox.advance("1m");
    const told = sandbox.webhooks.at(-1);
    expect([told?.event, told?.at, told?.verdict.kind]).toEqual([
      "case.sla-expired",
      "2026-11-01T10:00:00.000Z",
      "conforms",
    ]);
    await sandbox.advance("2d");
    expect(events().filter((name) => name === "case.sla-expired")).toHaveLength(1);
  });

  test("does not run out when it was taken away, or the Case is finished or redacted", async () => {
    const { source, sandbox, events } = openDesk();
    const make = async () => (await source.cases.create({ caseTemplateId: template, slaExpiresInSeconds: 60 })).id;
    expect((await source.cases.update(await make(), { slaExpiresInSeconds: null })).slaExpiresAt).toBeNull();
    await source.cases.setStatus(await make(), { status: "Declined" });
    await source.cases.redact(await make());
    await sandbox.advance("1h");
    expect(events()).not.toContain("case.sla-expired");
  });

  test("leaves nothing behind however often it is agreed anew", async () => {
    const { source, sandbox } = openDesk({ limits: { persona: false } });
    for (let times = 0; times < 50; times += 1) await source.cases.update(open, { slaExpiresInSeconds: 7_776_000 });
    expect(sandbox.records("persona/case-sla").map(({ id }) => id)).toEqual([underReview, open]);
    await sandbox.advance("90d");
    expect(sandbox.webhooks.filter(({ event }) => event === "case.sla-expired")).toHaveLength(2);
    expect(sandbox.records("persona/case-sla")).toEqual([]);
  });
});

describe("the list of Cases", () => {
  test("is narrowed by every filter, and by several at once", async () => {
    const { source } = openDesk();
    const names = async (filter: object) => (await source.cases.list({ filter })).items.map(({ name }) => name);
    expect(await names({})).toEqual(["NFB-140", "NFB-118", "NFB-77", "KCAS-1", "NFB-32", "NFB-31", "NFB-30"]);
    expect(await names({ status: "Approved" })).toEqual(["NFB-31", "NFB-30"]);
    expect(await names({ caseTemplateId: "ctmpl_336jV1uVaaY84GAqvG91oiy9" })).toEqual(["KCAS-1"]);
    expect(await names({ accountId: account })).toEqual(["NFB-118"]);
    expect(await names({ inquiryId: inquiry })).toEqual(["NFB-118", "NFB-77"]);
    expect(await names({ reportId: "rep_mU4brC2uYN4m4TG8ZHjvBfkZ" })).toEqual(["NFB-118"]);
    expect(await names({ referenceId: "cust-20611" })).toEqual(["NFB-118", "NFB-77"]);
    expect(await names({ referenceId: "cust-20611", status: "Declined" })).toEqual(["NFB-77"]);
    expect(await names({ referenceId: "none" })).toEqual([]);
  });

  test("is walked in both directions, also while what it is filtered by changes", async () => {
    const { source } = openDesk();
    const last = await source.cases.list({ page: { size: 3, before: "case_19pQg1NHfYeUdpIvYZ54xmDz" } });
    expect(last.items.map(({ name }) => name)).toEqual(["KCAS-1", "NFB-32", "NFB-31"]);
    const walked = [];
    for await (const each of source.cases.list({ filter: { status: "Open" }, page: { size: 1 } })) {
      await source.cases.setStatus(each.id, { status: "Under review" });
      walked.push(each.name);
    }
    expect(walked).toEqual(["NFB-140", "NFB-32"]);
  });
});

describe("people at the dashboard", () => {
  test("make templates, queues and users of their own, and export and print", async () => {
    const { source, sandbox, events } = openDesk();
    const { persona } = sandbox.control;
    const statuses = [
      { name: "New", kind: "initial" },
      { name: "Done", kind: "end" },
    ] as const;
    const caseTemplateId = persona.addCaseTemplate("source", { name: "Mine", prefix: "MY", statuses });
    const caseQueueId = persona.addCaseQueue("source", "Mine");
    persona.addUser("source", "new@northfold.example");
    const { id, name, status } = await source.cases.create({ caseTemplateId, caseQueueId });
    expect([name, status]).toEqual(["MY-1", "New"]);
    await source.cases.assign(id, { userEmailAddress: "new@northfold.example" });
    persona.commentOnCase(id, "new@northfold.example", "Mine");
    const { caseComments } = await source.cases.retrieve(id, { include: ["case-comments"] });
    expect(caseComments?.[0]?.resource).toMatchObject({ message: "Mine", commenterType: "user" });
    persona.exportCase(id);
    persona.printCase(id);
    expect(events().slice(-2)).toEqual(["case.exported", "case.print-initiated"]);
    expect(sandbox.webhooks.map(({ verdict }) => verdict.kind)).not.toContain("violates");
    expect(() => persona.addCaseTemplate("source", { name: "None", prefix: "N", statuses: [] })).toThrow(TypeError);
    expect(() => persona.resolveCase(id, "new@northfold.example", "Cleared")).toThrow(/knows no resolution "Cleared"/);
    expect(() => persona.exportCase("case_none")).toThrow("There is no Case case_none.");
  });
});
