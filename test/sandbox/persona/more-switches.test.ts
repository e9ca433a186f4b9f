// More open questions about Persona: statuses, orders, which of several is taken, and how a repeated webhook is signed.

import { expect, test } from "vitest";
import { createSandbox } from "../../../src/sandbox/index.js";
import { connected, open } from "./connect.js";
import { callerOf, openCaller } from "./pairs/caller.js";
import { anAccount, anInquiry, aReport, aTransaction, attributes, inquiryTemplate } from "./pairs/made.js";
import { meta, type StatusRow, statusesDiffer } from "./plays.js";

const make = { inquiry: anInquiry, account: anAccount, report: aReport, transaction: aTransaction };
const adds = {
  ...{ inquiry: "inquiries-add-tag", account: "accounts-add-tag", report: "reports-add-tag" },
  transaction: "transactions-add-tag",
};
const sets = {
  ...{ inquiry: "inquiries-set-all-tags", account: "accounts-set-all-tags", report: "reports-set-all-tags" },
  transaction: "transactions-set-tags",
};

statusesDiffer([
  ...(["inquiry", "account", "report", "transaction"] as const).flatMap((kind): StatusRow[] => [
    [
      `${kind}-tag-missing-status`,
      ...([400, 422] as const),
      async (caller) => [adds[kind], { ids: [await make[kind](caller)], body: meta({}) }],
    ],
    [
      `${kind}-tags-missing-status`,
      ...([400, 422] as const),
      async (caller) => [sets[kind], { ids: [await make[kind](caller)], body: meta({}) }],
    ],
  ]),
  [
    "include-too-deep-status",
    400,
    422,
    async (caller) => ["retrieve-an-inquiry", { ids: [await anInquiry(caller)], query: "include=account.a.b" }],
  ],
  [
    "page-after-and-before-status",
    ...([400, 422] as const),
    async () => ["list-all-inquiries", { query: "page[after]=inq_a&page[before]=inq_b" }],
  ],
  [
    "persona-version-unknown-status",
    ...([400, 422] as const),
    async () => ["list-all-inquiries", { headers: { "Persona-Version": "2000-01-01" } }],
  ],
  [
    "key-inflection-invalid-status",
    ...([400, 200] as const),
    async () => ["list-all-inquiries", { headers: { "Key-Inflection": "shouting" } }],
  ],
  [
    "idempotency-key-max-length",
    ...([201, 400] as const),
    async () => [
      "create-an-inquiry",
      {
        headers: { "Idempotency-Key": "k".repeat(129) },
        body: attributes({ "inquiry-template-id": "itmpl_7Kd3Wp9Xn2Vb5Hs8" }),
      },
    ],
  ],
  [
    "connection-duplicate-status",
    ...([409, 422] as const),
    async (caller) => {
      const { organizationId } = caller.sandbox.credentials.persona.destination;
      const body = attributes({ "destination-organization-id": organizationId });
      await caller.made("create-a-connect-connection", { body });
      return ["create-a-connect-connection", { body }];
    },
  ],
  [
    "account-create-status",
    ...([200, 201] as const),
    async (caller) => {
      const body = { ...attributes({ "reference-id": "twice" }), meta: { "upsert-by": "reference-id" } };
      await caller.made("create-an-account", { body });
      return ["create-an-account", { body }];
    },
  ],
  [
    "transaction-create-200",
    ...([200, 201] as const),
    async (caller) => {
      const body = attributes({ "reference-id": "twice" });
      await caller.made("create-a-transaction", { body });
      return ["create-a-transaction", { body }];
    },
  ],
  [
    "inquiry-create-two-templates",
    ...([400, 201] as const),
    async () => [
      "create-an-inquiry",
      {
        body: attributes({
          "template-id": "tmpl_7Kd3Wp9Xn2Vb5Hs8",
          "inquiry-template-id": "itmpl_7Kd3Wp9Xn2Vb5Hs8",
        }),
      },
    ],
  ],
]);

