// Open questions about EnableNow's lists: their order, their filters, their pages.

import { accountId, consentId, type Desk, nobody, statusOf, userId } from "./desk.js";
import { answersDiffer, get, type Look, sent, status } from "./looks.js";

const otherUser = "6e0d3f7a-2b95-4c18-a7e4-91f5c08d2b63";
const oldestConsent = "f2b625bb-a63b-4e21-819c-82d6a1bc6c1e";
const jobsOf = (rest: string) => `/cfa/categorizationjobs${rest}`;
const bothFilters = (user: string) => `consentId=${consentId}&userId=${user}`;

answersDiffer([
  [
    "list-consents-v1-order",
    "The oldest first.",
    async ({ a }) => (await a.consents.listV1())[0]?.id,
    oldestConsent,
    consentId,
  ],
  [
    "list-consents-several-filters",
    "200 with what fits all of them",
    get(`/cfa/v2/consents?${bothFilters(userId)}`, ({ body }) => body.data?.map(({ id }: { id: string }) => id)),
    [consentId],
    undefined,
  ],
  [
    "list-consents-several-filters",
    "200 with what fits all of them",
    get(`/cfa/v2/consents?${bothFilters(otherUser)}`, ({ body }) => body.data),
    [],
    undefined,
  ],
  [
    "list-consents-several-filters",
    "200 with what fits all of them",
    async (open) => [
      await get(`/cfa/accounts?${bothFilters(userId)}`, ({ body }) => body._pagination?.totalCount)(open),
      await get(`/cfa/accounts?${bothFilters(otherUser)}`, ({ body }) => body._pagination?.totalCount)(open),
    ],
    [2, 0],
    [undefined, undefined],
  ],
  [
    "list-accounts-order",
    "By their consent, the oldest first.",
    async ({ a }) => (await a.accounts.list()).items[0]?.id,
    "723b9090-ad4b-4a3f-981d-3e2b3731ed26",
    accountId,
  ],
  [
    "list-accounts-size-maximum",
    1000,
    async ({ a }) => [
      await statusOf(a.accounts.list({ size: 1000 }).raw()),
      await statusOf(a.accounts.list({ size: 1001 }).raw()),
    ],
    [200, 400],
    [400, 400],
  ],
  [
    "list-transactions-page-token",
    "200 with the first page",
    async ({ a }) => {
      const [first] = (await a.transactions.list({ accountId, pageSize: 1 })).items;
      const answer = await a.transactions.list({ accountId, pageSize: 1, pageToken: "none" }).asResult();
      return answer.ok ? answer.data.items[0]?.id === first?.id : answer.status;
    },
    true,
    400,
  ],
  [
    "list-transactions-page-token-lifetime",
    "An hour.",
    async (open) => {
      const { sandbox, a } = open;
      const first = `/cfa/transactions?AccountId=${accountId}&PageSize=1`;
      const { nextPageToken: pageToken } = (await sent(open, first)).body;
      await sandbox.advance("59m");
      const before = await statusOf(a.transactions.list({ accountId, pageSize: 1, pageToken }).raw());
      await sandbox.advance("1m");
      return [before, await statusOf(a.transactions.list({ accountId, pageSize: 1, pageToken }).raw())];
    },
    [200, 400],
    [200, 200],
  ],
  [
    "list-analysis-jobs-filters",
    "None.",
    async ({ a }) => [
      (await a.analysisJobs.list({ reference: "bakkerij" })).length,
      (await a.analysisJobs.list({ fromDate: "2027-01-01T00:00:00Z" })).length,
      (await a.analysisJobs.list({ toDate: "2020-01-01T00:00:00Z" })).length,
    ],
    [5, 5, 0],
    [1, 0, 0],
  ],
  [
    "list-analysis-jobs-order",
    "The oldest first.",
    async ({ a }) => (await a.analysisJobs.list())[0]?.id,
    "cc7d1b19-7445-4ada-9a22-6f2b5dcdf7c8",
    "c36f7e90-2b48-4d15-a7e3-91d05b8f42c6",
  ],
  ["list-categorization-jobs-page-size", "100 unless asked otherwise, 1000 at most", sizeOfPage(""), 100, 50],
  ["list-categorization-jobs-page-size", "100 unless asked otherwise, 1000 at most", sizeOfPage("?PageSize=7"), 7, 7],
  [
    "list-categorization-jobs-page-size",
    "100 unless asked otherwise, 1000 at most",
    get("/v2/categorization-jobs?pageSize=1000", status),
    200,
    400,
  ],
  [
    "list-categorization-jobs-order",
    "The oldest first.",
    async (open) => {
      const id = await newJob(open);
      const jobs = (await open.a.categorizationJobs.list()).items;
      return [jobs[0]?.id === id, jobs.at(-1)?.id === id];
    },
    [false, true],
    [true, false],
  ],
  [
    "list-categorization-jobs-v1-filters",
    "The consent alone.",
    get(jobsOf(`?userId=${nobody}`), ({ body }) => body.length),
    3,
    undefined,
  ],
]);

function sizeOfPage(query: string): Look {
  return get(`/v2/categorization-jobs${query}`, ({ body }) => body._pagination.size);
}

async function newJob({ a }: Desk): Promise<string> {
  return a.categorizationJobs.create({ engine: "e1", profile: "retail", consentId });
}
