// Every operation of EnableNow answers with each status that its document declares for it.

import { expect, test } from "vitest";
import { document } from "../../../generated/enablenow/document.js";
import type { EnableNow } from "../../../generated/enablenow/index.js";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import { accountId, analysisId, consentId, desk, jobId, nobody, redirectUrl, shareId, userId } from "./desk.js";

/** How a call is made: as it should be, wrongly, or about something that is not there. */
type Way = "good" | "wrong" | "nothing";

const bank = { providerKey: "ABNANL2A", redirectUrl };
const engine = { engine: "e1", profile: "retail" };
const of = (way: Way, id: string, wrong = "17") => ({ good: id, wrong, nothing: nobody })[way];

/** A page that is none, where a list cannot be asked about something that is not there. */
const listed = (way: Way) => (way === "wrong" ? { page: 0 } : way === "nothing" ? { consentId: nobody } : {});
const about = (way: Way) => (way === "wrong" ? { ...engine } : { ...engine, consentId: of(way, consentId) });

const calls: Readonly<Record<string, (app: EnableNow, way: Way) => PromiseLike<Response>>> = {
  createUser: ({ users }, way) =>
    // One that there is already has another case.
    users.create({ externalUserId: { good: "new-1", wrong: "Q7HX-4MVD-09KZ", nothing: "Q7HX-4MVD-09KZ" }[way] }).raw(),
  deleteUser: ({ users }, way) => users.delete(way === "wrong" ? {} : { userId: of(way, userId) }).raw(),
  getUser: ({ users }, way) => users.retrieve(of(way, userId)).raw(),
  listConsentsV1: ({ consents }, way) => consents.listV1({ consentId: of(way, consentId) }).raw(),
  createConsent: ({ consents }, way) => consents.create(way === "good" ? bank : { ...bank, providerKey: "X" }).raw(),
  deleteConsent: ({ consents }, way) => consents.delete(of(way, consentId)).raw(),
  refreshConsent: ({ consents }, way) => consents.refresh(of(way, consentId)).raw(),
  listConsentsV2: ({ consents }, way) => consents.list(listed(way)).raw(),
  listAccounts: ({ accounts }, way) => accounts.list(listed(way)).raw(),
  listTransactions: ({ transactions }, way) =>
    transactions.list(way === "wrong" ? {} : { accountId: of(way, accountId) }).raw(),
  listAnalysisJobs: ({ analysisJobs }, way) => analysisJobs.list(way === "wrong" ? { fromDate: "gisteren" } : {}).raw(),
  createAnalysisJob: ({ analysisJobs }, way) =>
    analysisJobs.create(way === "good" ? { input: { consentIds: [consentId] } } : {}).raw(),
  getAnalysisJob: ({ analysisJobs }, way) => analysisJobs.retrieve(of(way, analysisId)).raw(),
  updateAnalysisJob: ({ analysisJobs }, way) => analysisJobs.update(of(way, analysisId), { reference: "b" }).raw(),
  listCategorizationJobs: ({ categorizationJobs }, way) => categorizationJobs.list(listed(way)).raw(),
  createCategorizationJob: ({ categorizationJobs }, way) => categorizationJobs.create(about(way)).raw(),
  getCategorizationJob: ({ categorizationJobs }, way) => categorizationJobs.retrieve(of(way, jobId)).raw(),
  listCategorizationJobsV2: ({ categorizationJobs }, way) => categorizationJobs.listUnderCfa(listed(way)).raw(),
  createCategorizationJobV2: ({ categorizationJobs }, way) => categorizationJobs.createUnderCfa(about(way)).raw(),
  getCategorizationJobV2: ({ categorizationJobs }, way) => categorizationJobs.retrieveUnderCfa(of(way, jobId)).raw(),
  listCategorizationJobsV1: ({ categorizationJobs }, way) =>
    categorizationJobs.listV1({ consentId: of(way, consentId) }).raw(),
  createCategorizationJobV1: ({ categorizationJobs }, way) =>
    categorizationJobs.createV1({ query: way === "wrong" ? {} : { consentId: of(way, consentId) } }).raw(),
  getCategorizationJobV1: ({ categorizationJobs }, way) => categorizationJobs.retrieveV1(of(way, jobId)).raw(),
  listShares: ({ shares }, way) => shares.list(way === "wrong" ? { page: 0 } : {}).raw(),
  createShare: ({ shares }, way) =>
    shares
      .create(way === "good" ? { clientId: "veldkamp-lending-app", consentIds: [consentId] } : { clientId: "nobody" })
      .raw(),
  getShare: ({ shares }, way) => shares.retrieve(of(way, shareId)).raw(),
  updateShare: ({ shares }, way) => shares.update(of(way, shareId), {}).raw(),
  deleteShare: ({ shares }, way) => shares.delete(of(way, shareId)).raw(),
};

/** What nobody knows for sure is answered in the other way as well. */
const alternatives: Readonly<Record<string, SandboxOptions["assume"] & {}>> = {
  "createUser 201": { "create-user-status": 201 },
  "createUser 409": { "create-user-twice": 409 },
  "deleteUser 200": { "delete-user-status": 200 },
  "deleteConsent 204": { "delete-consent-status": 204 },
  "createAnalysisJob 201": { "create-analysis-job-status": 201 },
  "createCategorizationJob 201": { "create-categorization-job-status": 201 },
  "createCategorizationJobV2 201": { "create-categorization-job-status": 201 },
  "createCategorizationJobV1 201": { "create-categorization-job-v1-status": 201 },
  "createShare 201": { "create-share-200": 201 },
  "updateShare 200": { "update-share-204": 200 },
  "deleteShare 200": { "delete-share-204": 200 },
  "getUser 400": { "not-found-status": 400 },
};

/** A pair that the sandbox's rules do not bring about: what an analysis may not read is a 400 there. */
const onDemand = ["createAnalysisJob 404"];

const pairs = readSpec(document).operations.flatMap(({ id, responses }) =>
  [...responses.keys()].map((status) => [id, status] as const),
);

const products = ["dataBridge", "accountInformation", "directProvider", "analysis", "categorization"] as const;

test("All 28 operations are called.", () => {
  expect(Object.keys(calls).sort()).toEqual([...new Set(pairs.map(([id]) => id))].sort());
  expect(pairs.length).toBe(174);
});

test.each(pairs)("%s %i", async (id, status) => {
  const pair = `${id} ${status}`;
  const { sandbox, a } = desk({ assume: alternatives[pair] ?? {} });
  if (status === 403) for (const product of products) sandbox.control.enablenow.setProduct("a", product, false);
  if (status === 401) sandbox.fault({ expiredToken: true, operation: id });
  if (status === 429 || onDemand.includes(pair)) sandbox.fault({ status, operation: id });
  const way: Way =
    pair === "getUser 400" || status === 404 || status === 409 ? "nothing" : status === 400 ? "wrong" : "good";
  const answer = Promise.resolve(calls[id]?.(a, way)).catch((error) => error);
  expect((await answer)?.status).toBe(status);
  const last = sandbox.requests.at(-1);
  expect([last?.operation, last?.status, last?.error]).toEqual([id, status, undefined]);
  expect(last?.verdict).toEqual({ kind: "conforms" });
  if (status === 429) expect(last?.responseHeaders["Retry-After"]).toBe("1");
});
