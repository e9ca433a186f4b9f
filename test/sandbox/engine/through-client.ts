// Calls every operation of a document once, by the client that was generated of it, in a sandbox that is as at the start.

import { dirname } from "node:path";
import { loadSpec } from "../../../scripts/load/document.js";
import { argumentsFor, type Caller, openCaller, origin } from "../../../scripts/verify/call-operation.js";
import {
  DescribedDocument,
  type DescribedOperation,
  type DescribedParameter,
} from "../../../scripts/verify/document.js";
import type { SpecOperation } from "../../../src/sandbox/document/operation.js";
import { type Inferred, inferCollections } from "../../../src/sandbox/engine/infer/collections.js";
import { createSchemas, type Schemas } from "../../../src/sandbox/engine/schema/schemas.js";
import { createSandbox } from "../../../src/sandbox/sandbox.js";
import { readSpec, type Spec } from "../../../src/sandbox/spec.js";
import { generateInto, importGenerated } from "../../corpus/generate.js";
import { choices, hasSuccess, idsThere, parameterValue, samplerFor } from "./requests.js";
import type { Tried } from "./try-document.js";

type Sandbox = ReturnType<typeof sandboxOf>;

function sandboxOf(document: unknown) {
  return createSandbox({ document, now: "2026-11-01T09:00:00Z", name: "api" });
}

interface Trying {
  readonly sandbox: Sandbox;
  readonly caller: Caller;
  readonly spec: Spec;
  readonly schemas: Schemas;
  readonly inferred: Inferred;
}

/** `folder` takes the generated code; it holds `node_modules` and `src`. */
export async function tryThroughClient(folder: string, name: string, file: string, every = 1): Promise<Tried> {
  const request = { spec: file, overlays: [], root: dirname(file), remote: "kept" as const, base: dirname(file) };
  const { document } = await loadSpec(request);
  const { written, problems } = await generateInto(folder, { name, file });
  if (document === undefined || !written) throw new Error(`${name} is refused: ${problems[0]?.message}`);
  const sandbox = sandboxOf(document);
  const spec = readSpec(document);
  const schemas = createSchemas(spec.references);
  const inferred = inferCollections(spec, schemas);
  const whole = new DescribedDocument(file);
  // No client sends its secret to a token endpoint in the clear: it is not to be given one.
  const isClear = /"tokenUrl":"http:/.test(JSON.stringify(whole.schemes));
  const caller = await openCaller(await importGenerated(folder, name), isClear ? /client_?(id|secret)$/i : undefined);
  const trying: Trying = { sandbox, caller, spec, schemas, inferred };
  const described = whole.operations();
  const operations = spec.operations.filter((_, index) => index % every === 0);
  const faults: string[] = [];
  let answered = 0;
  let withoutSuccess = 0;
  for (const operation of operations) {
    const own = described.find(
      ({ method, path }) => method.toUpperCase() === operation.method.toUpperCase() && path === operation.path,
    );
    const fault = own === undefined ? "it is not in the document as it came" : await tryOne(trying, operation, own);
    const declares = hasSuccess(operation);
    if (!declares) withoutSuccess += 1;
    else if (fault === undefined) answered += 1;
    if (fault !== undefined) faults.push(`${operation.method} ${operation.path}: ${fault}`);
  }
  await sandbox.close();
  return {
    operations: operations.length,
    answered,
    withoutSuccess,
    stateful: operations.filter(({ id }) => inferred.roles.get(id)?.kind !== "example").length,
    collections: inferred.collections.length,
    faults,
  };
}

/** What went wrong with all ways to call it; undefined when one went well. */
async function tryOne(
  trying: Trying,
  operation: SpecOperation,
  described: DescribedOperation,
): Promise<string | undefined> {
  const { sandbox, caller } = trying;
  const found = await caller.locate(described);
  if (found === undefined) return "no function sends it";
  let last = "";
  for (const choice of choices) {
    sandbox.reset();
    const { values, body } = valuesFor(trying, operation, described, found.media, choice);
    const args = await argumentsFor(described, values, body, found, caller);
    const { error } = await caller.call(found, args, (request) =>
      sandbox.fetch(new Request(request.url.replace(origin, "http://localhost"), request)),
    );
    const logged = sandbox.requests.at(-1);
    const { status = 0, verdict } = logged ?? {};
    // An answer that the document does not declare cannot be held against it.
    if (!hasSuccess(operation) && status > 0 && status < 500) return undefined;
    if (error === undefined && status < 400 && verdict?.kind === "conforms") return undefined;
    last = `${status} ${logged?.error ?? ""} ${JSON.stringify(verdict)} ${error?.message} ${logged?.responseBody?.slice(0, 200)}`;
  }
  return last;
}

function valuesFor(
  { sandbox, spec, schemas, inferred }: Trying,
  operation: SpecOperation,
  described: DescribedOperation,
  media: string | undefined,
  choice: number,
): { readonly values: ReadonlyMap<DescribedParameter, unknown>; readonly body: unknown } {
  const sampler = samplerFor(schemas, choice);
  const resources = sandbox.control.api?.resources;
  if (resources === undefined) throw new Error("The sandbox has no control of its document.");
  const role = inferred.roles.get(operation.id);
  const sampled = new Map<string, unknown>();
  for (const { name, in: place, required, schema } of operation.parameters)
    if (required || place === "path") sampled.set(`${place} ${name}`, parameterValue(schema, name, sampler));
  const inPath = [...sampled].flatMap(([key, value]) =>
    key.startsWith("path ") ? [[key.slice("path ".length), String(value)] as const] : [],
  );
  const there = idsThere(operation, [role?.owner, role?.collection], resources, inferred, Object.fromEntries(inPath));
  for (const [name, id] of Object.entries(there)) sampled.set(`path ${name}`, id);
  const values = described.parameters.flatMap((each): [DescribedParameter, unknown][] => {
    // A parameter that a path's template has behind its question mark is one of the query.
    const key = [`${each.in} ${each.name}`, `query ${each.name}`].find((name) => sampled.has(name));
    return key === undefined ? [] : [[each, sampled.get(key)]];
  });
  return {
    values: new Map(values),
    body: media === undefined ? undefined : bodyFor(operation, media, spec, schemas, choice),
  };
}

/** What a caller passes as the body of a media type that the client sends. */
function bodyFor({ body }: SpecOperation, media: string, spec: Spec, schemas: Schemas, choice: number): unknown {
  const plain = media.split(";")[0]?.trim().toLowerCase() ?? "";
  const content = body?.content.find(({ type }) => type.toLowerCase().startsWith(plain)) ?? body?.content[0];
  const schema = content?.schema === undefined ? {} : (spec.references.at(content.schema)?.node ?? {});
  const value = samplerFor(schemas, choice).sample(schema);
  const isFile = (of: unknown): boolean => schemas.flat(of).format === "binary";
  if (/multipart/.test(plain)) {
    const members = Object.entries((value ?? {}) as object).map(([name, each]) => {
      const of = schemas.properties(schema).get(name);
      const items = schemas.flat(of).items;
      if (isFile(of)) return [name, new Blob(["x"])];
      return [name, Array.isArray(each) && isFile(items) ? each.map(() => new Blob(["x"])) : each];
    });
    return Object.fromEntries(members);
  }
  if (/json|urlencoded/.test(plain)) return value;
  if (/^text\/|xml|yaml/.test(plain)) return typeof value === "string" ? value : JSON.stringify(value);
  return new TextEncoder().encode(typeof value === "string" ? value : "bytes");
}
