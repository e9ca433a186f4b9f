// Open questions of both services that the sandbox can give one answer to alone, each with the reason. A new one needs
// `alternatives` in the spec, and a sandbox that heeds them, or a place in this list.

import { expect, test } from "vitest";
import { document as enablenow } from "../../generated/enablenow/document.js";
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

test.each([["enablenow", enablenow, ofEnableNow]])(
  "Every open question of %s has alternatives, or a reason.",
  (_, document, reasons) => {
    const without = [...readSpec(document).assumptions.values()].filter(
      ({ alternatives }) => alternatives.length === 0,
    );
    expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(reasons).sort());
  },
);
