// Shares: the data that they open, to whom, and for how long.

import { describe, expect, test } from "vitest";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { accountId, analysisId, consentId, type Desk, desk } from "./desk.js";

type Given = { consentIds?: string[]; accountIds?: string[]; analysisIds?: string[] };

const share = ({ a, sandbox }: Desk, given: Given) =>
  a.shares.create({ clientId: sandbox.credentials.enablenow.b.clientId, ...given });

/** What B is answered about each of the things that A could share. */
async function reach({ b }: Desk) {
  const status = async (call: { asResult(): PromiseLike<{ status?: number }> }) => (await call.asResult()).status;
  return {
    consent: await status(b.consents.list({ consentId })),
    accounts: await status(b.accounts.list({ consentId })),
    transactions: await status(b.transactions.list({ accountId })),
    analysis: await status(b.analysisJobs.retrieve(analysisId)),
  };
}

const nothing = { consent: 404, accounts: 404, transactions: 404, analysis: 404 };

describe("a share", () => {
  test.each([
    [{ consentIds: [consentId] }, { ...nothing, consent: 200, accounts: 200, transactions: 200 }],
    [{ accountIds: [accountId] }, { ...nothing, accounts: 200, transactions: 200 }],
    [{ analysisIds: [analysisId] }, { ...nothing, analysis: 200 }],
  ])("of %j gives that, until it ends or is taken back", async (given, wanted) => {
    const open = desk();
    expect(await reach(open)).toEqual(nothing);
    const id = await share(open, given);
    expect(await reach(open)).toEqual(wanted);
    await open.a.shares.delete(id);
    expect(await reach(open)).toEqual(nothing);
    await share(open, given);
    await open.sandbox.advance("25h");
    const ended = Object.entries(wanted).map(([name, status]) => [name, status === 200 ? 403 : status]);
    expect(await reach(open)).toEqual(Object.fromEntries(ended));
  });

  test("of a consent shows the receiver the very same transactions", async () => {
    const open = desk();
    await share(open, { consentIds: [consentId] });
    const read = async ({ transactions }: Desk["a"]) => (await transactions.list({ consentId, pageSize: 1000 })).items;
    const mine = await read(open.a);
    expect(mine.length).toBeGreaterThan(400);
    expect(await read(open.b)).toEqual(mine);
  });

  test("of one account shows it alone, not the others of its consent", async () => {
    const open = desk();
    await share(open, { accountIds: [accountId] });
    expect((await open.a.accounts.list({ consentId })).items.length).toBe(2);
    expect((await open.b.accounts.list({ consentId })).items.map(({ id }) => id)).toEqual([accountId]);
    const { items } = await open.b.transactions.list({ consentId });
    expect([...new Set(items.map((each) => each.accountId))]).toEqual([accountId]);
  });

  test("gives nothing once what it shares is deleted", async () => {
    const open = desk();
    const id = await share(open, { consentIds: [consentId] });
    await open.a.consents.delete(consentId);
    expect(await reach(open)).toEqual({ ...nothing });
    expect((await open.b.shares.retrieve(id)).consentIds).toEqual([consentId]);
  });
});

