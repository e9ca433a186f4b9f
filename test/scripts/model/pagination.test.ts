import { describe, expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { pagerOf } from "../../../scripts/model/pagination/pager.js";
import { parametersOf } from "../../../scripts/model/request/parameters.js";
import { type Json, spec, typesIn } from "./spec.js";

const page = {
  in: "query",
  name: "page",
  style: "deepObject",
  schema: { properties: { after: {}, before: {}, "page-size": {} } },
};
const number = { in: "query", name: "page-number", schema: { type: "integer" } };
const links = { properties: { next: {}, prev: {} } };
const counts = { properties: { "page-number": {}, "total-pages": {}, total: {}, size: {} } };
const body = { properties: { data: { type: "array", items: {} }, links, counts } };

const cursor = { style: "cursor", after: "page[after]", items: "/data", next: "/links/next" };
const numbered = {
  style: "page",
  page: "page-number",
  items: "/data",
  current: "/counts/page-number",
  pages: "/counts/total-pages",
};

function pagerIn({
  root,
  own,
  parameters = [page, number],
  answer = body,
}: {
  root?: unknown;
  own?: unknown;
  parameters?: readonly Json[];
  answer?: Json | null;
}) {
  const document = new SpecDocument(spec(root === undefined ? {} : { "x-pagination": root }));
  const operation = { operationId: "listToys", parameters, ...(own !== undefined && { "x-pagination": own }) };
  return pagerOf({
    document,
    operation,
    httpMethod: "get",
    headers: new Map(),
    parameters: parametersOf(document, {}, operation),
    body: (answer ?? undefined) as never,
    types: typesIn(document.root, { camel: true }),
    pointer: "#/paths/~1toys/get",
  });
}

test("an operation without a word about it does not page", () => {
  expect(pagerIn({})).toEqual({ pager: undefined, problems: [] });
});

test("cursors: the query's paths and the body's, as callers and decoded bodies have them", () => {
  expect(pagerIn({ own: { ...cursor, before: "page[before]", previous: "/links/prev" } })).toEqual({
    pager: {
      kind: "cursor",
      after: ["page", "after"],
      before: ["page", "before"],
      items: ["data"],
      next: ["links", "next"],
      previous: ["links", "prev"],
    },
    problems: [],
  });
  expect(pagerIn({ own: cursor }).pager).toMatchObject({ before: undefined, previous: undefined });
});

test("page numbers: the same, with the counts", () => {
  expect(pagerIn({ own: { ...numbered, total: "/counts/total", perPage: "/counts/size" } }).pager).toEqual({
    kind: "number",
    parameter: ["pageNumber"],
    items: ["data"],
    current: ["counts", "pageNumber"],
    pages: ["counts", "totalPages"],
    total: ["counts", "total"],
    size: ["counts", "size"],
  });
  expect(pagerIn({ own: numbered }).pager).toMatchObject({ total: undefined, size: undefined });
});

describe("the document's rule", () => {
  test("holds for an operation that it fits", () => {
    expect(pagerIn({ root: cursor }).pager?.kind).toBe("cursor");
  });

  test.each([
    ["has no such parameter", { parameters: [] }],
    ["has a parameter of that name elsewhere", { parameters: [{ ...page, in: "header" }] }],
    ["has a parameter without that member", { parameters: [{ ...page, schema: {} }] }],
    ["answers with nothing", { answer: null }],
    ["answers with no list", { answer: { properties: { data: {}, links } } }],
    ["answers without the next page", { answer: { properties: { data: body.properties.data } } }],
  ])("is not for an operation that %s", (_title, given) => {
    expect(pagerIn({ root: cursor, ...given })).toEqual({ pager: undefined, problems: [] });
  });

  test("gives way to the operation's own, and to its false", () => {
    expect(pagerIn({ root: cursor, own: numbered }).pager?.kind).toBe("number");
    expect(pagerIn({ root: cursor, own: false })).toEqual({ pager: undefined, problems: [] });
  });
});

test("an operation's own rule that does not fit is a problem for each thing that is missing", () => {
  const own = { ...cursor, after: "page[later]", before: "size", items: "/links", next: "/meta/next" };
  const { pager, problems } = pagerIn({ own });
  expect(pager).toBeUndefined();
  expect(problems.map(({ message }) => message)).toEqual([
    "x-pagination does not match the operation: there is no query parameter `page[later]`.",
    "x-pagination does not match the operation: there is no query parameter `size`.",
    "x-pagination does not match the operation: `/links` is not an array.",
    "x-pagination does not match the operation: the answer has nothing at `/meta/next`.",
  ]);
  expect(problems[0]).toMatchObject({
    code: "pager-mismatch",
    severity: "error",
    remedy:
      "Correct x-pagination, or the parameter or schema it names; `x-pagination: false` says that it does not page.",
    pointer: "#/paths/~1toys/get/x-pagination",
    operationId: "listToys",
  });
});
