// The operations whose behaviour the sandbox knows beyond what the document says. All others are answered from the document
// alone, so their answers fit the spec, and a fixture's own situation cannot be expected of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { services } from "../../src/sandbox/services/services.js";
import { root } from "../contract/paths.js";

/**
 * Handlers that a journey or a test of their own holds, and whose fixtures have no stages yet: what a fixture shows of an
 * inquiry that is expired, or of an account with a property, nobody brings about so far.
 */
export const heldByJourneys: ReadonlySet<string> = new Set([
  ...["accounts-add-objects", "accounts-add-relation", "accounts-add-tag", "accounts-remove-objects"],
  ...["accounts-remove-tag", "accounts-set-all-tags", "approve-an-inquiry", "consolidate-into-an-account"],
  ...["create-a-privacy-pass", "create-a-relay", "create-a-report", "create-a-transaction", "create-a-webhook"],
  ...["create-access-token", "create-an-account", "create-an-inquiry", "create-authorization"],
  ...["decline-an-inquiry", "dismiss-matches", "generate-a-one-time-link-for-an-inquiry-session"],
  ...[
    "generate-a-relay-claim",
    "import-inquiry-template-translations",
    "inquiries-add-tag",
    "inquiries-perform-simulate-actions",
  ],
  ...[
    "inquiries-remove-tag",
    "inquiries-set-all-tags",
    "investigation-lock-a-verification",
    "investigation-unlock-a-verification",
  ],
  ...["list-all-rate-limits", "list-all-reports", "print-a-verification-as-pdf", "redact-a-verification"],
  ...["redact-an-inquiry", "report-action-re-run-report", "report-action-resume-continuous-monitoring"],
  ...["reports-remove-tag", "request-a-relay-challenge", "resume-an-inquiry", "retrieve-a-case-template"],
  ...["retrieve-a-report", "retrieve-an-api-log", "retrieve-inquiry-template-translations", "review-matches"],
  ...[
    "runAccountAction",
    "search-accounts",
    "search-inquiries",
    "transactions-add-objects",
    "transactions-add-relation",
  ],
  ...["transactions-add-tag", "transactions-set-tags", "update-a-transaction"],
]);

export function isEmulated(service: string, operationId: string): boolean {
  const { operations = {} } = services[service as keyof typeof services];
  return Object.hasOwn(operations, operationId) && !heldByJourneys.has(operationId);
}

/** Events of Persona that the sandbox brings about, by what they are about. */
const emulatedEvents: Readonly<Record<string, readonly string[]>> = {
  inquiry: [
    ...["created", "started", "transitioned", "completed", "failed", "expired", "marked-for-review", "approved"],
    ...["declined", "updated-tags", "redacted"],
  ],
  "inquiry-session": ["started", "expired"],
  account: [
    ...["created", "updated-fields", "status-updated", "updated-tags", "added-relation", "removed-relation"],
    ...["consolidated", "consolidated-with", "archived", "redacted"],
  ],
  document: ["created", "submitted", "processed"],
  verification: ["created", "submitted", "passed", "failed"],
  "report/watchlist": ["ready", "matched", "dismissed", "errored"],
  transaction: [
    ...["created", "status-updated", "updated-fields", "labeled", "added-relation", "removed-relation", "redacted"],
  ],
  "workflow-run": ["created"],
  "graph-query": ["completed"],
};

/** Whether the sandbox brings an event about and delivers it. */
export function isEmulatedEvent(event: string): boolean {
  const [subject = "", what = ""] = event.split(".");
  if (emulatedEvents[subject]?.includes(what) === true) return true;
  return /^(case\.|connect\/share-token\.|databridge\.share\.|consent\.|transactions\.|categorizationjob\.|analysisjob\.)/.test(
    event,
  );
}

interface Arazzo {
  readonly workflows: readonly { readonly workflowId: string }[];
}

/** The workflows of a service. */
export function workflowsOf(service: string): readonly string[] {
  const text = readFileSync(join(root, `specs/${service}/workflows.arazzo.yaml`), "utf8");
  return (load(text) as Arazzo).workflows.map(({ workflowId }) => workflowId);
}