test("report-history-order: the newest first, or the oldest", async () => {
  const ids = async (assume: Readonly<Record<string, string>>) => {
    const caller = openCaller({ assume });
    const id = await aReport(caller);
    await caller.made("report-action-re-run-report", { ids: [id] });
    await caller.made("report-action-pause-continuous-monitoring", { ids: [id] });
    const { data } = await caller.made("list-report-history", { ids: [id] });
    return data.map((each: { id: string }) => each.id);
  };
  const newestFirst = await ids({});
  expect(newestFirst.length).toBeGreaterThan(1);
  expect(await ids({ "report-history-order": "oldest first" })).toEqual([...newestFirst].reverse());
});

test.each([
  [undefined, 2],
  ["it is not; the signature of the first attempt stays", 1],
] as const)("webhook-retry-signature %s: two attempts have %i signatures", async (value, wanted) => {
  const signatures: (string | null)[] = [];
  const sandbox = createSandbox({
    now: "2026-11-20T09:00:00.000Z",
    ...(value !== undefined && { assume: { "webhook-retry-signature": value } }),
    webhooks: { persona: { source: { url: "https://bank.example/hook", secrets: ["whsec"] } } },
    deliver: async ({ headers }) => {
      signatures.push(headers.get("Persona-Signature"));
      return new Response(null, { status: signatures.length === 1 ? 500 : 200 });
    },
  });
  await callerOf(sandbox).made("create-an-account", { body: attributes({ "reference-id": "new" }) });
  await sandbox.advance("1m");
  expect(signatures).toHaveLength(2);
  expect(new Set(signatures).size).toBe(wanted);
  await sandbox.close();
});

test.each([
  [undefined, 2],
  ["none; the former one ends at once", 1],
] as const)("webhook-secret-overlap %s: after a rotation %i secrets sign", async (value, wanted) => {
  const signatures: string[] = [];
  const sandbox = createSandbox({
    now: "2026-11-20T09:00:00.000Z",
    ...(value !== undefined && { assume: { "webhook-secret-overlap": value } }),
    webhooks: { persona: { source: { url: "https://bank.example/hook", secrets: ["whsec"] } } },
    deliver: async ({ headers }) => {
      signatures.push(headers.get("Persona-Signature") ?? "");
      return new Response(null, { status: 200 });
    },
  });
  sandbox.control.persona.rotateWebhookSecret("source");
  await callerOf(sandbox).made("create-an-account", { body: attributes({ "reference-id": "new" }) });
  await sandbox.advance("1s");
  expect(signatures.map((signature) => signature.match(/v1=/g)?.length)).toEqual([wanted]);
  await sandbox.close();
});

test.each([
  [undefined, null],
  ["leave the text of that language as it is", "Hello"],
] as const)("translation-null-value %s: the text is %s", async (value, wanted) => {
  const openToAll = { "inquiry-templates-sandbox-status": "an empty list" };
  const caller = openCaller({ assume: { ...openToAll, ...(value && { "translation-null-value": value }) } });
  const row = { step: "start", component: "title", "attribute-name": "text" };
  const imported = (text: string | null) =>
    caller.made("import-inquiry-template-translations", {
      ids: [inquiryTemplate],
      body: attributes({ translations: [{ ...row, "locale-values": [{ locale: "en", value: text }] }] }),
    });
  await imported("Hello");
  await imported(null);
  const { data } = await caller.made("retrieve-inquiry-template-translations", { ids: [inquiryTemplate] });
  const found = data.attributes.translations.find(({ component }: typeof row) => component === "title");
  expect(found["locale-values"]).toEqual([{ locale: "en", value: wanted }]);
});

test.each([
  [undefined, [202, 202]],
  ["each into its own kind alone", [422, 202]],
] as const)("share-token-hydrate-matrix %s: an Inquiry into an Account and into an Inquiry", async (value, wanted) => {
  const sides = open(value === undefined ? {} : { assume: { "share-token-hydrate-matrix": value } });
  const { source, destination, objects } = sides;
  const connectionId = await connected(sides);
  const redeemed = async (destinationId: string) => {
    const { id } = await source.connect.shareTokens.create({ connectionId, sourceId: objects.source.inquiry });
    return (await destination.connect.shareTokens.redeem(id, { destinationId }).asResult()).status;
  };
  const { account, inquiry } = objects.destination;
  expect([await redeemed(account), await redeemed(inquiry)]).toEqual(wanted);
});
