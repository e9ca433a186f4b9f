// Generated calls and answers, out through the client and back by the independent inverse.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answered } from "../../scripts/contract/answer.js";
import { type ClientCall, callFor } from "../../scripts/contract/client-call.js";
import { valueDifferences } from "../../scripts/contract/compare/compare-response.js";
import { describeDifference } from "../../scripts/contract/compare/difference.js";
import { exchange } from "../../scripts/contract/exchange.js";
import type { Service } from "../../scripts/contract/service.js";
import type { Node, Operation } from "../../scripts/contract/spec/spec.js";
import { pairsOf, requestDifferences } from "../../scripts/contract/wire.js";
import { ConfigurationError } from "../../src/index.js";
import { key } from "./arbitrary.js";
import { id, requestOf } from "./arbitrary-request.js";
import { successOf } from "./arbitrary-response.js";
import { readServices } from "./services.js";
import { type Tampering, tampered, withBody, withText, withUrl } from "./tampered.js";

const services = await readServices();
const operations = services.flatMap((service) =>
  [...service.spec.operations.values()].map((operation) => [operation.id, service, operation] as const),
);
const withIds = operations.filter(([, , operation]) => operation.path.includes("{"));
const withFilter = operations.filter(([, , operation]) => operation.parameters.some(({ name }) => name === "filter"));

/** Enough to meet every special text, few enough for each run of the tests. */
const numRuns = 60;
type Runs = fc.Parameters<unknown>;
/** Always the same values, and enough of them to meet the fault. */
const searching: Runs = { numRuns: 1000, seed: 1, endOnFailure: true };
const nothing = { status: 503, headers: {}, text: undefined };

/** Whatever a caller may pass arrives on the wire as it was meant. */
async function passes(service: Service, operation: Operation, runs: Runs = { numRuns }): Promise<void> {
  const { spec } = service;
  await fc.assert(
    fc.asyncProperty(requestOf(spec, operation), async (request) => {
      const call = callFor(spec, operation, request) as ClientCall;
      const { requests, error } = await exchange(service, operation, call, nothing);
      const [sent] = requests;
      if (sent === undefined) throw error;
      expect(requestDifferences(spec, operation, request, sent).map(describeDifference)).toEqual([]);
    }),
    runs,
  );
}

/** Whatever the service may answer reaches the caller as it was said. */
async function arrives(
  service: Service,
  operation: Operation,
  status: number,
  schema: Node,
  runs: Runs = { numRuns: numRuns / 2 },
): Promise<void> {
  const { spec } = service;
  const call = sampleCall(service, operation);
  await fc.assert(
    fc.asyncProperty(successOf(spec, operation, schema), async (body) => {
      const { value, error } = await exchange(service, operation, call, answered(status, {}, body));
      if (error !== undefined) throw error;
      expect(valueDifferences(service, operation, body, value).map(describeDifference)).toEqual([]);
    }),
    runs,
  );
}

function sampleCall({ spec }: Service, operation: Operation): ClientCall {
  const [request] = fc.sample(requestOf(spec, operation), { numRuns: 1, seed: 1 });
  return callFor(spec, operation, request ?? {}) as ClientCall;
}

const answering = operations.flatMap(([name, service, operation]) =>
  [...operation.responses].flatMap(([status, located]) =>
    status < 300 && located !== undefined
      ? [[`${name} ${status}`, service, operation, status, located.schema] as const]
      : [],
  ),
);

describe("what a caller passes is what is on the wire", () => {
  for (const [name, service, operation] of operations) {
    test(name, () => passes(service, operation));
  }
});

describe("what the service answers is what a caller gets", () => {
  for (const [name, service, operation, status, schema] of answering) {
    test(name, () => arrives(service, operation, status, schema));
  }
});

