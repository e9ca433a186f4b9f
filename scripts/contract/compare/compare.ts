// A fixture against spec and client: which operations it belongs to, and all checks on each of them.

import { answerOf } from "../answer.js";
import { type ClientCall, callFor } from "../client-call.js";
import { exchange } from "../exchange.js";
import type { Fixture, FixtureRequest } from "../fixture.js";
import { type Covered, type FileReport, skipped } from "../report.js";
import { isOfRuntime } from "../runtime-errors.js";
import type { Service } from "../service.js";
import { isObject } from "../spec/json.js";
import { createSchemaCheck, isSketch, type SchemaCheck } from "../spec/schema-check.js";
import type { Operation, Spec, Webhook } from "../spec/spec.js";
import type { Subject } from "../subject.js";
import { compareRequest } from "./compare-request.js";
import { compareResponse } from "./compare-response.js";
import { unnamedReport } from "./compare-unnamed.js";
import { compareWebhook } from "./compare-webhook.js";
import type { Difference } from "./difference.js";
import { thrown } from "./difference.js";

export interface Comparer {
  compare(fixture: Fixture): Promise<FileReport>;
}

/** `samples`: fixtures that lend their call to an answer which shows none. */
export function createComparer(services: readonly Service[], samples: readonly Fixture[]): Comparer {
  const checks = new Map(services.map((service) => [service, createSchemaCheck(service.spec)]));
  const calls = new Map<string, ClientCall>();
  const sampleFor = (service: Service, operation: Operation): ClientCall => {
    const known = calls.get(operation.id) ?? sampleCall(service, operation, samples);
    calls.set(operation.id, known);
    return known;
  };
  return {
    compare: async (fixture) => {
      const found = targetsOf(services, fixture);
      if (found === undefined) return skipped(fixture.file, `no spec has ${fixture.operationIds.join(", ")}`);
      const { service } = found;
      const schemas = checks.get(service) as SchemaCheck;
      const differences: Difference[] = [];
      const notes: string[] = [];
      const covered: Covered[] = [];
      for (const id of found.ids) {
        const operation = ownerOf(service.spec, id, fixture);
        const compared =
          operation === undefined
            ? webhookReport(service, schemas, id, fixture)
            : operation.name === ""
              ? await unnamedReport(service, operation, schemas, fixture)
              : await operationReport(
                  { service, operation, schemas },
                  { ...fixture, request: withPrefix(operation, fixture.request) },
                  sampleFor(service, operation),
                );
        const several = found.ids.length > 1;
        differences.push(
          ...compared.differences.map((each) => (several ? { ...each, check: `${id}: ${each.check}` } : each)),
        );
        notes.push(...compared.notes);
        covered.push(...compared.covered);
      }
      if (covered.length === 0 && differences.length === 0)
        return skipped(fixture.file, [...new Set(notes)].join("; "));
      return { file: fixture.file, outcome: differences.length > 0 ? "differs" : "pass", notes, differences, covered };
    },
  };
}

type Part = Pick<FileReport, "differences" | "notes" | "covered">;

async function operationReport(subject: Subject, fixture: Fixture, sample: ClientCall): Promise<Part> {
  const { operation } = subject;
  const answer = answerOf(fixture, operation);
  if (fixture.case.startsWith("legacy")) return legacyReport(subject, fixture, sample);
  const request = await compareRequest(subject, fixture, answer);
  const notes = [...request.notes];
  const differences = [...request.differences];
  let response = false;
  if (answer === undefined) {
    if (request.compared) notes.push("shows a request only");
  } else {
    const declared = operation.responses.has(answer.status);
    const named = fixture.operationIds.includes(operation.id);
    if (!declared && named) {
      differences.push({ check: "status", at: "", expected: [...operation.responses.keys()], got: answer.status });
    }
    // An answer that every operation may give need not be declared by each: the client has to cope all the same.
    if (!declared) notes.push(`${answer.status} is not declared by every operation`);
    differences.push(...(await compareResponse(subject, request.call ?? sample, answer, isSketch(fixture.case))));
    response = declared;
  }
  const covered = { operationId: operation.id, status: answer?.status, request: request.compared, response };
  return { differences, notes, covered: request.compared || answer !== undefined ? [covered] : [] };
}

