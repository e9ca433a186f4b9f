// The round of each collection that a document lets callers create in: create, list, retrieve, change, remove.

import type { SpecOperation } from "../../../src/sandbox/document/operation.js";
import { type Collection, inferCollections, type Role } from "../../../src/sandbox/engine/infer/collections.js";
import type { ResourceRecord } from "../../../src/sandbox/engine/records/record.js";
import { createSchemas } from "../../../src/sandbox/engine/schema/schemas.js";
import { createSandbox } from "../../../src/sandbox/sandbox.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import { hasSuccess, requestsFor, type Sent } from "./requests.js";

export interface Rounds {
  /** Collections in which an operation creates what another one retrieves. */
  readonly collections: number;
  /** Those of which everything that was created went all the way. */
  readonly survived: number;
  /** What was created, in every way that the document leaves open. */
  readonly created: number;
  readonly faults: readonly string[];
}

export async function tryRounds(document: unknown): Promise<Rounds> {
  const sandbox = createSandbox({ document, now: "2026-11-01T09:00:00Z", name: "api" });
  const spec = readSpec(document);
  const inferred = inferCollections(spec, createSchemas(spec.references));
  const resources = sandbox.control.api?.resources;
  if (resources === undefined) throw new Error("The sandbox has no control of its document.");
  const operationOf = (collection: Collection, ...kinds: readonly Role["kind"][]): SpecOperation | undefined =>
    spec.operations.find(({ id }) => {
      const role = inferred.roles.get(id);
      return role?.collection === collection && kinds.includes(role.kind);
    });

  const send = async ({ url, init }: Sent) => {
    const response = await sandbox.fetch(url, init);
    const text = await response.text();
    return { ok: response.ok, status: response.status, text, verdict: sandbox.requests.at(-1)?.verdict.kind };
  };
  /** The first answer that is a success, else the last one. */
  const call = async (operation: SpecOperation, named: Readonly<Record<string, string>>, shown = {}) => {
    let last: Awaited<ReturnType<typeof send>> | undefined;
    for (const each of requestsFor(operation, spec, inferred, resources, named, shown)) {
      last = await send(each);
      if (last.ok) break;
    }
    return last;
  };

  /** What went wrong with a record on its way. */
  const goRound = async (collection: Collection, record: ResourceRecord): Promise<string | undefined> => {
    const ids = record.id.split("/").slice(-collection.ids.length).map(decodeURIComponent);
    const own = Object.fromEntries(collection.ids.map((name, index) => [name, ids[index] ?? ""]));
    const named = { ...record.parents, ...own };
    const [retrieve, remove] = [operationOf(collection, "retrieve"), operationOf(collection, "remove")];
    const steps = [
      ["list", operationOf(collection, "list")],
      ["retrieve", retrieve],
      ["change", operationOf(collection, "change", "replace")],
      ["retrieve again", retrieve],
      ["remove", remove],
    ] as const;
    for (const [step, operation] of steps) {
      if (operation === undefined) continue;
      const answer = await call(operation, named, step === "list" ? record.resource : {});
      // An answer that the document does not declare cannot be held against it.
      if (!answer?.ok || (hasSuccess(operation) && answer.verdict !== "conforms"))
        return `${step}: ${answer?.status} ${answer?.text.slice(0, 150)}`;
      // A list without a body shows nothing.
      if (step === "list" && answer.text !== "" && !answer.text.includes(JSON.stringify(ids.at(-1)).slice(1, -1)))
        return "list: it is not there";
    }
    if (retrieve === undefined || remove === undefined) return undefined;
    const gone = await call(retrieve, named);
    return gone?.ok ? `retrieve: ${gone.status} after it was removed` : undefined;
  };

  const faults: string[] = [];
  let collections = 0;
  let survived = 0;
  let created = 0;
  for (const collection of inferred.collections) {
    const create = operationOf(collection, "create");
    if (create === undefined || collection.ids.length === 0 || !operationOf(collection, "retrieve")) continue;
    collections += 1;
    const found: string[] = [];
    let made = 0;
    sandbox.reset();
    for (const request of requestsFor(create, spec, inferred, resources)) {
      sandbox.reset();
      const before = new Set([...resources.of(collection.name).values()].map(({ id }) => id));
      if (!(await send(request)).ok) continue;
      const record = [...resources.of(collection.name).values()].find(({ id }) => !before.has(id));
      if (record === undefined) continue;
      made += 1;
      const fault = await goRound(collection, record);
      if (fault !== undefined) found.push(`${collection.name}: ${fault}`);
    }
    created += made;
    if (made === 0) found.push(`${collection.name}: ${create.method} ${create.path} creates nothing`);
    if (found.length === 0) survived += 1;
    faults.push(...new Set(found));
  }
  await sandbox.close();
  return { collections, survived, created, faults };
}
