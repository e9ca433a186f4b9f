// Open questions of both services that the sandbox can give one answer to alone, each with the reason. A new one needs
// `alternatives` in the spec, and a sandbox that heeds them, or a place in this list.

import { expect, test } from "vitest";
import { document as enablenow } from "../../generated/enablenow/document.js";
import { document as persona } from "../../generated/persona/document.js";
import { readSpec } from "../../src/sandbox/spec.js";

const noOther = "Every other status of success would be odd: the vendor's other reads have this one.";
const notDescribed = "There is no call that would show it, and nobody knows its path.";
const unknownMembers = "Members that nobody knows cannot be shown; clients keep those that come.";

const ofEnableNow: Readonly<Record<string, string>> = {
  "account-information-unconfirmed-calls": notDescribed,
  "account-nullability": "IBAN and BBAN may be null, which is shown; the sandbox knows a value for all other members.",
  "analysis-entries": unknownMembers,
  "analysis-general-info-members": unknownMembers,
  "appscreen-redirect-parameters": "End users come back from the bank in a browser, which the sandbox has not.",
  "create-analysis-job-required":
    "What is refused is the question create-analysis-job-refusals, which has alternatives.",
  "create-consent-sync-mode": "Other names than those of AppScreen are not known.",
  "delete-share-method": "No other method would make sense for the vendor's title.",
  "get-analysis-job-200": noOther,
  "get-share-200": noOther,
  "get-user-200": noOther,
  "list-accounts-200": noOther,
  "list-analysis-jobs-200": noOther,
  "list-shares-200": noOther,
  "list-transactions-200": noOther,
  "list-transactions-equal-times": "No two transactions of an account in the sandbox are of the same time.",
  "list-transactions-late": "The sandbox's banks deliver within three days, which fits any answer.",
  "refresh-consent-history": notDescribed,
  "refresh-consent-statuses": notDescribed,
  "staging-token-url": "The sandbox answers at the addresses of both environments.",
  "update-analysis-job-200": noOther,
  "user-required": "The sandbox knows all members of its users.",
  "webhook-signature": "How one would be made is not known.",
};

const unpublished = "No payload is published, so that nobody knows another one; the sandbox sends what the schema has.";
const oneAnswer = "The sandbox has one answer so far.";

const ofPersona: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...["account-type", "business-nonprofit-report", "case-comment", "case-print-initiated", "case-template"],
      ...["case-updated", "inquiry-template-version", "other", "other-report", "reusable-persona", "screening-report"],
      ...["share-token", "user", "workflow"],
    ].map((name) => [`${name}-event-payload`, unpublished]),
  ),
  "account-filter-reference-ids": "It is a question to clients: the sandbox reads what they send.",
  "connect-permission-names": "Other names than these are not known.",
  "document-part-names": "It is a question to clients: the sandbox reads what they send.",
  "document-update-files": "It is a question to clients: the sandbox reads what they send.",
  "fieldset-unknown-name": oneAnswer,
  "graph-query-submitted-payload": unpublished,
  "import-part-names": "It is a question to clients: the sandbox reads what they send.",
  "inquiry-quota": "The option `limits` sets it.",
  "persona-version-2022-09-01-changes": "What another change would be is not known.",
  "report-pause-permissions": "Other names than this are not known.",
  "report-processing-mode-values": "Other values than these are not known.",
  "report-request-flags-values": "Names of flags are an organization's own.",
  "sandbox-rate-limit": "The option `limits` sets it.",
  "server-error-body": "A fault on demand has the vendor's form.",
  "string-list-item-prefix": "No other prefix is known.",
  "transaction-label-score-range": oneAnswer,
  "translation-row-identity": oneAnswer,
  "verification-moves": "Another table of moves would be a guess of its own: the facts list none.",
  "verification-of-another-kind-status": oneAnswer,
  "webhook-signature-tolerance": "It is the receiver's: `verifyWebhook` takes it as an option.",
};

test.each([
  ["enablenow", enablenow, ofEnableNow],
  ["persona", persona, ofPersona],
])("Every open question of %s has alternatives, or a reason.", (_, document, reasons) => {
  const without = [...readSpec(document).assumptions.values()].filter(({ alternatives }) => alternatives.length === 0);
  expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(reasons).sort());
});
