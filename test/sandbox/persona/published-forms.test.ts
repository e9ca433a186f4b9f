// The form of requests, answers and events as it is published: what is refused for want of a member or for one too many.

import { expect, expectTypeOf, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import type { AccountImporter } from "../../../generated/persona/index.js";
import { createSchemaCheck } from "../../../scripts/contract/spec/schema-check.js";
import { type Node, specOf } from "../../../scripts/contract/spec/spec.js";
import { open, openDesk } from "./desk.js";

const missing = (detail: string) => [{ title: "Bad Request", details: detail }];

test("a Case without attributes is refused by their name, and a status without `meta`", async () => {
  const { raw } = openDesk();
  const made = await raw("POST", "/cases", { data: {} });
  expect([made.status, made.body.errors]).toMatchObject([400, missing("data.attributes is missing")]);
  const set = await raw("POST", `/cases/${open}/set-status`, {});
  expect([set.status, set.body.errors]).toMatchObject([400, missing("meta is missing")]);
});

test("a webhook and an API key take the published settings alone", async () => {
  const { raw, source } = openDesk();
  const { id } = await source.webhooks.create({ name: "First", url: "https://bank.example", enabledEvents: ["*"] });
  const hook = { name: "All", url: "https://bank.example/hook", "enabled-events": ["*"] };
  const calls = [
    ["POST", "/webhooks", hook],
    ["PATCH", `/webhooks/${id}`, { name: "All" }],
    ["POST", "/api-keys", { name: "Reports" }],
  ] as const;
  for (const [method, path, attributes] of calls) {
    const send = async (given: object) => (await raw(method, path, { data: { attributes: given } })).status;
    expect([path, await send({ ...attributes, colour: "red" }), await send(attributes)]).toEqual([
      path,
      400,
      method === "PATCH" ? 200 : 201,
    ]);
  }
});

test("Lists are filtered by the two statuses that they have", async () => {
  const { raw } = openDesk();
  expect((await raw("GET", "/lists?filter[status]=archived")).status).toBe(200);
  expect((await raw("GET", "/lists?filter[status]=deleted")).status).toBe(400);
});

test("an import answers with an Importer of its own kind", async () => {
  const { source } = openDesk();
  const file = new File(["a\n1\n"], "rows.csv");
  const { lists, importers } = source;
  const of = async (list: Promise<{ readonly id: string }>) => ({ file, listId: (await list).id });
  const name = "Watched";
  const accounts = await importers.accounts.create({ file });
  expectTypeOf(accounts).toEqualTypeOf<AccountImporter>();
  expectTypeOf(accounts.type).toEqualTypeOf<"importer/account">();
  const made = [
    accounts,
    await importers.emailAddresses.create(await of(lists.emailAddresses.create({ name }))),
    await importers.geolocations.create(await of(lists.geolocations.create({ name }))),
    await importers.governmentIdNumbers.create(await of(lists.governmentIdNumbers.create({ name }))),
    await importers.ipAddresses.create(await of(lists.ipAddresses.create({ name }))),
    await importers.names.create(await of(lists.names.create({ name }))),
    await importers.phoneNumbers.create(await of(lists.phoneNumbers.create({ name }))),
  ];
  expect(made.map(({ type }) => type)).toEqual([
    "importer/account",
    "importer/list-item/email-address",
    "importer/list-item/geolocation",
    "importer/list-item/government-id-number",
    "importer/list-item/ip-address",
    "importer/list-item/name",
    "importer/list-item/phone-number",
  ]);
});

test("dates of birth in Reports are written in digits", () => {
  const { violations } = createSchemaCheck(specOf(document as Node));
  const faults = (kind: string, attributes: object) =>
    violations(`#/components/schemas/${kind}Report`, { type: type(kind), id: "rep_1", attributes }).map(({ at }) => at);
  const type = (kind: string) => `report/${kind.replace(/\B[A-Z]/g, "-$&").toLowerCase()}`;
  const born = (birthdate: unknown) => ({ birthdate });
  for (const kind of ["AdverseMedia", "Watchlist"]) {
    expect(faults(kind, born("12 March 1990"))).toEqual(["/attributes/birthdate"]);
    expect([faults(kind, born("1990-03-12")), faults(kind, born(null))]).toEqual([[], []]);
  }
  expect(faults("Screening", { query: born("1990-3-12") })).toContain("/attributes/query/birthdate");
  expect(faults("Screening", { query: born("1990-03-12") })).toEqual([]);
  const entity = (day: string, month: string, year: string) => ({ birthdates: [{ day, month, year }] });
  const match = (...parts: [string, string, string]) => ({ result: [{ entities: [entity(...parts)] }] });
  expect(faults("CryptoAddressWatchlist", match("7", "March", "90"))).toEqual([
    expect.stringContaining("/day"),
    expect.stringContaining("/year"),
    expect.stringContaining("/month"),
  ]);
  expect(faults("CryptoAddressWatchlist", match("07", "03", "1990"))).toEqual([]);
});

test("relations and tags have a context of their own; 119 of the published events have none", () => {
  const { webhooks, components } = document as Published;
  const contexts = Object.entries(webhooks).map(([name, { post }]) => {
    const { $ref } = post.requestBody.content["application/json"].schema.properties.data;
    const event = components.schemas[$ref.replace("#/components/schemas/", "")];
    const context = event?.properties.attributes.properties.context?.$ref.replace("#/components/schemas/", "");
    return [name, context] as const;
  });
  const own = contexts.filter(([, context]) => context !== undefined && context !== "EventContext");
  expect(Object.fromEntries(own)).toEqual({
    "account.added-relation": "RelationEventContext",
    "account.removed-relation": "RelationEventContext",
    "transaction.added-relation": "RelationEventContext",
    "transaction.removed-relation": "RelationEventContext",
    "account.updated-tags": "TagsEventContext",
    "case.updated-tags": "TagsEventContext",
    "inquiry.updated-tags": "TagsEventContext",
    "verification.updated-tags": "TagsEventContext",
  });
  expect(contexts.filter(([, context]) => context === undefined)).toHaveLength(119);
});

test("a delivery need not be signed", () => {
  const { parameters } = (document as Published).components;
  expect(Object.values(parameters).filter(({ name }) => name === "Persona-Signature")).toEqual([
    { name: "Persona-Signature", in: "header", schema: { type: "string" } },
  ]);
});

interface Published {
  readonly webhooks: Record<string, { readonly post: Delivery }>;
  readonly components: {
    readonly schemas: Record<string, Event>;
    readonly parameters: Record<string, { readonly name: string }>;
  };
}

interface Delivery {
  readonly requestBody: {
    readonly content: { readonly "application/json": { readonly schema: { properties: { data: Reference } } } };
  };
}

interface Event {
  readonly properties: { readonly attributes: { readonly properties: Record<string, Reference | undefined> } };
}

interface Reference {
  readonly $ref: string;
}
