// The operations whose behaviour the sandbox knows beyond what the document says. All others are answered from the document
// alone, so their answers fit the spec, and a fixture's own situation cannot be expected of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { services } from "../../src/sandbox/services/services.js";
import { root } from "../contract/paths.js";

export function isEmulated(service: string, operationId: string): boolean {
  const { operations = {} } = services[service as keyof typeof services];
  return Object.hasOwn(operations, operationId);
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
