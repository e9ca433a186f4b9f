// The checks themselves: each is seen to fail once, on a client, a body or a spec that is wrong in one place.

import { resolve } from "node:path";
import { expect, test } from "vitest";
import { brokenBodies } from "./broken.js";
import { callFor } from "./client-call.js";
import { createComparer } from "./compare.js";
import { compareWebhook } from "./compare-webhook.js";
import { coverageOf, describeCoverage } from "./coverage.js";
import { type Fixture, loadFixtures } from "./fixture.js";
import { replaced } from "./json.js";
import { ownFixtures } from "./paths.js";
import { maskedText } from "./sensitive.js";
import { readServices, type Service } from "./services.js";
import { type Node, specOf, type Webhook } from "./spec.js";
import { type Tampering, tampered, withBody, withText, withUrl } from "./tampered.js";

const services = await readServices();
const [persona, enablenow] = services as readonly [Service, Service];
const fixtures = loadFixtures(resolve(ownFixtures));

function fixture(name: string): Fixture {
  const found = fixtures.find(({ file }) => file.endsWith(`/${name}.json`));
  if (found === undefined) throw new Error(`There is no fixture ${name}.`);
  return found;
}

/** The checks that find something, and where. */
async function found(all: readonly Service[], subject: Fixture): Promise<readonly string[]> {
  const { differences } = await createComparer(all, fixtures).compare(subject);
  return [...new Set(differences.map(({ check, at }) => `${check} ${at}`))];
}

