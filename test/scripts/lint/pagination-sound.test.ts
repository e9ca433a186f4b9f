import { describe, expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "pagination-sound";

const byPage = "{ style: page, page: page, size: pageSize, items: /data, current: /paging/page, pages: /paging/pages }";

/** A list of things, page by page, with the parameters and body that `byPage` asks for. */
const things = (root: string, operation: string) => `
${root}
paths:
  /things:
    parameters: [{ name: page, in: query, schema: { type: integer } }]
    get:
      operationId: listThings
${operation}
      parameters: [{ $ref: "#/components/parameters/Size" }]
      responses:
        "200": { description: Things., content: { application/json: { schema: { $ref: "#/components/schemas/Things" } } } }
components:
  parameters:
    Size: { name: pageSize, in: query, schema: { type: integer } }
  schemas:
    Things:
      allOf: [{ properties: { data: { type: array } } }, { properties: { paging: { $ref: "#/components/schemas/Paging" } } }]
    Paging:
      properties: { page: { type: integer }, pages: { type: integer }, next: { type: [string, "null"] } }
`;

const onOperation = (value: string) => messages(rule, things("", `      x-pagination: ${value}`));
const onRoot = (value: string, operation = "") => messages(rule, things(`x-pagination: ${value}`, operation));

describe("on an operation", () => {
  test("parameters of the path and pointers through $ref and allOf are found", async () => {
    expect(await onOperation(byPage)).toEqual([]);
  });

  test("a parameter that does not exist is refused", async () => {
    expect(await onOperation(byPage.replace("pageSize", "size"))).toEqual([
      "There is no query parameter `size` for `size`.",
    ]);
  });

  test("a pointer that leads nowhere is refused", async () => {
    expect(await onOperation(byPage.replace("/paging/pages", "/paging/totalPages"))).toEqual([
      "`pages` points at `/paging/totalPages`, which the schema of the success response does not declare.",
    ]);
  });

  test("a pointer to something of another kind is refused", async () => {
    expect(await onOperation(byPage.replace("/data", "/paging/next"))).toEqual([
      "`items` points at `/paging/next`, which is string or null and should be an array.",
    ]);
    expect(await onOperation(byPage.replace("current: /paging/page", "current: /data"))).toEqual([
      "`current` points at `/data`, which is array and should be an integer.",
    ]);
    expect(await onOperation(byPage.replace("items: /data", "items: /paging"))).toEqual([
      "`items` points at `/paging`, which is a value of no declared type and should be an array.",
    ]);
  });

  test("an answer without a JSON body has no pages", async () => {
    const spec = things("", `      x-pagination: ${byPage}`).replace("application/json", "text/plain");
    expect(await messages(rule, spec)).toContain("No success response has a JSON body for `items` to point into.");
  });
});

describe("at the root", () => {
  test("it applies to operations that take its parameter", async () => {
    expect(await onRoot(byPage)).toEqual([]);
    expect(await onRoot(byPage.replace("/data", "/things"))).toEqual([
      "`listThings` does not fit the `x-pagination` of the root: `items` points at `/things`, which the schema of the success response does not declare. Correct either, or give the operation an `x-pagination` of its own (`false` for none).",
    ]);
  });

  test("an operation can stay out of it", async () => {
    const other = things(`x-pagination: ${byPage.replace("/data", "/things")}`, "      x-pagination: false");
    expect(await messages(rule, other)).toEqual([
      "`x-pagination` applies to no operation: none takes the query parameter `page`. Correct the name, or remove `x-pagination`.",
    ]);
  });

  test("it is refused when no operation takes its parameter", async () => {
    expect(await onRoot(byPage.replace("page: page", "page: pageNumber"))).toEqual([
      "`x-pagination` applies to no operation: none takes the query parameter `pageNumber`. Correct the name, or remove `x-pagination`.",
    ]);
  });
});

describe("by cursor", () => {
  const byCursor = "{ style: cursor, after: 'page[after]', items: /data, next: /links/next }";
  const spec = (pagination: string, next = '{ type: [string, "null"] }') => `
x-pagination: ${pagination}
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - { name: page, in: query, style: deepObject, schema: { type: object, properties: { after: { type: string } } } }
      responses:
        "200":
          description: Things.
          content:
            application/vnd.api+json:
              schema:
                properties:
                  data: { type: array }
                  links: { properties: { next: ${next} } }
`;

  test("page[after] is the member `after` of the deepObject `page`", async () => {
    expect(await messages(rule, spec(byCursor))).toEqual([]);
    expect(await messages(rule, spec(byCursor).replace("style: deepObject, ", ""))).toEqual([
      "`x-pagination` applies to no operation: none takes the query parameter `page[after]`. Correct the name, or remove `x-pagination`.",
    ]);
  });

  test("or a parameter of that very name", async () => {
    const literal = spec(byCursor).replace(
      "name: page, in: query, style: deepObject",
      "name: 'page[after]', in: query",
    );
    expect(await messages(rule, literal)).toEqual([]);
  });

  test("next is a string or null, in whatever way that is said", async () => {
    expect(await messages(rule, spec(byCursor, "{ anyOf: [{ type: string }, { type: 'null' }] }"))).toEqual([]);
    expect(await messages(rule, spec(byCursor, "{ type: integer }"))).toEqual([
      "`listThings` does not fit the `x-pagination` of the root: `next` points at `/links/next`, which is integer and should be a string or null. Correct either, or give the operation an `x-pagination` of its own (`false` for none).",
    ]);
  });
});
