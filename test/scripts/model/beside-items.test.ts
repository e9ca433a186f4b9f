// Members of a list's answer beside its items.

import { expect, test } from "vitest";
import { buildService } from "../../../scripts/model/build.js";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { named, number, object, string } from "./nodes.js";
import { answer, type Json, spec } from "./spec.js";

const text = { type: "string" };
const integer = { type: "integer" };
const toys = { type: "array", items: { type: "object", properties: { name: text } } };
const page = [
  { in: "query", name: "page", schema: integer },
  { in: "query", name: "per_page", schema: integer },
];
const cursor = [{ in: "query", name: "cursor", schema: text }];

function listed(
  parameters: readonly Json[],
  properties: Json,
  required: readonly string[] = [],
  root: Json = {},
  more: Json = {},
) {
  const responses = { "200": answer({ type: "object", required, properties, ...more }) };
  const paths = { "/toys": { get: { operationId: "listToys", parameters, responses } } };
  const { service, problems } = buildService({ name: "toys", document: spec({ ...root, paths }) });
  const [operation] = service === undefined ? [] : operationsOf(service.root);
  const type = service?.declarations.find(({ name }) => name === "ListToysPage")?.type;
  return { pager: operation?.pager?.kind, beside: operation?.beside, type, codes: problems.map(({ code }) => code) };
}

const facets = { type: "object", additionalProperties: integer };

test("stays on the page, typed, as it is required", () => {
  const found = listed(page, { items: toys, total: integer, page: integer, facets, did_you_mean: text }, [
    "items",
    "facets",
  ]);
  expect(found).toEqual({
    pager: "counted",
    beside: { type: named("ListToysPage"), paths: [["facets"], ["did_you_mean"]] },
    type: object({ facets: object({}, number), "did_you_mean?": string }),
    codes: [],
  });
});

test.each([
  [
    "links and tokens",
    cursor,
    {
      items: toys,
      next_cursor: text,
      has_more: { type: "boolean" },
      links: { type: "object", properties: { self: text } },
    },
  ],
  ["the page's own number and totals", page, { items: toys, total: integer, pages: integer, page: integer }],
])("does not hold %s", (_, parameters, properties) => {
  expect(listed(parameters, properties).beside).toBeUndefined();
});

test("holds a total that the page does not tell otherwise", () => {
  expect(listed(cursor, { items: toys, next_cursor: text, total: integer }).type).toEqual(object({ "total?": number }));
});

test("holds an object with more than what asks for pages as a whole, and what stands around the items in its place", () => {
  const meta = { type: "object", properties: { next_cursor: text, took: integer } };
  expect(listed(cursor, { items: toys, meta }).type).toEqual(
    object({ "meta?": object({ "next_cursor?": string, "took?": number }) }),
  );
  const result = { type: "object", properties: { rows: toys, sum: integer } };
  expect(listed(cursor, { result, next_cursor: text }).beside?.paths).toEqual([["result", "sum"]]);
});

test("holds the meta of a JSON:API list and what no item leads to, and not its links", () => {
  const resource = {
    type: "object",
    properties: { type: text, id: text, attributes: { type: "object", properties: { name: text } } },
  };
  const properties = {
    data: { type: "array", items: resource },
    included: { type: "array", items: resource },
    links: { type: "object", properties: { next: text } },
    meta: { type: "object", required: ["sum"], properties: { sum: integer } },
  };
  const found = listed([], properties, [], { "x-envelope": "jsonapi" });
  expect([found.pager, found.type, found.codes]).toEqual([
    "bodyLink",
    {
      ...object({ "meta?": object({ sum: number }) }),
      members: [
        expect.objectContaining({ name: "meta" }),
        expect.objectContaining({ name: "included", optional: true, type: expect.objectContaining({ kind: "array" }) }),
      ],
    },
    [],
  ]);
});

test("is told where a page has a member of that name", () => {
  const found = listed(page, { items: toys, total: integer, hasPrevious: integer });
  expect([found.beside, found.codes]).toEqual([undefined, ["page-member"]]);
});

test.each([
  ["of a type", integer, ["page-rest"]],
  ["of none, which many schemas say without meaning any", {}, []],
])("members without a name, %s, are told where they are left out", (_, additionalProperties, codes) => {
  expect(listed(page, { items: toys, total: integer }, [], {}, { additionalProperties })).toMatchObject({ codes });
});

test("a number that has to be given, of something with parts, turns no pages", () => {
  const whole = { page: integer, paragraphs: { type: "array", items: text }, total: integer };
  const number = [{ in: "query", name: "page", required: true, schema: integer }];
  expect(listed(number, whole).pager).toBeUndefined();
  expect(listed(number, { ...whole, total_pages: integer }).pager).toBe("counted");
});
