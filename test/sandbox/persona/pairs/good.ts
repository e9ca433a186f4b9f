// How each operation is called so that it succeeds, beside what stands in its path.

import type { Caller, Sent } from "./caller.js";
import {
  anAccount,
  anInquiry,
  aRelay,
  aSession,
  attributes,
  idsFor,
  inquiryTemplate,
  newItem,
  newList,
  reportTemplate,
  workflow,
} from "./made.js";

type Good = (caller: Caller) => Promise<Sent> | Sent;

const meta =
  (given: object): Good =>
  () => ({ body: { meta: given } });
const sent =
  (given: object): Good =>
  () => ({ body: attributes(given) });
const tag = meta({ "tag-name": "walk-in" });
const tags = meta({ "tag-name": ["a", "b"] });
const inquiry = "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa";
const account = "act_Dj5j8hmmrx9gvXkkwqdCTGZv";
const objects = meta({ "object-ids": [inquiry] });
const relation = meta({ "relation-schema-key": "partners", "target-object-id": account });
const csv = { data: "dmFsdWUKMjAwMTpkYjg6OjkK", filename: "nf.csv" };

const text = { locale: "en", value: "Hello" };
const row = { step: "start", component: "title", "attribute-name": "text", "locale-values": [text] };

const authorization = ({ sandbox }: Caller) => {
  const { organizationId } = sandbox.credentials.persona.source;
  return { "client-id": organizationId, "response-type": "code", scope: "case.read:case_7" };
};

