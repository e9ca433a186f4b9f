// Open questions about EnableNow's tokens, errors, webhooks and jobs: the sandbox can give each answer that the spec names.

import { expect, test } from "vitest";
import { accountId, analysisId, consentId, type Desk, desk, redirectUrl, statusOf, userId } from "./desk.js";
import { answersDiffer, get, type Look, post, type Sent, sent, status } from "./looks.js";

const bank = { providerKey: "ABNANL2A", redirectUrl };
const dollar = "5e1abb0d-228e-42cd-82d7-963c81c116b5";
const lending = "veldkamp-lending-app";
const ofB = "9d1f6b3a-75c2-4e08-8a4d-3f60b2c7e915";
const job = { input: { consentIds: [consentId] } };
const categorization = { engine: "e1", profile: "retail" };

answersDiffer([
  // Tokens.
  ["account-information-scope", "account-information", ({ a }) => statusOf(a.accounts.list().raw()), 403, 200],
  ["account-information-scope", "account-information", ({ a }) => statusOf(a.shares.list().raw()), 200, 200],
  [
    "token-answer",
    "access_token, expires_in (3600) and token_type (Bearer)",
    membersOfToken,
    ["access_token", "expires_in", "token_type"],
    ["access_token", "expires_in", "token_type", "scope"],
  ],
  [
    "token-answer",
    "access_token and token_type (Bearer)",
    membersOfToken,
    ["access_token", "token_type"],
    ["access_token", "expires_in", "token_type", "scope"],
  ],
  [
    "token-errors",
    "401 with an `error` of invalid_client, 400 with one of invalid_scope, unsupported_grant_type or invalid_request",
    async (open) => [
      (await requested(open, { client_secret: "wrong" })).status,
      (await requested(open, { scope: "wrong" })).status,
    ],
    [401, 400],
    [400, 400],
  ],

  // Errors.
  [
    "problem-errors",
    "list of messages",
    post("/cfa/users", {}, ({ body }) => body.errors),
    ["externalUserId: Is missing."],
    { externalUserId: ["Is missing."] },
  ],
  [
    "problem-detail",
    false,
    get("/cfa/users/nobody", ({ body }) => body.detail),
    undefined,
    "Your app holds no user with this id.",
  ],
  [
    "bad-request-status",
    422,
    post("/shares", { clientId: "nobody" }, (answer) => [answer.status, answer.body.status]),
    [422, 422],
    [400, 400],
  ],
  ["bad-request-status", 422, get("/shares/17", status), 422, 400],
  [
    "forbidden-answer",
    "403 without a body",
    async (open) => {
      open.sandbox.control.enablenow.setDataBridge("a", false);
      const answer = await sent(open, "/shares");
      return [answer.status, typeof answer.body];
    },
    [403, "undefined"],
    [403, "object"],
  ],

  // Users and consents.
  ["get-user-path", "/cfa/user/{Id}", get(`/cfa/user/${userId}`, status), 200, 404],
  ["get-user-path", "/cfa/user/{Id}", ({ a }) => statusOf(a.users.retrieve(userId).raw()), 404, 200],
  ["create-user-id-length", "At most 256 characters.", withId("i".repeat(257)), 400, 200],
  ["create-user-id-length", "At most 256 characters.", withId("i".repeat(256)), 200, 200],
  ["delete-user-without-id", 404, ({ a }) => statusOf(a.users.delete({}).raw()), 404, 400],
  [
    "delete-user-without-id",
    "204 without an effect",
    async ({ a }) => [
      await statusOf(a.users.delete({ userId, externalUserId: "q7hx-4mvd-09kz" }).raw()),
      await statusOf(a.users.retrieve(userId).raw()),
    ],
    [204, 200],
    [400, 200],
  ],
  [
    "create-consent-refusals",
    "An unknown bank and an unknown user.",
    ({ a }) => statusOf(a.consents.create({ ...bank, redirectUrl: "https://elsewhere.example" }).raw()),
    200,
    400,
  ],
  ["create-consent-required", "providerKey", post("/cfa/consents", { providerKey: "ABNANL2A" }, status), 200, 400],
  [
    "refresh-consent-method",
    "PUT",
    async (open) => [
      (await sent(open, `/cfa/consent/${consentId}/refresh`, { method: "PUT" })).status,
      await statusOf(open.a.consents.refresh(consentId).raw()),
    ],
    [202, 405],
    [405, 202],
  ],
  [
    "update-interval",
    "Once a day.",
    async ({ sandbox, a }) => {
      const { consentId: id } = await a.consents.create(bank);
      await sandbox.advance("25h");
      const updates = sandbox.webhooks.filter(({ event }) => event === "consent.accounts.updated");
      return [updates.length, updates.every(({ body }) => body.includes(id))];
    },
    [2, true],
    [5, true],
  ],
  [
    "consent-error-members",
    "The date and the message are always there, the rest is not.",
    async ({ a }) => {
      const [consent] = (await a.consents.list({ consentId: "f2b625bb-a63b-4e21-819c-82d6a1bc6c1e" })).items;
      return Object.keys(consent?.errors?.[0] ?? {});
    },
    ["date", "message"],
    ["date", "type", "message", "code"],
  ],
  [
    "transaction-nullability",
    "id, accountId, transactionDateTime, amount and currency are always there; others are missing where there is nothing to say.",
    async ({ a }) =>
      (await a.transactions.list({ accountId })).items.some(
        ({ counterpartAccountNumber }) => counterpartAccountNumber === null,
      ),
    false,
    true,
  ],

  // Analyses.
  [
    "create-analysis-job-refusals",
    "An unknown engine or profile, ids that your app does not own, and a company without kvk_number.",
    ({ a }) => statusOf(a.analysisJobs.create({}).raw()),
    200,
    400,
  ],
  [
    "create-analysis-job-refusals",
    "An unknown engine or profile, no ids at all, and a company without kvk_number; ids that your app does not own are 404.",
    ({ a }) => statusOf(a.analysisJobs.create({ input: { consentIds: [ofB] } }).raw()),
    404,
    400,
  ],
  [
    "analysis-currency",
    "That of the first account.",
    async (open) => Number((await analysed(open, { input: { accountIds: [dollar] } })).generalInfo.totalInflow) > 0,
    true,
    false,
  ],
  [
    "analysis-top-counterparties",
    "An object.",
    async (open) => Array.isArray((await analysed(open, job)).topCounterparties),
    false,
    true,
  ],
  [
    "analysis-job-nullability",
    "id, status, created, engine and profile are always there; others are missing where there is nothing to say.",
    async ({ a }) => "reference" in (await a.analysisJobs.create(job)),
    false,
    true,
  ],
  [
    "analysis-job-statuses",
    "FAILED",
    async ({ sandbox, a }) => {
      const { id } = await a.analysisJobs.create(job);
      await sandbox.advance("6s");
      const inTime = (await a.analysisJobs.retrieve(id)).status;
      await sandbox.advance("1m");
      return [inTime, (await a.analysisJobs.retrieve(id)).status];
    },
    ["PENDING", "COMPLETED"],
    ["IN_PROGRESS", "COMPLETED"],
  ],
  ["analysis-job-dates", false, lastDay("2026-10-31T00:00:00Z"), "2026-10-31", "2026-10-30"],
  [
    "analysis-job-event-name",
    "analysis.completed",
    async (open) => {
      await analysed(open, job);
      return open.sandbox.webhooks.map(({ event }) => event).filter((event) => event.startsWith("analysis"));
    },
    ["analysis.completed"],
    ["analysisjob.completed"],
  ],

  // Categorizations.
  [
    "categorization-job-members",
    "Those of the first version.",
    async ({ a }) => Object.keys((await a.categorizationJobs.list()).items[0] ?? {}).sort(),
    ["consentId", "engineVersion", "externalUserId", "id", "parentId", "status", "userId"],
    [
      ...["accountIds", "consentId", "countryCode", "engine", "engineVersion", "externalUserId", "id", "parentId"],
      ...["profile", "status", "userId"],
    ],
  ],
  [
    "categorization-job-v1-nullability",
    "id and status; others are missing where there is nothing to say.",
    async ({ a }) => "parentId" in (await a.categorizationJobs.createV1({ query: { consentId } })),
    false,
    true,
  ],
  [
    "create-categorization-job-required",
    "One way to say whose transactions; engine and profile have defaults.",
    async (open) => {
      const { status, body } = await sent(open, "/v2/categorization-jobs", {
        method: "POST",
        body: JSON.stringify({ consentId }),
      });
      return status === 200 ? (await open.a.categorizationJobs.retrieve(body.data)).engine : status;
    },
    "e1",
    400,
  ],
  [
    "create-categorization-job-refusals",
    "An unknown engine, profile or country, ids that your app does not hold, no id or ids of more than one kind, and metadata for the engine e1.",
    async ({ a }) => [
      await statusOf(a.categorizationJobs.create({ ...categorization, consentId: ofB }).raw()),
      await statusOf(a.categorizationJobs.create({ ...categorization, accountIds: [ofB] }).raw()),
      await statusOf(a.categorizationJobs.create({ ...categorization, externalUserId: "nobody" }).raw()),
    ],
    [400, 400, 400],
    [404, 404, 404],
  ],
]);

