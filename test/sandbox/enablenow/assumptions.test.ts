// Open questions about EnableNow's account information: the sandbox can give each answer that the spec names.

import { expect, test } from "vitest";
import { accountId, consentId, type Desk, desk, jobId, redirectUrl, userId } from "./desk.js";
import { answersDiffer, get, post, sent, status } from "./looks.js";

const users = "/cfa/users";
const uncategorized = "134c2658-4ef6-4677-9447-e9cfec2c8d4f";
const newest = (id: string) => `/cfa/transactions?AccountId=${id}&PageSize=1`;
const bank = { providerKey: "ABNANL2A", redirectUrl };
const job = { input: { consentIds: [consentId] } };
const jobsOf = `/cfa/categorizationjobs?consentId=${consentId}`;

answersDiffer([
  ["create-user-status", 201, post(users, { externalUserId: "n" }, status), 201, 200],
  ["create-user-twice", 409, post(users, { externalUserId: "GR-8810-lm" }, status), 409, 400],
  [
    ...["create-user-twice", "200 with the user that is there"],
    ...[post(users, { externalUserId: "Q7hx-4mvd-09kz" }, ({ body }) => body.id ?? body.status), userId, 400],
  ] as never,
  ["create-user-without-id", true, post(users, {}, status), 200, 400],
  [
    "user-consents",
    "Their ids alone.",
    get(`${users}/${userId}`, ({ body }) => body.consents[0].id ?? body.consents[0]),
    consentId,
    consentId,
  ],
  [
    "user-consents",
    "Their ids alone.",
    get(`${users}/${userId}`, ({ body }) => typeof body.consents[0]),
    "string",
    "object",
  ],
  [
    "consent-validity",
    90,
    async (open) => {
      const { consentId: id } = await open.a.consents.create(bank);
      await open.sandbox.advance("10m");
      const [found] = (await open.a.consents.list({ consentId: id })).items;
      return Math.round((Date.parse(`${found?.dateExpire}Z`) - Date.parse(`${found?.dateRequested}Z`)) / 86_400_000);
    },
    90,
    180,
  ],
  [
    "consent-nullability",
    false,
    async (open) => {
      const { consentId: id } = await open.a.consents.create(bank);
      return (await open.a.consents.list({ consentId: id })).items[0]?.dateExpire === null;
    },
    false,
    true,
  ],
  ["consent-refused-status", "INVALIDATED", refused, "INVALIDATED", "ERROR"],
  ["consent-refused-status", "TIMEDOUT", refused, "TIMEDOUT", "ERROR"],
  [
    "consent-error-is-final",
    false,
    async (open) => {
      open.sandbox.control.enablenow.setEndUser("a", "refuses");
      const { consentId: id } = await open.a.consents.create(bank);
      await open.sandbox.advance("10m");
      return (await open.a.consents.refresh(id).asResult()).status;
    },
    202,
    400,
  ],
  [
    "create-consent-user-id",
    "userId takes the external id.",
    post("/cfa/consents", { ...bank, userId: "gr-8810-lm" }, status),
    200,
    400,
  ],
  [
    "create-consent-several-users",
    "200 by userIdGuid",
    post("/cfa/consents", { ...bank, userIdGuid: userId, externalUserId: "gr-8810-lm" }, status),
    200,
    400,
  ],
  ["list-consents-v1-without-filter", false, get("/cfa/consents", status), 400, 200],
  [
    "list-consents-from-date",
    "dateStatusUpdated",
    get("/cfa/v2/consents?fromDate=2026-11-20", ({ body }) => body.data.length),
    6,
    0,
  ],
  [
    "refresh-consent-begins",
    false,
    async (open) => {
      await open.a.consents.refresh(consentId);
      const stateNow = async () => (await open.a.consents.list({ consentId })).items[0]?.status;
      const before = await stateNow();
      await open.sandbox.advance("6s");
      return [before, await stateNow()];
    },
    ["UPDATED", "UPDATING"],
    ["UPDATING", "UPDATING"],
  ],
  ["delete-consent-status", 204, async (open) => (await open.a.consents.delete(consentId).raw()).status, 204, 200],
  ["delete-user-status", 200, async (open) => (await open.a.users.delete({ userId }).raw()).status, 200, 204],
  [
    "delete-consent-webhook",
    true,
    async (open) => {
      await open.a.consents.delete(consentId);
      return open.sandbox.webhooks.length;
    },
    1,
    0,
  ],
  ["list-accounts-without-filter", "400", get("/cfa/accounts", status), 400, 200],
  [
    "list-accounts-envelope",
    "data alone",
    get("/cfa/accounts", ({ body }) => Object.keys(body)),
    ["data"],
    ["data", "_pagination"],
  ],
  ["list-accounts-envelope", "a bare array", get("/cfa/accounts", ({ body }) => Array.isArray(body)), true, false],
  ["list-transactions-required-filter", "A consent.", get(newest(accountId), status), 400, 200],
  ["list-transactions-required-filter", "None.", get("/cfa/transactions", status), 200, 400],
  ["list-transactions-several-filters", "400", get(`${newest(accountId)}&ExternalUserId=gr-8810-lm`, status), 400, 200],
  [
    "list-transactions-page-size",
    "200 with the nearest size",
    get(`/cfa/transactions?AccountId=${accountId}&PageSize=0`, status),
    200,
    400,
  ],
  [
    "list-transactions-description-case",
    true,
    get(`${newest(accountId)}&Description=HUUR`, ({ body }) => body.data.length),
    0,
    1,
  ],
  [
    "list-transactions-amount-bounds",
    false,
    async (open) => {
      const amount = (await open.a.transactions.list({ accountId, pageSize: 1 })).items[0]?.amount as never;
      return (await open.a.transactions.list({ accountId, minAmount: amount, maxAmount: amount })).items.length > 0;
    },
    false,
    true,
  ],
  [
    "transaction-uncategorized",
    "missing",
    get(newest(uncategorized), ({ body }) => "category" in body.data[0]),
    false,
    true,
  ],
  [
    "query-name-case",
    false,
    get(`/cfa/accounts?consentid=${consentId}`, ({ body }) => body._pagination.totalCount),
    10,
    2,
  ],
  ["create-analysis-job-status", 201, post("/cfa/analysis-jobs", job, status), 201, 200],
  ["analysis-job-name-case", false, post("/cfa/analysis-jobs", { Input: job.input }, status), 400, 200],
  [
    "update-analysis-job-without-reference",
    "200 without an effect",
    async (open) => (await open.a.analysisJobs.update("c36f7e90-2b48-4d15-a7e3-91d05b8f42c6", {}).asResult()).status,
    200,
    400,
  ],
  [
    "list-analysis-jobs-analysis",
    true,
    get("/cfa/analysis-jobs", ({ body }) => body[0].analysis === null),
    false,
    true,
  ],
  ["analysis-outflow-sign", false, outflowIsNegative, false, true],
  [
    "create-categorization-job-status",
    201,
    post("/v2/categorization-jobs", { engine: "e1", profile: "retail", consentId }, status),
    201,
    200,
  ],
  ["create-categorization-job-v1-status", 201, post(jobsOf, {}, status), 201, 200],
  [
    "create-categorization-job-v1-answer",
    "Its id alone.",
    post(jobsOf, {}, ({ body }) => typeof body),
    "string",
    "object",
  ],
  [
    "create-categorization-job-v1-answer",
    "Nothing.",
    post(jobsOf, {}, ({ body }) => typeof body),
    "undefined",
    "object",
  ],
  [
    "list-categorization-jobs-v1-answer",
    "An object with the jobs under data.",
    get("/cfa/categorizationjobs", ({ body }) => Array.isArray(body)),
    false,
    true,
  ],
  [
    "categorization-job-v1-names",
    "PascalCase",
    get(`/cfa/categorizationjobs/${jobId}`, ({ body }) => Object.keys(body)[0]),
    "Id",
    "id",
  ],
  [
    "categorization-job-statuses",
    "PENDING, IN_PROGRESS, COMPLETED and FAILED, as in analysis jobs",
    get(`/v2/categorization-jobs/${jobId}`, ({ body }) => body.data.status),
    "COMPLETED",
    "Completed",
  ],
  ["categorization-paths", false, get(`/v2/categorization-jobs/${jobId}`, status), 404, 200],
  ["categorization-after-refresh", true, newestIsCategorized, true, false],
  [
    "failed-job-webhook",
    true,
    async (open) => {
      open.sandbox.control.enablenow.failJobs("a");
      await open.a.categorizationJobs.create({ engine: "e1", profile: "retail", consentId });
      await open.sandbox.advance("1m");
      return open.sandbox.webhooks.length;
    },
    1,
    0,
  ],
  [
    "webhook-user-of-no-one",
    "missing",
    async (open) => {
      await open.a.consents.refresh("20a1eba8-eda6-4ae7-b9b1-d0cc4f794943");
      return Object.keys(JSON.parse(open.sandbox.webhooks[0]?.body ?? "").data);
    },
    ["consentId", "status"],
    ["userId", "externalUserId", "consentId", "status"],
  ],
  [
    "transactions-fetched-none",
    false,
    async (open) => {
      await open.a.consents.refresh(consentId);
      await open.sandbox.advance("1m");
      return open.sandbox.webhooks.map(({ event }) => event).includes("transactions.fetched");
    },
    false,
    true,
  ],
]);

