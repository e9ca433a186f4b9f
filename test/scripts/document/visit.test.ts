import { describe, expect, it } from "vitest";
import { pointerTo, visit } from "../../../scripts/document/visit.js";

/** Pointer and kind of each visited object, in order. */
function visited(root: object, options: Parameters<typeof visit>[2] = {}): readonly string[] {
  const found: string[] = [];
  visit(root, (_, kind, spot) => found.push(`${pointerTo(spot)} ${kind}`), options);
  return found;
}

describe("a visit of a document", () => {
  it("meets the objects of OpenAPI in the document's order, each with its kind and its place", () => {
    const document = {
      paths: { "/toys/{id}": { get: { responses: { 200: { content: { "a/b": { schema: { type: "string" } } } } } } } },
      components: { schemas: { Toy: { allOf: [{ type: "object" }], properties: { x: {} } } } },
    };
    expect(visited(document)).toEqual([
      "#/ document",
      "#/paths/~1toys~1{id} pathItem",
      "#/paths/~1toys~1{id}/get operation",
      "#/paths/~1toys~1{id}/get/responses/200 response",
      "#/paths/~1toys~1{id}/get/responses/200/content/a~1b mediaType",
      "#/paths/~1toys~1{id}/get/responses/200/content/a~1b/schema schema",
      "#/components components",
      "#/components/schemas/Toy schema",
      "#/components/schemas/Toy/allOf/0 schema",
      "#/components/schemas/Toy/properties/x schema",
    ]);
  });

  it("takes words of OpenAPI that are names for names", () => {
    const properties = { example: {}, default: {}, properties: {}, "x-size": {} };
    expect(visited({ properties }, { kind: "schema" }).slice(1)).toEqual(
      ["example", "default", "properties", "x-size"].map((name) => `#/properties/${name} schema`),
    );
  });

  it("does not meet data, which may look like a schema", () => {
    const data = { properties: { a: {} }, $ref: "#/b" };
    const schema = { const: data, enum: [data], default: data, example: data, examples: [data] };
    expect(visited(schema, { kind: "schema" })).toEqual(["#/ schema"]);
    expect(visited({ example: data, examples: { one: { value: data } } }, { kind: "parameter" })).toEqual([
      "#/ parameter",
      "#/examples/one example",
    ]);
  });

  it("meets what no table describes as unknown, with the same words for maps and for data", () => {
    const extension = { inner: { definitions: { default: { x: {} } }, default: { y: {} } } };
    expect(visited({ "x-own": extension }).slice(1)).toEqual([
      "#/x-own unknown",
      "#/x-own/inner unknown",
      "#/x-own/inner/definitions/default unknown",
      "#/x-own/inner/definitions/default/x unknown",
    ]);
  });

  it("meets a path item under the expression of a callback, and no extension as one", () => {
    const operation = { callbacks: { paid: { "{$request.body#/url}": { post: {} }, "x-note": {} } } };
    expect(visited(operation, { kind: "operation" }).slice(2)).toEqual([
      "#/callbacks/paid/{$request.body#~1url} pathItem",
      "#/callbacks/paid/{$request.body#~1url}/post operation",
      "#/callbacks/paid/x-note unknown",
    ]);
  });

  it("visits an object that stands in two places once as each kind", () => {
    const shared = { properties: { a: { type: "string" } } };
    const schemas = { One: shared, Two: { properties: { inner: shared } } };
    expect(visited({ "x-templates": { shared }, components: { schemas } })).toEqual([
      "#/ document",
      "#/x-templates unknown",
      "#/x-templates/shared unknown",
      "#/x-templates/shared/properties/a unknown",
      "#/components components",
      "#/components/schemas/One schema",
      "#/components/schemas/One/properties/a schema",
      "#/components/schemas/Two schema",
    ]);
  });

  it("comes to an end where an object holds itself, and however deep objects stand in one another", () => {
    const ring: { items?: object } = {};
    ring.items = ring;
    expect(visited(ring, { kind: "schema" })).toEqual(["#/ schema"]);
    let deep: object = {};
    for (let level = 0; level < 100_000; level += 1) deep = { not: deep };
    let count = 0;
    visit(deep, () => (count += 1), { kind: "schema" });
    expect(count).toBe(100_001);
  });
});