const bodies: Readonly<Record<string, Good>> = {
  "create-an-inquiry": sent({ "inquiry-template-id": inquiryTemplate }),
  "search-inquiries": () => ({ body: {} }),
  "update-an-inquiry": () => ({ body: {} }),
  "inquiries-add-tag": tag,
  "inquiries-remove-tag": tag,
  "inquiries-set-all-tags": tags,
  "inquiries-perform-simulate-actions": meta({ "simulate-actions": [{ type: "start_inquiry" }] }),
  "inquiries-set-step": meta({ "next-step-name": "verification_selfie" }),
  "create-an-inquiry-session": async (caller) => ({ body: attributes({ "inquiry-id": await anInquiry(caller) }) }),
  "expire-inquiry-sessions": async (caller) => ({ body: { meta: { "inquiry-ids": [await anInquiry(caller)] } } }),
  "import-inquiry-template-translations": sent({ translations: [row] }),
  "create-an-account": sent({ "reference-id": "member-20417" }),
  "search-accounts": () => ({ body: {} }),
  "update-an-account": sent({ tags: ["seen"] }),
  "accounts-add-objects": objects,
  "accounts-remove-objects": objects,
  "accounts-add-relation": relation,
  "accounts-remove-relation": relation,
  "accounts-list-all-relations": () => ({ query: "filter[key]=partners" }),
  "accounts-add-tag": tag,
  "accounts-remove-tag": tag,
  "accounts-set-all-tags": tags,
  "consolidate-into-an-account": async (caller) => ({
    body: { meta: { "source-account-ids": [await anAccount(caller)] } },
  }),
  runAccountAction: () => ({ body: { data: { "account-action-id": "accac_Kq7Kq7Kq7Kq7Kq7Kq7Kq7Kq7" } } }),
  "create-a-document": sent({ kind: "bank statement" }),
  "update-a-document": sent({ fields: { Account_Holder: "T. Wrona" } }),
  "create-a-government-id-document": sent({ "country-code": "PL", "selected-id-class": "id", "inquiry-id": inquiry }),
  "update-a-government-id-document": sent({ "selected-id-class": "pp" }),
  "create-a-report": () => ({
    body: {
      data: {
        type: "report/watchlist",
        attributes: { "report-template-id": reportTemplate, query: { "name-first": "Ines", "name-last": "Moreau" } },
      },
    },
  }),
  "reports-add-tag": tag,
  "reports-remove-tag": tag,
  "reports-set-all-tags": tags,
  "dismiss-matches": sent({ reason: "Different nationality" }),
  "review-matches": sent({
    "review-type": "all_records",
    "review-status": "indeterminate",
    "risk-level": "immaterial",
  }),
  "create-a-transaction": sent({ "transaction-type-id": "txntp_8Zk3Lw6Vd1Qn4Rx7", "reference-id": "order-7719" }),
  "update-a-transaction": sent({ fields: { total: 1790.25 } }),
  "transactions-add-relation": relation,
  "transactions-remove-relation": relation,
  "transactions-add-tag": tag,
  "transactions-remove-tag": tag,
  "transactions-set-tags": tags,
  "transactions-add-objects": objects,
  "transactions-remove-objects": objects,
  "create-a-transaction-label": meta({ label: "chargeback", "model-version": "2026-10" }),
  "create-a-case": sent({ "case-template-id": "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG" }),
  "search-cases": () => ({ body: {} }),
  "update-a-case": sent({ fields: { priority: "low" } }),
  "add-persona-objects": objects,
  "remove-persona-objects": objects,
  "assign-a-case": meta({ "user-email-address": "mara.lind@northfold.example" }),
  "set-status-for-a-case": meta({ status: "Approved" }),
  "add-tag": tag,
  "remove-tag": meta({ "tag-name": "priority-2" }),
  "set-tags": tags,
  "create-a-connect-connection": sent({ "destination-organization-id": "org_1BJ3QZm6nrvgBdpppZiqXXMq" }),
  "create-a-share-token": sent({
    "connection-id": "cxn_v5oftTU3FtrGJ21csmVg6RCU",
    "source-id": "ver_e3pc1KHARgboNQhrkBZy74NEJP2m",
  }),
  "redeem-share-token": () => ({ body: {} }),
  "create-a-workflow-run": sent({ fields: { "amount-eur": 250.5 } }),
  "list-all-workflow-versions": () => ({ query: `filter[workflow-id]=${workflow}` }),
  "list-all-inquiry-template-versions": () => ({ query: `filter[inquiry-template-id]=${inquiryTemplate}` }),
  "list-all-devices": async (caller) => ({ query: `filter[inquiry-session-id]=${await aSession(caller)}` }),
  "import-an-account": sent({ file: csv }),
  "create-a-webhook": sent({ name: "b", url: "https://northfold.example/b", "enabled-events": ["case.created"] }),
  "update-a-webhook": sent({ name: "Renamed" }),
  "search-webhook-events": () => ({ body: {} }),
  "create-an-api-key": sent({ name: "Desk", permissions: ["case.read"] }),
  "update-an-api-key": sent({ name: "Desk" }),
  "expire-an-api-key": meta({ "expires-in-seconds": 3600 }),
  "create-authorization": (caller) => ({ form: authorization(caller) }),
  // The one that is given access takes the code: both sides are the source here.
  "create-access-token": async (caller) => {
    const { code } = await caller.made("create-authorization", { form: authorization(caller) });
    return { form: { "grant-type": "authorization_code", code } };
  },
  "create-a-privacy-pass": async (caller) => {
    const asked = { "claim-type": "age_over21_verified", sandbox: false };
    const challenge = await caller.made("request-a-relay-challenge", { body: asked });
    return { body: { "blinded-token": "Zk3wVq8Xt1Lr6Nd9", "key-id": challenge["token-key-id"] } };
  },
  "generate-a-relay-claim": async (caller) => {
    const { token, headers } = await aRelay(caller);
    return { ids: [token], headers };
  },
  "create-a-theme-set": sent({ name: "Own" }),
  "update-a-theme-set": sent({ name: "Northfold" }),
  "create-a-graph-query": sent({
    "graph-query-template-id": "grphqt_D8SBhNq6xGX5BkyYR6fe6CTu",
    "variable-map": { Email: "anton.weber@example.org" },
  }),
  "create-a-relay": () => ({ body: { "claim-type": "age_over21_verified", "encryption-key-pem": null } }),
  "request-a-relay-challenge": () => ({ body: { "claim-type": "age_over21_verified", sandbox: false } }),
};

const ofProduction = new Set(["inquiry-templates", "inquiry-template-versions", "user-audit-logs"]);

/** The good call of an operation. */
export async function goodCall(caller: Caller, id: string, path: string): Promise<Sent> {
  const [, group = "", kind = "", listed = ""] = path.split("/");
  const own = async (): Promise<Sent> => {
    if (group === "list") return { body: attributes({ name: "Own" }) };
    if (group === "list-item" && !path.includes("{")) return { body: await newItem(caller, kind) };
    if (group === "importer" && kind === "list-item")
      return { body: attributes({ file: csv, "list-id": await newList(caller, listed) }) };
    return bodies[id]?.(caller) ?? {};
  };
  const call = await own();
  const { productionKey } = caller.sandbox.credentials.persona.source;
  return {
    ...call,
    ids: call.ids ?? (await idsFor(caller, id, path)),
    ...(ofProduction.has(group) && { headers: { authorization: `Bearer ${productionKey}` } }),
  };
}
