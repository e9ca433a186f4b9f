import { describe, expect, test } from "vitest";
import type { InferredPager, Pager } from "../../../scripts/model/types/pager.js";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { answer, build, type Json, json, spec } from "./spec.js";

const list = {
  type: "array",
  items: { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } },
};
const integer = { type: "integer" };
const string = { type: "string" };
const boolean = { type: "boolean" };
const object = (properties: Json) => ({ type: "object", properties });
const query = (name: string, schema: Json = string, more: Json = {}) => ({ in: "query", name, schema, ...more });

/** The pager of an operation that takes these parameters and gives this answer. */
function pagerFor(parameters: readonly Json[], schema: Json, more: Json = {}, root: Json = {}): Pager | undefined {
  const { method = "get", headers, ...operation } = more as { method?: string; headers?: Json };
  const response = { ...answer(schema), ...(headers && { headers }) };
  const paths = {
    "/things": { [method]: { operationId: "listThings", parameters, responses: { "200": response }, ...operation } },
  };
  return operationsOf(build(spec({ ...root, paths })).root)[0]?.pager;
}

type Row = readonly [
  name: string,
  parameters: readonly Json[],
  answer: Json,
  wanted: Partial<InferredPager> | undefined,
];

const limit = query("limit", { type: "integer", maximum: 100 });
const sized = { size: ["limit"], maximum: 100 };

describe("what parameters and answer agree on", () => {
  const rows: readonly Row[] = [
    [
      "a cursor and next_cursor",
      [query("cursor"), limit],
      object({ items: list, next_cursor: string }),
      { kind: "token", items: ["items"], after: ["cursor"], next: ["next_cursor"], inBody: false },
    ],
    [
      "a cursor that may be null, in its own object",
      [query("cursor")],
      object({ results: list, pagination: object({ next: { anyOf: [string, { type: "null" }] }, has_more: boolean }) }),
      { kind: "token", items: ["results"], next: ["pagination", "next"], more: ["pagination", "has_more"] },
    ],
    [
      "Google's page tokens",
      [query("pageToken"), query("pageSize", integer)],
      object({ files: list, nextPageToken: string }),
      { kind: "token", items: ["files"], after: ["pageToken"], next: ["nextPageToken"] },
    ],
    [
      "AWS's NextToken",
      [query("NextToken")],
      object({ Things: list, NextToken: { type: "string", description: "Where the next results begin." } }),
      { kind: "token", items: ["Things"], after: ["nextToken"], next: ["NextToken"] },
    ],
    [
      "HubSpot's paging.next.after",
      [query("after"), limit],
      object({ results: list, paging: object({ next: object({ after: string, link: string }) }) }),
      { kind: "token", after: ["after"], next: ["paging", "next", "after"] },
    ],
    [
      "Facebook's paging.cursors.after",
      [query("after"), query("before")],
      object({ data: list, paging: object({ cursors: object({ after: string, before: string }) }) }),
      {
        kind: "token",
        after: ["after"],
        before: ["before"],
        next: ["paging", "cursors", "after"],
        previous: ["paging", "cursors", "before"],
      },
    ],
    [
      "page[after] and meta.next",
      [query("page[after]"), query("page[size]", integer)],
      object({ data: list, meta: object({ next: string }) }),
      { kind: "token", after: ["pageAfter"], next: ["meta", "next"] },
    ],
    [
      "last_id where there is more",
      [query("after_id"), query("before_id")],
      object({ data: list, has_more: boolean, last_id: string, first_id: string }),
      { kind: "token", after: ["afterId"], next: ["last_id"], previous: ["first_id"], more: ["has_more"] },
    ],
    [
      "Stripe's starting_after",
      [query("starting_after"), query("ending_before"), limit],
      object({ object: string, data: list, has_more: boolean, url: string }),
      {
        kind: "item",
        items: ["data"],
        after: ["startingAfter"],
        before: ["endingBefore"],
        more: ["has_more"],
        id: ["id"],
      },
    ],
    [
      "offset, limit and a total",
      [query("offset", integer), limit],
      object({ records: list, total: integer }),
      { kind: "offset", items: ["records"], parameter: ["offset"], first: 0, ...sized, total: ["total"] },
    ],
    [
      "OData's links",
      [query("$top", integer), query("$skip", integer)],
      object({ value: list, "@odata.nextLink": string }),
      { kind: "bodyLink", items: ["value"], next: ["@odata.nextLink"] },
    ],
    [
      "Django's links",
      [query("page", integer)],
      object({
        count: integer,
        next: { type: "string", format: "uri" },
        previous: { type: "string", format: "uri" },
        results: list,
      }),
      { kind: "bodyLink", next: ["next"], previous: ["previous"] },
    ],
    [
      "a page number and the number of pages",
      [query("page", { type: "integer", default: 0 }), query("size", integer)],
      object({ content: list, totalPages: integer, totalElements: integer, last: boolean }),
      {
        kind: "counted",
        parameter: ["page"],
        first: 0,
        pages: ["totalPages"],
        total: ["totalElements"],
        last: ["last"],
      },
    ],
    [
      "items inside data",
      [query("page", integer), query("per_page", integer)],
      object({ data: object({ items: list, total: integer }) }),
      { kind: "counted", items: ["data", "items"], total: ["data", "total"], first: 1 },
    ],
    [
      "page and per_page of a bare array, whose header may link",
      [query("page", integer), query("per_page", integer)],
      list,
      { kind: "link", items: [], otherwise: expect.objectContaining({ kind: "counted", parameter: ["page"] }) },
    ],
  ];
  test.each(rows)("%s", (_, parameters, schema, wanted) => {
    expect(pagerFor(parameters, schema)).toMatchObject(wanted ?? {});
  });

  test("a Link header that the answer declares", () => {
    const headers = { Link: { schema: string } };
    expect(pagerFor([query("since", integer), query("per_page", integer)], list, { headers })).toEqual({
      kind: "link",
      items: [],
      more: undefined,
      last: undefined,
      otherwise: undefined,
    });
  });

  test("a cursor in the body of a search", () => {
    const requestBody = json(object({ filter: string, start_cursor: string }));
    const schema = object({ results: list, next_cursor: string, has_more: boolean });
    expect(pagerFor([], schema, { method: "post", requestBody })).toMatchObject({
      kind: "token",
      after: ["start_cursor"],
      next: ["next_cursor"],
      inBody: true,
    });
  });
});