describe("a client that is wrong now and then is found out", () => {
  const wrongOnTheWay: readonly (readonly [string, string, Tampering])[] = [
    ["leaves a slash in an id as it is", "retrieve-case", withUrl((url) => url.replace("%2F", "/"))],
    ["leaves a plus in a filter as it is", "list-all-cases", withUrl((url) => url.replace("%2B", "+"))],
    ["loses what is empty in a query", "list-all-share-tokens", withUrl((url) => url.replace(/=(?=&|$)/, "=x"))],
    ["takes null for absent", "update-a-case", withBody((text) => text.replace(/"case-queue-id":null,?/, ""))],
    ["loses a field called __proto__", "create-a-case", withBody((text) => text.replaceAll("__proto__", "proto"))],
    ["swaps operators", "search-cases", withBody((text) => text.replaceAll('"gte"', '"gt"'))],
  ];
  test.each(wrongOnTheWay)("one that %s (%s)", async (_, name, tampering) => {
    const [, service, operation] = operationCalled(name);
    await expect(passes(tampered(service, tampering), operation, searching)).rejects.toThrow();
  });

  const wrongOnTheWayBack: readonly (readonly [string, string, Tampering])[] = [
    ["takes null for absent", "update-a-case 200", withText((text) => text.replace('"resolution":null,', ""))],
    ["loses empty lists", "retrieve-case 200", withText((text) => text.replace('"tags":[],', ""))],
    ["loses what nothing leads to", "list-all-user-audit-logs 200", withText(without("included"))],
    ["loses a page token", "listTransactions 200", withText(without("nextPageToken"))],
    ["misreads a cursor", "search-cases 200", withText((text) => text.replace(/(after%5D=[^"]*)%2B/, "$1+"))],
    ["loses an attribute called __proto__", "retrieve-a-connect-connection 200", withText(proto)],
  ];
  test.each(wrongOnTheWayBack)("one that %s (%s)", async (_, name, tampering) => {
    const found = answering.find(([each]) => each === name);
    if (found === undefined) throw new Error(`No operation answers ${name}.`);
    const [, service, operation, status, schema] = found;
    await expect(arrives(tampered(service, tampering), operation, status, schema, searching)).rejects.toThrow();
  });
});

describe("text that no URL can carry is refused before anything is sent", () => {
  const half = fc.tuple(fc.string({ maxLength: 3 }), fc.constantFrom("\ud800", "\udfff"), fc.string({ maxLength: 3 }));
  const halved = half.map((parts) => parts.join("")).filter((value) => /[\ud800-\udfff]/u.test(value));
  const dots = fc.constantFrom(".", "..", "%2e", "%2E", "%2e%2e", ".%2e", "%2E.");

  async function expectRefusal(service: Service, operation: Operation, call: ClientCall): Promise<void> {
    const { requests, error } = await exchange(service, operation, call, nothing);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(requests).toEqual([]);
  }

  test.each(withIds)(
    "an id that is empty, a dot segment or half a surrogate pair: %s",
    async (_, service, operation) => {
      const [sample] = fc.sample(requestOf(service.spec, operation), { numRuns: 1, seed: 1 });
      const call = callFor(service.spec, operation, sample ?? {}) as ClientCall;
      await fc.assert(
        fc.asyncProperty(fc.oneof(halved, dots, fc.constant("")), (bad) =>
          expectRefusal(service, operation, { ...call, ids: call.ids.map(() => bad) }),
        ),
        { numRuns: 20 },
      );
    },
  );

  test.each(withFilter)("a filter value that is half a surrogate pair: %s", async (_, service, operation) => {
    await fc.assert(
      fc.asyncProperty(halved, (bad) =>
        expectRefusal(service, operation, { ids: [], input: { filter: { status: bad } }, options: {} }),
      ),
      { numRuns: 20 },
    );
  });
});

describe("null and absent", () => {
  const bodies = [
    ["update-a-case", { caseQueueId: null }, { data: { attributes: { "case-queue-id": null } } }],
    [
      "update-a-case",
      { caseQueueId: undefined, slaExpiresInSeconds: null },
      { meta: { "sla-expires-in-seconds": null } },
    ],
    ["updateShare", { expirationDateUtc: null }, { expirationDateUtc: null }],
    ["updateShare", { expirationDateUtc: undefined }, {}],
    ["updateShare", {}, {}],
  ] as const;

  test.each(bodies)("%s with %j", async (name, input, body) => {
    const [, service, operation] = operationCalled(name);
    const { requests } = await exchange(service, operation, { ids: ["1"], input, options: {} }, nothing);
    expect(requests[0]?.body).toEqual(body);
  });

  test.each(withFilter)("%s leaves out a filter that is undefined or null", async (_, service, operation) => {
    const filter = { status: undefined, referenceId: null };
    const { requests } = await exchange(service, operation, { ids: [], input: { filter }, options: {} }, nothing);
    expect(pairsOf(requests[0]?.path ?? "")).toEqual([]);
  });
});

describe("names that every object has", () => {
  test("reach the wire as fields of a case, and come back", async () => {
    const [, service, operation] = operationCalled("update-a-case");
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 4 }), id, async (names, caseId) => {
        const fields = Object.fromEntries(names.map((name) => [name, name]));
        const call = { ids: [caseId], input: { fields }, options: {} };
        const body = { data: { type: "case", id: "case_1", attributes: { fields } } };
        const outcome = await exchange(service, operation, call, answered(200, {}, body));
        expect(outcome.requests[0]?.body).toEqual({ data: { attributes: { fields } } });
        expect(Object.entries((outcome.value as { fields: object }).fields)).toEqual(Object.entries(fields));
      }),
      { numRuns },
    );
  });
});

function operationCalled(name: string): readonly [string, Service, Operation] {
  const found = operations.find(([id]) => id === name);
  if (found === undefined) throw new Error(`There is no operation ${name}.`);
  return found;
}

function without(member: string): (text: string) => string {
  return (text) => text.replace(`"${member}":`, '"other":');
}

function proto(text: string): string {
  return text.replaceAll("__proto__", "proto");
}