async function requested({ sandbox }: Desk, other: Readonly<Record<string, string>> = {}): Promise<Sent> {
  const { clientId, clientSecret } = sandbox.credentials.enablenow.a;
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, ...other };
  const init = { method: "POST", body: new URLSearchParams(form) };
  const response = await sandbox.fetch("https://api.enablenow.nl/cfa/connect/token", init);
  return { status: response.status, body: await response.json() };
}

async function membersOfToken(open: Desk): Promise<unknown> {
  // The client does with what there is.
  await open.a.accounts.list();
  return Object.keys((await requested(open)).body);
}

function withId(externalUserId: string): Look {
  return ({ a }) => statusOf(a.users.create({ externalUserId }).raw());
}

// biome-ignore lint/suspicious/noExplicitAny: as it is on the wire, under whichever answer
async function analysed(open: Desk, body: object): Promise<any> {
  const { body: made } = await sent(open, "/cfa/analysis-jobs", { method: "POST", body: JSON.stringify(body) });
  await open.sandbox.advance("1m");
  return (await sent(open, `/cfa/analysis-jobs/${made.id}`)).body.analysis;
}

function lastDay(dateTo: string): Look {
  return async (open) =>
    (await analysed(open, { ...job, dateFrom: "2026-10-01T00:00:00Z", dateTo })).generalInfo.endDate;
}

test.each([
  ["200 alone, within 5 seconds.", "failed"],
  [undefined, "delivered"],
] as const)("Of a receiver that answers with 202, webhook-timeout %s: the delivery has %s.", async (value, state) => {
  const { sandbox, a } = desk({
    ...(value !== undefined && { assume: { "webhook-timeout": value } }),
    webhooks: { enablenow: { b: { url: "https://lending.example/hook" } } },
    deliver: async () => new Response(null, { status: 202 }),
  });
  await a.shares.create({ clientId: lending, analysisIds: [analysisId], accountIds: [accountId] });
  await sandbox.advance("1s");
  await sandbox.settled();
  expect(sandbox.webhooks.map((webhook) => webhook.state)).toEqual([state]);
});

test("A token for all scopes reads accounts where they have a scope of their own.", async () => {
  const open = desk({ assume: { "account-information-scope": "account-information" } });
  expect((await sent(open, "/cfa/accounts")).status).toBe(200);
});
