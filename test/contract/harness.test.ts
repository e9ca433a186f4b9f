// The checks themselves: each is seen to fail once, on a client, a body or a spec that is wrong in one place.

import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { callFor } from "../../scripts/contract/client-call.js";
import { brokenBodies } from "../../scripts/contract/compare/broken.js";
import { createComparer } from "../../scripts/contract/compare/compare.js";
import { compareWebhook } from "../../scripts/contract/compare/compare-webhook.js";
import { maskedText } from "../../scripts/contract/compare/sensitive.js";
import { coverageOf, describeCoverage } from "../../scripts/contract/coverage.js";
import { methodOf } from "../../scripts/contract/exchange.js";
import { type Fixture, loadFixtures } from "../../scripts/contract/fixture.js";
import type { Service } from "../../scripts/contract/service.js";
import { replaced } from "../../scripts/contract/spec/json.js";
import { createSchemaCheck } from "../../scripts/contract/spec/schema-check.js";
import { type Node, specOf, type Webhook } from "../../scripts/contract/spec/spec.js";
import { faultyClients } from "./faulty-clients.js";
import { ownFixtures } from "./paths.js";
import { readServices } from "./services.js";
import { tampered } from "./tampered.js";

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

test("a call that goes by two paths is compared with the one that the fixture shows", async () => {
  const named = fixture("createCategorizationJobV2.consent");
  const at = (path: string) => found(services, { ...named, request: { ...named.request, path } });
  expect(await at("/v2/categorization-jobs")).toEqual([]);
  expect(await at("/v3/categorization-jobs")).toContain("request path ");
});

test("where a vendor's event shows the kind of a value in its place, no type is expected of it", async () => {
  const delivery = fixture("webhookTransactionsFetched.delivery");
  const counted = (count: string) => replaced(delivery.request.body, ["data", "addedTransactionsCount"], count);
  const check = (count: string) =>
    found(services, { ...delivery, request: { ...delivery.request, body: counted(count) } });
  expect(await check("<number_of_transactions>")).toEqual([]);
  expect(await check("37")).toContain("schema /data/addedTransactionsCount");
});

test("an event that does not give its name is skipped", async () => {
  const delivery = fixture("webhookTransactionsFetched.delivery");
  const unnamed = { ...delivery, request: { body: replaced(delivery.request.body, ["event"], undefined) } };
  const { outcome, notes } = await createComparer(services, fixtures).compare(unnamed);
  expect({ outcome, notes }).toEqual({ outcome: "skipped", notes: ["does not name its event"] });
});

test("a path without the server's part is that of the same call", async () => {
  const shown = fixture("retrieve-case.full");
  const at = (path: string) => found(services, { ...shown, request: { ...shown.request, path } });
  const { path = "" } = shown.request;
  expect(path).toMatch(/^\/api\/v1\/cases\//);
  expect(await at(path.replace("/api/v1", ""))).toEqual([]);
  expect(await at(path.replace("/api/v1", "/api/v2"))).toContain("request path ");
});

test("an included resource of a kind that no spec knows is read like the others", async () => {
  const shown = fixture("retrieve-case.include-everything");
  const body = JSON.parse(
    JSON.stringify(shown.response?.body).replaceAll('"report/watchlist"', '"report/brand-new-kind"'),
  );
  expect(body).not.toEqual(shown.response?.body);
  const checks = await found(services, { ...shown, response: { ...shown.response, body } });
  expect(checks.filter((check) => check.startsWith("schema /included/"))).not.toEqual([]);
  expect(checks.filter((check) => !check.startsWith("schema"))).toEqual([]);
});

test("a format of the vendor's own asks for no more than its type, and nobody is warned of it", () => {
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const spec = specOf({ days: { type: "integer", format: "integer" }, paths: {} });
  const { violations } = createSchemaCheck(spec);
  expect([violations("#/days", 7), violations("#/days", "7")]).toMatchObject([[], [{ keyword: "type" }]]);
  expect(warned.mock.calls).toEqual([]);
  warned.mockRestore();
});

test("an operation that the spec does not name says which extensions it lacks", () => {
  const unnamed = { ...[...enablenow.spec.operations.values()][0], id: "revokeShare", resource: [""], name: "" };
  expect(() => methodOf({}, unnamed as Parameters<typeof methodOf>[1])).toThrow(
    "revokeShare has no `x-resource` and `x-method`: give it both in the spec, so that its method is known.",
  );
});