const faultyClients: readonly (readonly [string, string, Tampering, string | RegExp])[] = [
  ["loses an attribute", "retrieve-a-share-token.camel", without("redeemMode"), /^value .*\/redeemMode$/],
  [
    "takes null for absent",
    "retrieve-case.nulls",
    withText((text) => text.replace('"resolution":null,', "")),
    /^value .*\/resolution$/,
  ],
  [
    "invents an attribute",
    "retrieve-case.full",
    withText((text) => text.replace('"attributes":{', '"attributes":{"invented":1,')),
    /^value .*\/invented$/,
  ],
  [
    "changes a value",
    "retrieve-case.full",
    withText((text) => text.replace('"name":"NFB', '"name":"nfb')),
    /^value .*\/name$/,
  ],
  [
    "re-cases a template's field",
    "retrieve-case.full",
    withText((text) => text.replaceAll('"risk_level":', '"riskLevel2":')),
    /^value .*\/fields\/risk_level/,
  ],
  [
    "does not re-case an attribute",
    "retrieve-case.full",
    withText((text) => text.replaceAll('"assigned-at":', '"assigned.at":')),
    /^value .*\/assignedAt$/,
  ],
  [
    "loses a relationship",
    "retrieve-case.full",
    withText((text) => text.replace('"inquiries":', '"enquiries":')),
    /^value .*\/inquiries\/0\/id$/,
  ],
  [
    "loses an included resource",
    "retrieve-case.include-nested",
    withText((text) => text.replace('"included":', '"lost":')),
    /^value .*\/inquiries\/0\/resource$/,
  ],
  [
    "loses the included resources of included ones",
    "retrieve-case.include-nested",
    withText((text) => text.replace('"account":{"data":{"type":"account"', '"account":{"data":{"type":"other"')),
    /^value .*\/account\/resource$/,
  ],
  ["reorders a list", "list-all-share-tokens.both-directions", withText(reversed), /^value value\/0$/],
  [
    "loses an item",
    "list-all-share-tokens.both-directions",
    withText((text) => JSON.stringify({ ...JSON.parse(text), data: [] })),
    /^value value/,
  ],
  [
    "reads another cursor",
    "list-all-cases.middle-page",
    withText((text) => text.replace("page%5Bafter%5D=", "page%5Bafter%5D=x")),
    "page page/nextCursor",
  ],
  [
    "misses the first page",
    "list-all-cases.middle-page",
    withText((text) => text.replace('"prev":"', '"previous":"')),
    "page page/hasPrevious",
  ],
  [
    "reads another page number",
    "listShares.page-2-of-3",
    withText((text) => text.replace('"page":2', '"page":1')),
    "page page/number",
  ],
  [
    "loses a share's reference",
    "getShare.every-kind",
    withText((text) => text.replace('"reference":', '"ref":')),
    "value value/reference",
  ],
  [
    "answers with a value where there is none",
    "deleteShare.empty-200",
    { answer: (reply) => ({ ...reply, status: 201, text: "{}" }) },
    /status/,
  ],
  [
    "loses the request id",
    "retrieve-case.full",
    { answer: ({ headers, ...reply }) => ({ ...reply, headers: dropped(headers, "request-id") }) },
    "withResponse() request id ",
  ],
  [
    "loses the rate limit",
    "retrieve-case.full",
    { answer: ({ headers, ...reply }) => ({ ...reply, headers: dropped(headers, "ratelimit-remaining") }) },
    "withResponse() rate limit /remaining",
  ],
  [
    "tells another status",
    "create-a-case.full",
    { answer: (reply) => ({ ...reply, status: 200 }) },
    "withResponse() status ",
  ],
  [
    "tells another status as a result",
    "create-a-case.full",
    { answer: (reply) => ({ ...reply, status: 200 }) },
    "asResult() /status",
  ],
  [
    "takes an error for a success",
    "create-a-case.422-field-type",
    { answer: (reply) => ({ ...reply, status: 201 }) },
    "error ",
  ],
  [
    "loses the details of an error",
    "create-a-case.422-field-type",
    withText((text) => text.replace('"details":', '"detais":')),
    /^error issues \/0\/detail$/,
  ],
  [
    "loses a member of an error body",
    "any.404-problem-json",
    withText((text) => text.replace('"traceId":', '"trace":')),
    /error body \/traceId$/,
  ],
  [
    "loses unknown members",
    "retrieve-case.full",
    withText((text) => text.replaceAll(/"unknown-member-\d+":\{[^{}]*\{\}\},?/g, "").replaceAll(",}", "}")),
    /^value with unknown members .*unknownMember/,
  ],
  [
    "loses unknown values",
    "retrieve-a-share-token.outbound-created",
    withText((text) => text.replaceAll("sharewright_unknown_value", "created")),
    /^value with unknown members .*\/status$/,
  ],
  [
    "makes a value of a body that is cut off",
    "retrieve-case.full",
    withText((text) => (isJson(text) ? text : '{"data":{"type":"case","id":"1"}}')),
    /^client on /,
  ],
  [
    "makes a value of a body without data",
    "getShare.every-kind",
    withText((text) => (text === "{}" ? '{"data":{}}' : text)),
    "client on {} ",
  ],
  [
    "sends another method",
    "retrieve-case.full",
    { request: (request) => new Request(request, { method: "POST" }) },
    "request method ",
  ],
  ["sends another id", "retrieve-case.full", withUrl((url) => url.replace("case_", "cse_")), /^request path /],
  ["splits an id", "retrieve-case.full", withUrl((url) => url.replace("case_", "case_/")), /^request path /],
  [
    "drops a filter",
    "list-all-cases.every-filter",
    withUrl((url) => url.replace(/&filter%5Breference-id%5D=[^&]*/, "")),
    /^request query /,
  ],
  [
    "does not encode a filter",
    "list-all-cases.every-filter",
    withUrl((url) => url.replace("%2Bb", "+b")),
    /^request query /,
  ],
  [
    "misspells a filter",
    "list-all-cases.every-filter",
    withUrl((url) => url.replace("case-template-id", "caseTemplateId")),
    /^request query /,
  ],
  [
    "drops a member of the body",
    "create-a-case.full",
    withBody((text) => text.replace(/"case-queue-id":"[^"]*",/, "")),
    "request body /data/attributes/case-queue-id",
  ],
  [
    "sends null for absent",
    "updateShare.date-absent",
    withBody(() => '{"expirationDateUtc":null}'),
    "request body /expirationDateUtc",
  ],
  ["sends nothing for null", "updateShare.date-null", withBody(() => "{}"), "request body /expirationDateUtc"],
  [
    "sends a body where none belongs",
    "redeem-share-token.clone-no-body",
    withBody(() => '{"data":{"attributes":{"destination-id":"x"}}}'),
    /^request body /,
  ],
  [
    "drops the idempotency key",
    "create-a-case.full",
    { request: (request) => new Request(request, { headers: dropped(request.headers, "idempotency-key") }) },
    "request header /Idempotency-Key",
  ],
  [
    "turns to another page",
    "list-all-cases.middle-page",
    withUrl((url) => url.replace(/page%5Bafter%5D=/, "page%5Bafter%5D=x")),
    /^next page query /,
  ],
  [
    "drops the query on the next page",
    "list-all-cases.middle-page",
    withUrl((url) => url.replace(/[?&]page%5Bsize%5D=\d+/, "")),
    /query /,
  ],
  [
    "turns to the page before by the wrong number",
    "listShares.page-2-of-3",
    withUrl((url) => url.replace("page=1", "page=0")),
    /^previous page query /,
  ],
];

test.each(faultyClients)("a client that %s is noticed (%s)", async (_, name, tampering, expected) => {
  const faulty = services.map((service) => tampered(service, tampering));
  const checks = await found(faulty, fixture(name));
  const matches = (check: string) => (typeof expected === "string" ? check.endsWith(expected) : expected.test(check));
  expect(checks.filter(matches), `found: ${checks.join(" | ")}`).not.toEqual([]);
});

test.each([...new Set(faultyClients.map(([, name]) => name))])(
  "the client as it is has none of these faults: %s",
  async (name) => {
    expect(await found(services, fixture(name))).toEqual([]);
  },
);

const faultyFixtures: readonly (readonly [string, string, readonly (string | number)[], unknown, RegExp])[] = [
  [
    "a member of a wrong type",
    "retrieve-case.full",
    ["body", "data", "attributes", "tags"],
    "none",
    /^schema \/data\/attributes\/tags$/,
  ],
  ["data of another kind", "retrieve-case.full", ["body", "data", "type"], "inquiry", /^schema \/data\/type$/],
  ["no data", "getShare.every-kind", ["body", "data"], undefined, /^schema $/],
  ["an error body of a wrong type", "any.404-with-details", ["body", "errors"], "many", /schema \/errors$/],
  ["a status that is not declared", "retrieve-case.full", ["status"], 206, /^status $/],
];

test.each(faultyFixtures)("a fixture with %s is noticed (%s)", async (_, name, path, value, expected) => {
  const good = fixture(name);
  const bad = { ...good, response: replaced(good.response, path, value) } as Fixture;
  expect(await found(services, bad)).toContainEqual(expect.stringMatching(expected));
});

test("a request that belongs to another operation is noticed", async () => {
  const good = fixture("retrieve-case.full");
  expect(await found(services, { ...good, request: { ...good.request, path: "/api/v1/inquiries/1" } })).toContain(
    "request path ",
  );
});

test("a request whose body does not fit the spec is noticed", async () => {
  const good = fixture("createShare.every-kind");
  const request = { ...good.request, body: replaced(good.request.body, ["consentIds"], ["no uuid"]) };
  expect(await found(services, { ...good, request })).toContain("request schema /consentIds/0");
});

test("a body is broken in every place that the spec describes, and the schema refuses each", () => {
  const { spec } = enablenow;
  const schema = spec.operations.get("getShare")?.responses.get(200)?.schema as Node;
  const faults = brokenBodies(spec, schema, fixture("getShare.every-kind").response?.body).map(({ fault }) => fault);
  const members = ["id", "clientId", "expirationDateUtc", "consentIds", "accountIds", "analysisIds"];
  expect(faults).toEqual(expect.arrayContaining(["/ has no data", ...members.map((name) => `/data has no ${name}`)]));
  expect(faults).toEqual(expect.arrayContaining(members.map((name) => expect.stringMatching(`^/data/${name} is `))));
  expect(faults).toContainEqual(expect.stringMatching("^/data/consentIds/0 is "));
  // What may be missing is not taken out.
  expect(faults).not.toContain("/data has no reference");
});

test("a schema that refuses nothing is noticed", () => {
  const webhook = persona.spec.webhooks.get("webhook-case-created") as Webhook;
  const body = fixture("webhook-case-created.delivery").request.body;
  const blind = compareWebhook(persona, { violations: () => [] }, webhook, body);
  expect(blind.map(({ check, got }) => `${check}: ${got}`)).toContain("schema on a broken body: / has no data");
});

test("a schema that takes no unknown members is noticed", async () => {
  const path = ["components", "schemas", "Connection", "additionalProperties"];
  const spec = specOf(replaced(persona.spec.document, path, false) as Node);
  expect(await found([{ ...persona, spec }], fixture("retrieve-a-connect-connection.pending"))).toEqual([
    "schema with unknown members /data",
  ]);
});

test("an event that loses a fact is noticed", () => {
  const webhook = persona.spec.webhooks.get("webhook-case-created") as Webhook;
  const body = fixture("webhook-case-created.delivery").request.body;
  const forgetful: Service = {
    ...persona,
    parseEvent: (given) => {
      const { createdAt: _createdAt, ...event } = persona.parseEvent(given) as { readonly createdAt: unknown };
      return event;
    },
  };
  const checks = compareWebhook(forgetful, { violations: () => [] }, webhook, body).map(
    ({ check, at }) => `${check} ${at}`,
  );
  expect(checks).toContainEqual(expect.stringMatching(/^event event evt_.*\/createdAt$/));
});

test.each<[string, string, string, boolean]>([
  ["masks what was sent", "Jane Doe of NL is unknown", "[redacted] of NL is unknown", true],
  ["masks short values too", "Jane Doe of Anna is unknown", "[redacted] of [redacted] is unknown", true],
  ["masks nothing", "Jane Doe is unknown", "Jane Doe is unknown", false],
  ["masks too much", "Jane Doe is unknown", "[redacted] [redacted]", false],
  ["says something else", "The name is unknown", "The [redacted] is unknown", false],
])("an error that %s is judged", (_, said, got, isRight) => {
  expect(maskedText(said, got, ["Jane Doe", "Anna"]) === got).toBe(isRight);
});

test("a declared status without a fixture is missing from the table, and so is a webhook without a delivery", async () => {
  const comparer = createComparer(services, fixtures);
  const { covered } = await comparer.compare(fixture("createShare.created"));
  const coverage = coverageOf([enablenow], covered);
  expect(coverage.missing).not.toContain("createShare 201 response");
  expect(coverage.missing).toEqual(
    expect.arrayContaining([
      "createShare 200 request",
      "createShare 429 response",
      "webhookDatabridgeShareUpdated delivery",
    ]),
  );
  expect(describeCoverage(coverage)).toContain("createShare 200 request");
});

test("a legacy body may not fit the spec, but a client that crashes on it is noticed", async () => {
  const legacy = { ...fixture("create-a-connect-connection.pending"), case: "legacy-guide" };
  const response = { body: { data: { type: "connect/connections", id: "1", attributes: { status: 7 } } } };
  expect(await found(services, { ...legacy, response })).toEqual([]);
  const crashing: Service = {
    ...persona,
    client: () => ({ connect: { connections: { create: () => Promise.reject(new TypeError("crash")) } } }),
  };
  expect(await found([crashing], { ...legacy, response })).toEqual(["legacy "]);
});

test("the call for a request has the caller's names, values and order", () => {
  const operation = persona.spec.operations.get("list-all-cases");
  const path =
    "/api/v1/cases?filter%5Bcase-template-id%5D=ctmpl_1&page%5Bsize%5D=5&fields%5Bconnect%2Fshare-token%5D=a%2Cb";
  expect(operation && callFor(persona.spec, operation, { method: "GET", path })).toEqual({
    ids: [],
    input: { filter: { caseTemplateId: "ctmpl_1" }, page: { size: 5 }, fields: { "connect/share-token": "a,b" } },
    options: {},
  });
});

function without(member: string): Tampering {
  return withText((text) => text.replace(new RegExp(`,"${member}":(null|"[^"]*")`), ""));
}

function reversed(text: string): string {
  const body = JSON.parse(text) as { data: unknown };
  return JSON.stringify({ ...body, data: Array.isArray(body.data) ? body.data.reverse() : body.data });
}

function dropped(headers: Headers, name: string): Headers {
  return new Headers([...headers].filter(([each]) => each !== name));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
