// Calls every operation of a document once, each in a sandbox that is as at the start.

import { inferCollections } from "../../../src/sandbox/engine/infer/collections.js";
import { createSchemas } from "../../../src/sandbox/engine/schema/schemas.js";
import { createSandbox } from "../../../src/sandbox/sandbox.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import { hasSuccess, requestsFor } from "./requests.js";

export interface Tried {
  readonly operations: number;
  /** Answered with a declared success that its schema takes. */
  readonly answered: number;
  /** Operations that the document declares no success of. */
  readonly withoutSuccess: number;
  /** Operations that read or change a collection. */
  readonly stateful: number;
  readonly collections: number;
  readonly faults: readonly string[];
}

export async function tryDocument(document: unknown, every = 1): Promise<Tried> {
  const sandbox = createSandbox({ document, now: "2026-11-01T09:00:00Z", name: "api" });
  const spec = readSpec(document);
  const inferred = inferCollections(spec, createSchemas(spec.references));
  const operations = spec.operations.filter((_, index) => index % every === 0);
  const faults: string[] = [];
  let answered = 0;
  let withoutSuccess = 0;
  for (const operation of operations) {
    sandbox.reset();
    const resources = sandbox.control.api?.resources;
    if (resources === undefined) throw new Error("The sandbox has no control of its document.");
    if (!hasSuccess(operation)) withoutSuccess += 1;
    let last = "";
    let isRight = false;
    for (const { url, init } of requestsFor(operation, spec, inferred, resources)) {
      const response = await sandbox.fetch(url, init);
      const text = await response.text();
      const logged = sandbox.requests.at(-1);
      last = `${operation.method} ${operation.path}: ${response.status} ${logged?.error ?? ""} ${JSON.stringify(logged?.verdict)} ${text.slice(0, 200)}`;
      isRight = response.status < 400 && logged?.verdict.kind === "conforms";
      const isUndeclared = !hasSuccess(operation) && response.status < 500;
      isRight ||= isUndeclared;
      if (isRight || response.status >= 500) break;
    }
    if (isRight && hasSuccess(operation)) answered += 1;
    if (!isRight) faults.push(last);
  }
  await sandbox.close();
  const stateful = operations.filter(({ id }) => inferred.roles.get(id)?.kind !== "example").length;
  return {
    operations: operations.length,
    answered,
    withoutSuccess,
    stateful,
    collections: inferred.collections.length,
    faults,
  };
}