/** Bodies of an older edition: the client copes, in whatever way it documents. */
async function legacyReport(subject: Subject, fixture: Fixture, sample: ClientCall): Promise<Part> {
  const { service, operation } = subject;
  const call = callFor(service.spec, operation, fixture.request) ?? sample;
  const answer = answerOf(fixture, operation);
  const notes = ["an older shape, which the client survives"];
  const covered = [{ operationId: operation.id, status: undefined, request: false, response: false }];
  if (answer === undefined) return { differences: [], notes, covered };
  const { error, value } = await exchange(service, operation, call, answer);
  const survived = error === undefined ? isObject(value) : isOfRuntime(error);
  return {
    differences: survived ? [] : [thrown("legacy", "an object or a SharewrightError", error ?? value)],
    notes,
    covered,
  };
}

function webhookReport(service: Service, schemas: SchemaCheck, id: string, fixture: Fixture): Part {
  const webhook = service.spec.webhooks.get(id);
  const { body } = fixture.request;
  if (webhook === undefined || body === undefined) return { differences: [], notes: ["shows no event"], covered: [] };
  if (!namesEvent(webhook, body)) return { differences: [], notes: ["does not name its event"], covered: [] };
  const covered = [{ operationId: id, status: undefined, request: true, response: false }];
  return { differences: compareWebhook(service, schemas, webhook, body), notes: [], covered };
}

/** Whether the body has the members that hold one and the same text in every event of this name. */
function namesEvent({ body: { schema } }: Webhook, body: unknown): boolean {
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  const constant = properties.filter(([, property]) => isObject(property) && "const" in property);
  return !isObject(body) || constant.every(([name]) => name in body);
}

/**
 * The operation that a fixture names, or the one with its path: a vendor may have one name for a call that goes by two
 * paths, one of which is the end of the other.
 */
function ownerOf(spec: Spec, id: string, { request }: Fixture): Operation | undefined {
  const { operations } = spec;
  const named = operations.get(id);
  if (named === undefined || request.path === undefined) return named;
  const others = [...operations.values()].filter(({ method, path }) => {
    return method === named.method && (path.endsWith(named.path) || named.path.endsWith(path));
  });
  return [named, ...others].find((each) => callFor(spec, each, withPrefix(each, request)) !== undefined) ?? named;
}

/** The request as it goes over the wire: a vendor's page may show its path without the server's part. */
function withPrefix({ prefix }: Operation, request: FixtureRequest): FixtureRequest {
  const { path } = request;
  return path === undefined || path.startsWith(`${prefix}/`) ? request : { ...request, path: prefix + path };
}

/** The service a fixture belongs to, and its operations and webhooks there. */
function targetsOf(
  services: readonly Service[],
  { operationIds, folder }: Fixture,
): { readonly service: Service; readonly ids: readonly string[] } | undefined {
  for (const service of services) {
    const { operations, webhooks } = service.spec;
    const ids = operationIds.filter((id) => operations.has(id) || webhooks.has(id));
    if (ids.length > 0) return { service, ids };
    // Nothing but the folder says whose answer it is.
    if (folder === service.name && operationIds.includes("any")) return { service, ids: [...operations.keys()] };
  }
  return undefined;
}

function sampleCall(service: Service, operation: Operation, samples: readonly Fixture[]): ClientCall {
  const fits = samples.filter(({ operationIds, request, response }) => {
    const succeeds = (response?.status ?? 500) < 300;
    const shown = operation.body?.required !== true || request.body !== undefined;
    return operationIds.includes(operation.id) && succeeds && shown && request.path !== undefined;
  });
  const calls = fits.map(({ request }) => callFor(service.spec, operation, request));
  const call = calls.find((each) => each !== undefined);
  if (call === undefined) {
    throw new Error(`No fixture shows a request of ${operation.id}: add one to test/fixtures/${service.name}.`);
  }
  return call;
}
