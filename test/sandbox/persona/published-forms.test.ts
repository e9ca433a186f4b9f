// The form of requests, answers and events as it is published.

import { expect, expectTypeOf, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import type { AccountImporter } from "../../../generated/persona/index.js";
import { openDesk } from "./desk.js";

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
