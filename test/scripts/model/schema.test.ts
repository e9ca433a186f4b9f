import { describe, expect, test } from "vitest";
import type { TypeNode } from "../../../scripts/model/types/node.js";
import {
  array,
  boolean,
  docs,
  intersection,
  lit,
  members,
  named,
  never,
  nothing,
  number,
  object,
  open,
  string,
  tuple,
  union,
  unknown,
} from "./nodes.js";
import { type Json, ref, spec, typeOf, typesIn } from "./spec.js";

const spellings: [string, Json | boolean | undefined, TypeNode][] = [
  ["a string", { type: "string" }, string],
  ["an integer", { type: "integer" }, number],
  ["a number", { type: "number" }, number],
  ["a boolean", { type: "boolean" }, boolean],
  ["null", { type: "null" }, nothing],
  ["a nullable string", { type: ["string", "null"] }, union(string, nothing)],
  ["an integer or a number", { type: ["integer", "number"] }, number],
  ["no schema", undefined, unknown],
  ["the schema of everything", true, unknown],
  ["the schema of nothing", false, never],
  ["an empty schema", {}, unknown],
  ["a type that JSON does not have", { type: "file" }, unknown],
  ["a const", { const: "share" }, lit("share")],
  ["a const null", { const: null }, nothing],
  ["an object as const", { const: { a: 1 } }, object({ a: lit(1) })],
  ["an enum", { type: "string", enum: ["a", "b", "a"] }, union(lit("a"), lit("b"))],
  ["an enum of all kinds", { enum: ["a", 1, true, null] }, union(lit("a"), lit(1), lit(true), nothing)],
  ["an enum of one", { enum: [7] }, lit(7)],
  ["an enum of none", { enum: [] }, never],
  ["an enum of a number that code cannot spell", { enum: [Number.POSITIVE_INFINITY] }, number],
  ["an extensible enum", { type: "string", "x-extensible-enum": ["a", "b"] }, open("a", "b")],
  ["a nullable extensible enum", { type: ["string", "null"], "x-extensible-enum": ["a"] }, union(open("a"), nothing)],
  ["an array", { type: "array", items: { type: "string" } }, array(string)],
  ["an array of anything", { type: "array" }, array(unknown)],
  ["an array by its items", { items: { type: "string" } }, array(string)],
  ["a closed tuple", { prefixItems: [{ type: "string" }, { type: "number" }], items: false }, tuple([string, number])],
  ["an open tuple", { prefixItems: [{ type: "string" }] }, tuple([string], unknown)],
  ["a tuple with a rest", { prefixItems: [{ type: "string" }], items: { type: "number" } }, tuple([string], number)],
  ["an object without a word about its members", { type: "object" }, object({}, unknown)],
  ["an object without members", { type: "object", additionalProperties: false }, object({})],
  ["a record", { type: "object", additionalProperties: { type: "number" } }, object({}, number)],
  ["a record of anything", { additionalProperties: true }, object({}, unknown)],
  [
    "an object with members",
    { type: "object", required: ["id"], properties: { id: { type: "string" }, size: { type: "integer" } } },
    object({ id: string, "size?": number }),
  ],
  [
    "an object with members and more",
    { properties: { id: { type: "string" } }, additionalProperties: { type: "string" } },
    object({ "id?": string }, string),
  ],
  ["a nullable object", { type: ["object", "null"], properties: {} }, union(object({}, unknown), nothing)],
  ["a member that may be anything", { properties: { any: true } }, object({ "any?": unknown })],
  ["one of two", { oneOf: [{ type: "string" }, { type: "null" }] }, union(string, nothing)],
  ["any of two", { anyOf: [{ type: "string" }, { type: "number" }] }, union(string, number)],
  ["one of nested choices", { oneOf: [{ type: ["string", "null"] }, { type: "null" }] }, union(string, nothing)],
  ["one of two, of which one is anything", { oneOf: [{ type: "string" }, {}] }, unknown],
  ["one of none", { oneOf: [] }, unknown],
  [
    "an object that also is one of two",
    {
      type: "object",
      properties: { id: { type: "string" } },
      oneOf: [{ properties: { a: { type: "string" } } }, { properties: { b: { type: "string" } } }],
    },
    intersection(object({ "id?": string }), union(object({ "a?": string }), object({ "b?": string }))),
  ],
  [
    "an object that requires what only its alternatives describe",
    {
      type: "object",
      required: ["a"],
      oneOf: [{ properties: { a: { type: "string" } } }, { properties: { a: { type: "number" } } }],
    },
    union(object({ a: string }), object({ a: number })),
  ],
  [
    "one of two objects, and a member that both may have",
    {
      allOf: [
        { oneOf: [{ properties: { a: { type: "string" } } }, { properties: { a: { type: "number" } } }] },
        { required: ["a"] },
      ],
    },
    intersection(object({ a: union(string, number) }), union(object({ "a?": string }), object({ "a?": number }))),
  ],
  [
    "one of an object or null, and a member that null has not",
    { allOf: [{ oneOf: [{ properties: { a: { type: "string" } } }, { type: "null" }] }], required: ["a"] },
    union(object({ "a?": string }), nothing),
  ],
  [
    "all of two objects, as one",
    {
      allOf: [
        { properties: { id: { type: "string" } }, required: ["id"] },
        { properties: { size: { type: "number" } } },
      ],
      properties: { color: { type: "string" } },
    },
    object({ id: string, "size?": number, "color?": string }),
  ],
  [
    "an object of which one member at least is needed",
    { type: "object", properties: { a: { type: "string" } }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    object({ "a?": string }),
  ],
  ["a name for a schema that is not there", { $ref: "#/components/schemas/Missing" }, unknown],
  ["a reference to another file", { $ref: "other.yaml#/Toy" }, unknown],
];

test.each(spellings)("%s is spelled where it stands", (_title, schema, type) => {
  expect(typeOf(schema)).toEqual({ type, declared: {} });
});

describe("a component", () => {
  test("is declared once, by its own name, in a file of its own", () => {
    const schemas = {
      share_token: { type: "object", description: "A token.", properties: { id: { type: "string" } } },
    };
    const types = typesIn(spec({ schemas }));
    expect(types.of(ref("share_token"), "output")).toEqual(named("ShareToken"));
    expect(types.of(ref("share_token"), "output")).toEqual(named("ShareToken"));
    expect(types.declarations).toEqual([
      {
        name: "ShareToken",
        type: object({ "id?": string }),
        docs: docs({ description: "A token." }),
        file: "types/share-token",
        input: false,
      },
    ]);
  });

  test("that callers pass is an input, also when an answer held it first", () => {
    const types = typesIn(spec({ schemas: { Toy: { type: "object" } } }));
    types.of(ref("Toy"), "output");
    types.of(ref("Toy"), "input");
    types.of(ref("Toy"), "output");
    expect(types.declarations.map(({ name, input }) => [name, input])).toEqual([["Toy", true]]);
  });

  test("makes inputs of the components inside it", () => {
    const schemas = { Box: { properties: { toy: ref("Toy") } }, Toy: { type: "object" } };
    const types = typesIn(spec({ schemas }));
    types.of(ref("Box"), "output");
    types.of(ref("Box"), "input");
    expect(types.declarations.map(({ name, input }) => [name, input])).toEqual([
      ["Box", true],
      ["Toy", true],
    ]);
  });

  test("can hold itself", () => {
    const schemas = { Tree: { type: "object", properties: { of: { type: "array", items: ref("Tree") } } } };
    expect(typeOf(ref("Tree"), { schemas })).toEqual({
      type: named("Tree"),
      declared: { Tree: object({ "of?": array(named("Tree")) }) },
    });
  });

  test("that only refers to another is an alias of it", () => {
    const schemas = { Toy: { type: "string" }, Doll: ref("Toy") };
    expect(typeOf(ref("Doll"), { schemas })).toEqual({
      type: named("Doll"),
      declared: { Doll: named("Toy"), Toy: string },
    });
  });

  test("that refers to itself alone is anything", () => {
    expect(typeOf(ref("Loop"), { schemas: { Loop: ref("Loop") } }).type).toEqual(named("Loop"));
  });

  test("gets another name when its own is taken, the one that is spelled as a type first", () => {
    const schemas = { page: { type: "string" }, Page: { type: "number" } };
    const both = { prefixItems: [ref("page"), ref("Page")], items: false };
    expect(typeOf(both, { schemas, taken: ["Page"] })).toEqual({
      type: tuple([named("PageModel2"), named("PageModel")]),
      declared: { PageModel2: string, PageModel: number },
    });
  });

  test("and more is an intersection, in which no member stands twice", () => {
    const schemas = { Toy: { type: "object", properties: { id: { type: "string" } } } };
    const schema = { type: "object", allOf: [ref("Toy")], properties: { size: { type: "number" } } };
    expect(typeOf(schema, { schemas }).type).toEqual(intersection(object({ "size?": number }), named("Toy")));
    const parts = { allOf: [ref("Toy"), { properties: { size: { type: "number" } } }] };
    expect(typeOf(parts, { schemas }).type).toEqual(intersection(named("Toy"), object({ "size?": number })));
    const closed = { type: "object", additionalProperties: false, allOf: [ref("Toy")] };
    expect(typeOf(closed, { schemas }).type).toEqual(named("Toy"));
    expect(typeOf({ type: "object", allOf: [ref("Toy")] }, { schemas }).type).toEqual(named("Toy"));
    expect(typeOf({ type: "object", ...ref("Toy") }, { schemas }).type).toEqual(named("Toy"));
    const record = { type: "object", additionalProperties: { type: "number" }, allOf: [ref("Toy")] };
    expect(typeOf(record, { schemas }).type).toEqual(intersection(object({}, unknown), named("Toy")));
    expect(typeOf({ allOf: [ref("Toy")], description: "A toy." }, { schemas }).type).toEqual(named("Toy"));
  });

  test("whose members a schema around it asks for has them", () => {
    const schemas = { Toy: { type: "object", properties: { id: { type: "string" }, size: { type: "number" } } } };
    const schema = { type: "object", allOf: [ref("Toy")], required: ["id"] };
    expect(typeOf(schema, { schemas }).type).toEqual(intersection(object({ id: string }), named("Toy")));
  });

  test("inside something that is no schema of the components is spelled where it stands", () => {
    const schemas = { Toy: { properties: { size: { type: "number" } } } };
    expect(typeOf({ $ref: "#/components/schemas/Toy/properties/size" }, { schemas })).toEqual({
      type: number,
      declared: {},
    });
  });
});

test("names of members are the wire's, or camelCase where the service inflects", () => {
  const schema = { properties: { "created-at": { type: "string" }, is_new: { type: "string" } } };
  expect(typeOf(schema).type).toEqual(object({ "created-at?": string, "is_new?": string }));
  expect(typeOf(schema, { camel: true }).type).toEqual(object({ "createdAt?": string, "isNew?": string }));
});

describe("a member's documentation", () => {
  const told = (property: Json, schemas: Json = {}) => {
    const { type } = typeOf({ properties: { it: property } }, { schemas });
    return type.kind === "object" ? type.members[0]?.docs : undefined;
  };

  test("is its own, with its keywords as sentences", () => {
    const property = { type: "string", format: "date-time", description: "When.", deprecated: true, default: "now" };
    expect(told(property)).toEqual(
      docs({ description: "When.", notes: ["ISO 8601 date and time.", 'Default: "now".'], deprecated: true }),
    );
  });

  test("is that of the component it refers to, unless it has its own words; limits are told by the component", () => {
    const schemas = { Id: { type: "string", description: "An id.", minLength: 3 } };
    expect(told(ref("Id"), schemas)).toEqual(docs({ description: "An id." }));
    expect(told({ ...ref("Id"), description: "The toy's id." }, schemas)).toEqual(
      docs({ description: "The toy's id." }),
    );
  });

  test.each([
    [{ minimum: 1, maximum: 1814400 }, "1 to 1,814,400."],
    [{ minimum: 0.5 }, "At least 0.5."],
    [{ maximum: -10 }, "At most -10."],
    [{ minLength: 2, maxLength: 2 }, "Exactly 2 characters."],
    [{ maxItems: 10 }, "At most 10 items."],
    [{ format: "uuid" }, "UUID."],
    [{ default: false }, "Default: false."],
    [{ default: [1] }, "Default: [1]."],
    [{ anyOf: [{ required: ["a"] }, { required: ["b", "c"] }] }, "At least one of `a`, `b` and `c`."],
  ])("tells %j as: %s", (keywords, note) => {
    expect(told(keywords)?.notes).toEqual([note]);
  });

  test.each([{ format: "constructor" }, { default: null }, { minimum: "1" }, { anyOf: [] }])(
    "has nothing to tell of %j",
    (keywords) => {
      expect(told(keywords)?.notes).toEqual([]);
    },
  );
});

describe("names of the wire", () => {
  const names = (schema: Json, camel = true, schemas = {}) => typesIn(spec({ schemas }), { camel }).names(schema);

  test("are listed where they differ, or where one inside does", () => {
    const schema = {
      properties: {
        id: { type: "string" },
        "created-at": { type: "string" },
        owner: { properties: { "first-name": {} } },
        list: { type: "array", items: { properties: { "a-b": {} } } },
        choice: { oneOf: [{ properties: { "c-d": {} } }, { type: "string" }] },
      },
      allOf: [{ properties: { "e-f": {} } }],
    };
    expect(names(schema)).toEqual({
      eF: { wire: "e-f", inner: {} },
      createdAt: { wire: "created-at", inner: {} },
      owner: { wire: "owner", inner: { firstName: { wire: "first-name", inner: {} } } },
      list: { wire: "list", inner: { aB: { wire: "a-b", inner: {} } } },
      choice: { wire: "choice", inner: { cD: { wire: "c-d", inner: {} } } },
    });
    expect(names(schema, false)).toEqual({});
  });

  test("end where a schema comes back to itself", () => {
    const schemas = { Tree: { properties: { "sub-tree": ref("Tree") } } };
    expect(names(ref("Tree"), true, schemas)).toEqual({ subTree: { wire: "sub-tree", inner: {} } });
  });

  test("keep a member called __proto__", () => {
    const properties = JSON.parse('{ "__proto__": { "properties": { "a-b": {} } } }');
    expect(Object.keys(names({ properties }))).toEqual(["__proto__"]);
  });
});

test("the declared types of a test are members in the order of the schema", () => {
  const { type } = typeOf({ properties: { b: {}, a: {} }, required: ["a"] });
  expect(type).toEqual({ kind: "object", members: members({ "b?": unknown, a: unknown }), rest: undefined });
});