async function refused({ sandbox, a }: Desk): Promise<unknown> {
  sandbox.control.enablenow.setEndUser("a", "refuses");
  const { consentId: id } = await a.consents.create(bank);
  await sandbox.advance("10m");
  return (await a.consents.list({ consentId: id })).items[0]?.status;
}

async function outflowIsNegative({ sandbox, a }: Desk): Promise<unknown> {
  const { id } = await a.analysisJobs.create(job);
  await sandbox.advance("1m");
  return Number((await a.analysisJobs.retrieve(id)).analysis?.generalInfo?.totalOutflow) < 0;
}

async function newestIsCategorized({ sandbox, a }: Desk): Promise<unknown> {
  await sandbox.advance("10d");
  await a.consents.refresh(consentId);
  await sandbox.advance("1m");
  return (await a.transactions.list({ accountId, pageSize: 1 })).items[0]?.category !== null;
}

test("Names that are read in one case only have one spelling of metadata.", async () => {
  const read = async (name: string, member: string) => {
    const open = desk({ assume: { "analysis-job-name-case": false, "analysis-job-metadata-name": name } });
    const body = JSON.stringify({ ...job, [member]: { a: 1 } });
    return (await sent(open, "/cfa/analysis-jobs", { method: "POST", body })).body.metadata;
  };
  expect(await read("metadata", "metadata")).toEqual({ a: 1 });
  expect(await read("metadata", "metaData")).toEqual({});
  expect(await read("metaData", "metaData")).toEqual({ a: 1 });
  expect(await read("metaData", "metadata")).toEqual({});
});
