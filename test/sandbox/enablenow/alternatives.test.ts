// Each alternative that the spec names for a fact that no source states: chosen, somebody sees a difference. One story is
// played through, and what was answered and announced in it is compared with the usual.

import { expect, test } from "vitest";
import { document } from "../../../generated/enablenow/document.js";
import { assemble } from "../../../src/sandbox/assemble.js";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/index.js";
import { enablenow } from "../../../src/sandbox/services/enablenow/service.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import { accountId, analysisId, consentId, jobId, nobody, now, redirectUrl, userId } from "./desk.js";

const spec = readSpec(document);
const bank = { providerKey: "ABNANL2A", redirectUrl };
const shared = "8c9ee205-2a3b-44f7-93e9-7252c734f873";
const sharedAccount = "2a5c9a48-41fe-47f4-b197-d1a043178b21";
const lending = "veldkamp-lending-app";
const dollar = "5e1abb0d-228e-42cd-82d7-963c81c116b5";
const ofB = "9d1f6b3a-75c2-4e08-8a4d-3f60b2c7e915";
const ofNobody = "20a1eba8-eda6-4ae7-b9b1-d0cc4f794943";

/** What was answered and announced, a line each. */
async function story(assume: SandboxOptions["assume"] & {} = {}, judgesAnswers = false): Promise<readonly string[]> {
  const webhooks = { enablenow: { b: { url: "https://lending.example/hook" } } };
  const deliver = async () => new Response(null, { status: 202 });
  const sandbox = assemble([enablenow], { now, assume, judgesAnswers, webhooks, deliver }) as Sandbox;
  const lines: string[] = [];
  const [a, b] = [caller(sandbox, "a", lines), caller(sandbox, "b", lines)];
  const until = (days: number) => new Date(sandbox.now().getTime() + days * 86_400_000).toISOString();
  const share = async (members: object, days = 1) => {
    const answer = (await a("POST /shares", { clientId: lending, expirationDateUtc: until(days), ...members })) as
      | { readonly data?: string }
      | undefined;
    return answer?.data ?? "";
  };

  // Users.
  await a("POST /cfa/users", { externalUserId: "new-one" });
  await a("POST /cfa/users", { externalUserId: "GR-8810-lm" });
  await a("POST /cfa/users", {});
  await a("POST /cfa/users", { externalUserId: "i".repeat(257) });
  await a(`GET /cfa/users/${userId}`);
  await a("DELETE /cfa/users");
  await a("DELETE /cfa/users?ExternalUserId=new-one");

  // Consents, and what is refused of them.
  const path = String(assume["create-consent-path"] ?? "/cfa/consents");
  const made = (await a(`POST ${path}`, bank)) as { readonly consentId?: string } | undefined;
  await a("POST /cfa/consents", { ...bank, userId: "gr-8810-lm" });
  await a("POST /cfa/consents", { ...bank, userIdGuid: userId, externalUserId: "gr-8810-lm" });
  await a(`POST ${path}`, { ...bank, redirectUrl: "https://elsewhere.example" });
  await a(`POST ${path}`, { providerKey: bank.providerKey });
  await a("GET /cfa/v2/consents");
  await a(`GET /cfa/v2/consents?consentId=${consentId}&userId=${userId}`);
  await sandbox.advance("10m");
  sandbox.control.enablenow.setEndUser("a", "refuses");
  const refused = (await a(`POST ${path}`, bank)) as { readonly consentId?: string } | undefined;
  await sandbox.advance("10m");
  await a("GET /cfa/consents");
  await a("GET /cfa/v2/consents?fromDate=2026-11-20");
  await a(`POST /cfa/consent/${refused?.consentId}/refresh`);
  await a(`POST /cfa/consent/${ofNobody}/refresh`);
  await a(`POST /cfa/consent/${ofNobody}/refresh`);
  await a(`GET /cfa/v2/consents?consentId=${ofNobody}`);
  await sandbox.advance("1m");
  await a(`POST /cfa/consent/${shared}/refresh`);
  await sandbox.advance("1m");

  // Accounts and transactions.
  await a("GET /cfa/accounts");
  await a(`GET /cfa/accounts?consentid=${consentId}`);
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=200`);
  await a(`GET /cfa/transactions?AccountId=134c2658-4ef6-4677-9447-e9cfec2c8d4f&PageSize=1`);
  await a("GET /cfa/accounts?Size=1000");
  await a("GET /cfa/transactions?PageSize=3");
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=1&PageToken=none`);
  await a(`GET /cfa/transactions?AccountId=${accountId}&ExternalUserId=gr-8810-lm`);
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=0`);
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=1&Description=HUUR`);
  const salaries = (await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=1`)) as
    | { readonly data?: readonly { readonly amount: number }[]; readonly nextPageToken?: string }
    | undefined;
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=1&MinAmount=${salaries?.data?.[0]?.amount}`);

  // Analyses and categorizations.
  const job = { input: { consentIds: [consentId] } };
  await a("POST /cfa/analysis-jobs", job);
  await a("POST /cfa/analysis-jobs", { Input: job.input });
  await a("POST /cfa/analysis-jobs", { ...job, metaData: { a: 1 } });
  const inDollars = (await a("POST /cfa/analysis-jobs", { input: { accountIds: [dollar] } })) as {
    readonly id: string;
  };
  const dated = (await a("POST /cfa/analysis-jobs", { ...job, dateTo: "2026-10-31T00:00:00Z" })) as {
    readonly id: string;
  };
  await a("POST /cfa/analysis-jobs", {});
  await a("POST /cfa/analysis-jobs", { input: { consentIds: [ofB] } });
  await sandbox.advance("6s");
  await a("GET /cfa/analysis-jobs?Reference=bakkerij");
  await a(`GET /cfa/analysis-jobs/${dated.id}`);
  await sandbox.advance("1m");
  for (const { id } of [inDollars, dated]) await a(`GET /cfa/analysis-jobs/${id}`);
  await a("GET /cfa/analysis-jobs");
  await a(`GET /cfa/analysis-jobs/${analysisId}`);
  await a(`PUT /cfa/analysis-jobs/${analysisId}`, {});
  await a("POST /v2/categorization-jobs", { engine: "e1", profile: "retail", consentId });
  await a("POST /v2/categorization-jobs", { engine: "e1", profile: "retail", consentId: ofB });
  await a("POST /v2/categorization-jobs", { consentId });
  await a("GET /v2/categorization-jobs");
  await a("GET /cfa/categorizationjobs");
  await a(`GET /cfa/categorizationjobs?userId=${nobody}`);
  await a(`POST /cfa/categorizationjobs?consentId=${consentId}`);
  await a(`GET /cfa/categorizationjobs/${jobId}`);
  await a(`GET /v2/categorization-jobs/${jobId}`);
  sandbox.control.enablenow.failJobs("a");
  await a("POST /v2/categorization-jobs", { engine: "e1", profile: "retail", consentId });
  // To an evening: card payments of the day are not booked yet.
  await sandbox.advance("249h");
  await a(`POST /cfa/consent/${consentId}/refresh`);
  await sandbox.advance("1m");
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=5`);
  await a(`GET /cfa/transactions?AccountId=${accountId}&PageSize=1&PageToken=${salaries?.nextPageToken}`);

  // Shares, and what they give.
  await a("GET /shares");
  await a("GET /shares?isExpired=true");
  await b("GET /shares");
  await a("GET /shares?page=9");
  await a("GET /shares?page=0");
  await a("GET /shares?pageSize=1000");
  await a(`GET /shares/${nobody}`);
  await share({});
  await share({ consentIds: [consentId], expirationDateUtc: "2026-12-24T09:30:00" });
  await share({ consentIds: [consentId, consentId] });
  await share({ consentIds: [ofB] });
  await share({ consentIds: [consentId] }, -1);
  await share({ clientId: "nobody", consentIds: [consentId] });
  await share({ consentIds: [consentId] });
  await share({ accountIds: [sharedAccount] });
  await share({ analysisIds: ["cc7d1b19-7445-4ada-9a22-6f2b5dcdf7c8"] });
  await a("POST /shares", { clientId: lending, consentIds: [consentId] });
  const late = await share({ accountIds: ["723b9090-ad4b-4a3f-981d-3e2b3731ed26"] }, 4);
  await a(`PUT /shares/${late}`, {});
  await a(`GET /shares/${late}`);
  await a(`PUT /shares/${late}`, { expirationDateUtc: until(2) });
  await b(`GET /shares/${late}`);
  await b("GET /cfa/accounts");
  await b("GET /cfa/v2/consents");
  await b("GET /cfa/analysis-jobs");
  await b(`GET /cfa/transactions?ConsentId=${consentId}&PageSize=1`);
  await b(`GET /cfa/transactions?AccountId=723b9090-ad4b-4a3f-981d-3e2b3731ed26&PageSize=1`);
  await b("GET /cfa/transactions?AccountId=137db493-efbd-4c8a-a147-6861e5cbf987&PageSize=1");
  await b("GET /cfa/v2/consents?consentId=f2b625bb-a63b-4e21-819c-82d6a1bc6c1e");
  await b("POST /cfa/analysis-jobs", job);
  await b("POST /v2/categorization-jobs", { engine: "e1", profile: "retail", consentId });
  // Days apart: six refreshes a day are granted, and no more.
  for (let count = 0; count < 7; count += 1) {
    await sandbox.advance("1h");
    await a(`POST /cfa/consent/${consentId}/refresh`);
    await sandbox.advance("1m");
  }
  await sandbox.advance("9h");
  for (let count = 0; count < 3; count += 1) {
    await a(`POST /cfa/consent/${consentId}/refresh`);
    await sandbox.advance("1m");
  }
  await sandbox.advance("6h");
  await a(`POST /cfa/consent/${consentId}/refresh`);
  await sandbox.advance("1m");
  // A share of a consent from before it has accounts gives those that come later, or not.
  sandbox.control.enablenow.setEndUser("a", "consents");
  const young = (await a(`POST ${path}`, bank)) as { readonly consentId?: string } | undefined;
  await share({ consentIds: [young?.consentId] });
  await sandbox.advance("10m");
  await b(`GET /cfa/accounts?ConsentId=${young?.consentId}`);
  await b(`POST /cfa/consent/${shared}/refresh`);
  await sandbox.advance("1m");
  await b(`DELETE /cfa/consents/${young?.consentId}`);
  await sandbox.advance("3d");
  await b(`GET /shares/${late}`);
  await b(`GET /cfa/transactions?ConsentId=${consentId}&PageSize=1`);

  // What is gone.
  await a(`DELETE /cfa/consents/${shared}`);
  await a(`DELETE /cfa/consents/${made?.consentId}`);
  await a("GET /shares");
  await a(`GET /shares/${late}`);
  await a(`PUT /shares/${late}`, { expirationDateUtc: until(1) });
  await a(`DELETE /shares/${late}`);
  await a(`DELETE /shares/${late.toUpperCase()}`);

  // Who is not let in.
  await caller(sandbox, undefined, lines)("GET /shares");
  lines.push(await tokenText(sandbox, sandbox.credentials.enablenow.a));
  lines.push(await tokenText(sandbox, { ...sandbox.credentials.enablenow.a, clientSecret: "wrong" }));
  await a("GET /shares", undefined, { "Sandbox-Fault": "status=429" });
  expect(sandbox.requests.flatMap(({ error }) => error ?? [])).toEqual([]);
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
  expect(sandbox.webhooks.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
  await sandbox.settled();
  return [...lines, ...sandbox.webhooks.map(({ receiver, body, state }) => `to ${receiver}: ${body} ${state}`)];
}

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The status and the body of a request for a token. */
async function tokenText({ fetch }: Sandbox, { clientId, clientSecret }: Credentials): Promise<string> {
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const body = new URLSearchParams({ ...form, scope: "customer-api" });
  const answer = await fetch("https://api.enablenow.nl/cfa/connect/token", { method: "POST", body });
  return `${answer.status} ${await answer.text()}`;
}

type Send = (call: string, body?: object, more?: Readonly<Record<string, string>>) => Promise<unknown>;

function caller(sandbox: Sandbox, side: "a" | "b" | undefined, lines: string[]): Send {
  const { fetch } = sandbox;
  const at = (path: string) => `https://api.enablenow.nl${path}`;
  const token = async () => {
    if (side === undefined) return {};
    const text = await tokenText(sandbox, sandbox.credentials.enablenow[side]);
    return { authorization: `Bearer ${/"access_token":"(\w+)"/.exec(text)?.[1]}` };
  };
  return async (call, body, more) => {
    const [method = "", path = ""] = call.split(" ");
    const headers = { ...(await token()), ...(body && { "content-type": "application/json" }), ...more } as HeadersInit;
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(at(path), init);
    const text = await response.text();
    const shown = ["content-type", "retry-after"].map((name) => response.headers.get(name)).join(" ");
    lines.push(`${call} ${JSON.stringify(body)} → ${response.status} ${shown} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

/** What else has to be so for an alternative to matter. */
const given: Readonly<Record<string, SandboxOptions["assume"] & {}>> = {
  "transaction-id-when-booked": { "transaction-pending": "They are listed with a bookDate of null." },
  "analysis-job-metadata-name": { "analysis-job-name-case": false },
};

const alternatives = [...spec.assumptions.values()].flatMap(({ name, alternatives: values }) =>
  values.map((value) => [name, value] as const),
);
const usual = await story({}, true);

test("the story is the same again", async () => {
  expect(await story()).toEqual(usual);
  expect(alternatives.length).toBeGreaterThan(140);
});

test.each(alternatives)("%s may be %s, and somebody sees it", async (name, value) => {
  const others = given[name] ?? {};
  const before = given[name] === undefined ? usual : await story(others);
  const after = await story({ ...others, [name]: value });
  expect(after.filter((line) => !before.includes(line))).not.toEqual([]);
});