describe("what does not page", () => {
  test.each<readonly [string, readonly Json[], Json]>([
    ["an array without a parameter", [], list],
    ["a cursor without a next one", [query("cursor")], object({ items: list })],
    ["a next cursor without a parameter for it", [query("q")], object({ items: list, next_cursor: string })],
    [
      "two arrays, neither of them named for it",
      [query("page", integer), limit],
      object({ commits: list, files: list }),
    ],
    ["a page of a book", [query("page", integer)], list],
    [
      "a moment to look behind",
      [query("after", { type: "string", format: "date-time" })],
      object({ items: list, next: string }),
    ],
    ["a resource with a list in it", [query("page", integer), limit], object({ sha: string, files: list })],
    ["startIndex that may begin at nothing or at one", [query("startIndex", integer), limit], object({ items: list })],
    ["the cursor that was sent, said again", [query("cursor")], object({ items: list, cursor: string })],
  ])("%s", (_, parameters, schema) => {
    expect(pagerFor(parameters, schema)).toBeUndefined();
  });

  test("an operation of a document that declares how its lists page", () => {
    const root = { "x-pagination": { style: "cursor", after: "from", items: "/items", next: "/next" } };
    const parameters = [query("cursor")];
    const schema = object({ items: list, next_cursor: string });
    expect(pagerFor(parameters, schema, {}, root)).toBeUndefined();
    expect(pagerFor(parameters, schema, { "x-pagination": false })).toBeUndefined();
  });

  test("a request that changes something, though it takes numbers", () => {
    const requestBody = json(object({ offset: integer, limit: integer }));
    expect(pagerFor([], list, { method: "post", requestBody })).toBeUndefined();
  });
});
