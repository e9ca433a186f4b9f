// Analyses and categorizations: they end by the clock, and an analysis agrees with the transactions it was made from.

import { expect, test } from "vitest";
import { accountId, consentId, desk, redirectUrl } from "./desk.js";

test("An analysis waits, is worked on and ends; its sums are those of the transactions.", async () => {
  const { sandbox, a } = desk();
  const time = { dateFrom: "2026-09-01T00:00:00Z", dateTo: "2026-10-01T00:00:00Z" };
  const { id, status } = await a.analysisJobs.create({ input: { accountIds: [accountId] }, ...time });
  expect(status).toBe("PENDING");
  await sandbox.advance("6s");
  expect((await a.analysisJobs.retrieve(id)).status).toBe("IN_PROGRESS");
  const job = await a.analysisJobs.waitUntilCompleted(id, { onProgress: () => void sandbox.advance("5s") });
  const { items } = await a.transactions.list({
    accountId,
    dateFrom: time.dateFrom,
    dateTo: time.dateTo,
    pageSize: 1000,
  });
  const sum = (sign: 1 | -1) =>
    items
      .map(({ amount }) => Math.round(Number(amount) * 100))
      .filter((cents) => cents * sign > 0)
      .reduce((a, b) => a + b, 0);
  const info = job.analysis?.generalInfo;
  const cents = (value: unknown) => Math.round(Number(value) * 100);
  expect([cents(info?.totalInflow), cents(info?.totalOutflow)]).toEqual([sum(1), sum(-1)]);
  expect(cents(info?.endBalance) - cents(info?.startBalance)).toBe(sum(1) + sum(-1));
  expect([info?.startDate, info?.endDate]).toEqual(["2026-09-01", "2026-09-30"]);
  expect(sandbox.webhooks.map(({ event }) => event)).toContain("analysisjob.completed");
});

test("A categorization gives categories to what was read, and to nothing that comes later.", async () => {
  const { sandbox, a } = desk();
  const { consentId: id } = await a.consents.create({ providerKey: "RABONL2U", redirectUrl });
  await sandbox.advance("10m");
  const categories = async () =>
    (await a.transactions.list({ consentId: id, pageSize: 1000 })).items.map((each) => each.category);
  expect((await categories()).filter((category) => category !== null)).toEqual([]);
  const job = await a.categorizationJobs.create({ engine: "e1", profile: "retail", consentId: id });
  await sandbox.advance("1m");
  expect((await a.categorizationJobs.retrieve(job)).status).toBe("Completed");
  const before = await categories();
  expect(before.filter((category) => !category)).toEqual([]);
  await sandbox.advance("10d");
  const after = await categories();
  expect(after.filter((category) => category !== null).length).toBe(before.length);
  expect(after.length).toBeGreaterThan(before.length);
});

test("A job that was told to fail does, and says nothing.", async () => {
  const { sandbox, a } = desk();
  sandbox.control.enablenow.failJobs("a", 2);
  const { id } = await a.analysisJobs.create({ input: { consentIds: [consentId] } });
  const job = await a.categorizationJobs.create({ engine: "e1", profile: "retail", consentId });
  await sandbox.advance("1m");
  const failed = await a.analysisJobs.retrieve(id);
  expect([failed.status, failed.analysis]).toEqual(["FAILED", null]);
  expect((await a.categorizationJobs.retrieve(job)).status).toBe("Failed");
  // The categorization that the analysis started was not told to.
  expect(sandbox.webhooks.map(({ event }) => event)).toEqual(["categorizationjob.completed"]);
});
