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
  ...[
    "resume-an-inquiry",
    "generate-a-one-time-link-for-an-inquiry-session",
    "inquiries-set-step",
    "runAccountAction",
    "create-an-inquiry",
    "generate-a-one-time-link",
    "approve-an-inquiry",
    "decline-an-inquiry",
  ],
  ...["print-an-inquiry-pdf", "retrieve-a-verification", "print-a-verification-as-pdf", "retrieve-a-document"],
  ...["inquiries-add-tag", "inquiries-remove-tag", "inquiries-set-all-tags"],
  ...[
    "list-all-reports",
    "create-a-report",
    "retrieve-a-report",
    "redact-a-report",
    "dismiss-matches",
    "review-matches",
  ],
  ...[
    "search-inquiries",
    "search-accounts",
    "retrieve-a-case-template",
    "list-report-history",
    "report-action-pause-continuous-monitoring",
    "report-action-re-run-report",
  ],
  ...["report-action-resume-continuous-monitoring", "print-report-pdf"],
  ...["reports-add-tag", "reports-remove-tag", "reports-set-all-tags"],
  ...["create-an-account", "update-an-account", "redact-an-account", "consolidate-into-an-account"],
  ...["accounts-add-relation", "accounts-remove-relation", "accounts-list-all-relations"],
  ...["accounts-add-tag", "accounts-remove-tag", "accounts-set-all-tags"],
  ...["transactions-add-tag", "transactions-remove-tag", "transactions-set-tags"],
  ...["create-a-webhook", "clone-a-webhook", "update-a-webhook", "enable-a-webhook", "disable-a-webhook"],
  ...["archive-a-webhook", "rotate-a-webhook-secret"],
]);

export function isEmulated(service: string, operationId: string): boolean {
  const { operations = {} } = services[service as keyof typeof services];
  return Object.hasOwn(operations, operationId) && !heldByJourneys.has(operationId);
}

/** Whether the sandbox brings an event about and delivers it. */
export function isEmulatedEvent(event: string): boolean {
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
