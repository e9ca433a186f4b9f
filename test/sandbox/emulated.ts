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

/** Whether the sandbox brings an event about and delivers it. */
export function isEmulatedEvent(event: string): boolean {
  return /^(case\.|connect\/share-token\.|databridge\.share\.|consent\.|transactions\.|categorizationjob\.|analysisjob\.)/.test(
    event,
  );
}

interface Arazzo {
  readonly workflows: readonly {
    readonly workflowId: string;
    readonly steps: readonly { readonly operationId?: string }[];
  }[];
}

/** The workflows of a service all of whose steps are emulated. */
export function emulatedWorkflows(service: string): readonly string[] {
  const text = readFileSync(join(root, `specs/${service}/workflows.arazzo.yaml`), "utf8");
  return (load(text) as Arazzo).workflows
    .filter(({ steps }) =>
      steps.every(({ operationId }) => operationId === undefined || isEmulated(service, nameOf(operationId))),
    )
    .map(({ workflowId }) => workflowId);
}

/** `$sourceDescriptions.persona.create-a-case` names its source too. */
function nameOf(operationId: string): string {
  return operationId.split(".").at(-1) ?? operationId;
}