describe("what no source states of sharing", () => {
  type Look = (open: Desk) => Promise<unknown>;
  const given: Given = { consentIds: [consentId], analysisIds: [analysisId] };
  const havingShared =
    (shared: Given): Look =>
    async (open) => {
      await share(open, shared);
      return reach(open);
    };
  const readsOn = havingShared({ consentIds: [consentId] });
  const ofAccount = havingShared({ accountIds: [accountId] });
  const ofAnalysis = havingShared({ analysisIds: [analysisId] });
  const afterwards: Look = async (open) => {
    await share(open, given);
    await open.sandbox.advance("2d");
    return reach(open);
  };
  const changes: Look = async (open) => {
    await share(open, given);
    const refresh = (await open.b.consents.refresh(consentId).asResult()).status;
    return [refresh, (await open.b.consents.delete(consentId).asResult()).status];
  };
  const removal: Look = async (open) => {
    const id = await share(open, given);
    await open.a.consents.delete(consentId);
    const read = await open.a.shares.retrieve(id).asResult();
    return read.ok ? read.data.consentIds : read.status;
  };
  const unfiltered: Look = async (open) => {
    const ids = async () => (await open.b.consents.list()).items.map(({ id }) => id).includes(consentId);
    await share(open, given);
    return ids();
  };
  const told: Look = async (open) => {
    await share(open, given);
    await open.a.consents.refresh(consentId);
    return open.sandbox.webhooks.filter(({ receiver, event }) => receiver === "b" && event.startsWith("consent."))
      .length;
  };
  const analysed: Look = async (open) => {
    await share(open, given);
    const analysis = await open.b.analysisJobs.create({ input: { consentIds: [consentId] } }).asResult();
    const job = { engine: "e1", profile: "retail", consentId };
    const categorization = await open.b.categorizationJobs.create(job).asResult();
    const listed = (await open.b.analysisJobs.list()).map(({ id }) => id).includes(analysisId);
    return [analysis.status, categorization.status, listed];
  };

  test.each<[string, Look, string, SandboxOptions["assume"] & {}, unknown]>([
    ["who is told", told, "by default", {}, 0],
    ["who is told", told, "both", { "webhook-of-shared-consent": true }, 1],
    ["what ends", afterwards, "404", { "receiver-after-expiry": 404 }, nothing],
    [
      "what ends",
      afterwards,
      "empty lists",
      { "receiver-after-expiry": "200 with nothing in it" },
      { consent: 200, accounts: 200, transactions: 200, analysis: 404 },
    ],
    [
      "what was never shared",
      reach,
      "403",
      { "list-of-foreign-data": 403 },
      { consent: 403, accounts: 403, transactions: 403, analysis: 404 },
    ],
    [
      "what was never shared",
      reach,
      "empty lists",
      { "list-of-foreign-data": "200 with nothing in it" },
      { consent: 200, accounts: 200, transactions: 200, analysis: 404 },
    ],
    [
      "a consent",
      readsOn,
      "without transactions",
      { "share-consent-covers": "The consent and its accounts without transactions." },
      { ...nothing, consent: 200, accounts: 200 },
    ],
    [
      "an account",
      ofAccount,
      "without transactions",
      { "share-account-covers": "Its details and its balance alone." },
      { ...nothing, accounts: 200 },
    ],
    [
      "an account",
      ofAccount,
      "with its consent",
      { "share-account-covers": "The consent that it belongs to as well." },
      { ...nothing, consent: 200, accounts: 200, transactions: 200 },
    ],
    [
      "an analysis",
      ofAnalysis,
      "with its transactions",
      { "share-analysis-covers": "The transactions behind it as well." },
      { ...nothing, transactions: 200, analysis: 200 },
    ],
    ["a change", changes, "by default", {}, [403, 403]],
    ["a change", changes, "a refresh", { "receiver-changes-shared-data": "It may refresh it." }, [202, 403]],
    ["a change", changes, "all", { "receiver-changes-shared-data": "It may refresh and delete it." }, [202, 200]],
    ["a removal", removal, "by default", {}, [consentId]],
    ["a removal", removal, "takes the share", { "share-after-data-removal": "The share is deleted." }, 404],
    [
      "a removal",
      removal,
      "takes the id",
      { "share-after-data-removal": "The share stays without the id of what was deleted." },
      [],
    ],
    ["a list without a filter", unfiltered, "by default", {}, false],
    [
      "a list without a filter",
      unfiltered,
      "shows it",
      { "receiver-reads-shared-data": "The ordinary endpoints list it without a filter as well." },
      true,
    ],
    ["a job", analysed, "by default", {}, [400, 404, false]],
    [
      "a job",
      analysed,
      "may use it",
      { "analysis-of-shared-data": true, "categorization-of-shared-data": true, "list-analysis-jobs-shared": true },
      [200, 200, true],
    ],
  ])("%s: %o %s", async (_subject, look, _how, assume, wanted) => {
    const open = desk({ assume });
    expect(await look(open)).toEqual(wanted);
    expect(open.sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
  });
});
