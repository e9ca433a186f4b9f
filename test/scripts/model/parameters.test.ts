import { describe, expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import {
  headerOptions,
  parametersOf,
  pathParameters,
  queryParameters,
} from "../../../scripts/model/request/parameters.js";
import { array, docs, lit, members, nothing, number, object, string, union } from "./nodes.js";
import { type Json, spec, typesIn } from "./spec.js";

const parameter = (place: string, name: string, more: Json = {}) => ({
  in: place,
  name,
  schema: { type: "string" },
  ...more,
});

function read(own: readonly Json[], shared: readonly Json[] = [], root = spec()) {
  return parametersOf(new SpecDocument(root), { parameters: shared }, { parameters: own });
}

test("an operation's own parameter replaces the path item's of the same name and place", () => {
  const shared = [parameter("path", "id"), parameter("query", "page"), parameter("header", "page")];
  const own = [parameter("query", "page", { required: true }), parameter("query", "size")];
  expect(read(own, shared).map((each) => [each.in, each.name, each.required])).toEqual([
    ["path", "id", undefined],
    ["query", "page", true],
    ["header", "page", undefined],
    ["query", "size", undefined],
  ]);
});

test("a parameter by reference is the one it refers to; what is none is left out", () => {
  const root = spec({ components: { parameters: { size: parameter("query", "size") } } });
  const given = [{ $ref: "#/components/parameters/size" }, { $ref: "#/components/parameters/gone" }, { in: "query" }];
  expect(read(given, [], root).map(({ name }) => name)).toEqual(["size"]);
});

describe("ids", () => {
  const ids = (path: string, own: readonly Json[] = []) => pathParameters(path, read(own), typesIn(spec()));

  test("come in the order of the path, whatever the order they are declared in", () => {
    const own = [parameter("path", "tag-id", { schema: { type: "integer" } }), parameter("path", "toy-id")];
    expect(ids("/toys/{toy-id}/tags/{tag-id}", own)).toEqual([
      { name: "toyId", wire: "toy-id", type: string, docs: docs({}) },
      { name: "tagId", wire: "tag-id", type: number, docs: docs({}) },
    ]);
  });

  test("are strings when nobody declares them, and never share a name with another argument", () => {
    expect(ids("/{input}/{a-b}/{a_b}/{call}/{list}/{default}").map(({ name }) => name)).toEqual([
      "input2",
      "aB",
      "aB2",
      "call2",
      "list2",
      "default_",
    ]);
    expect(ids("/{x}")).toEqual([{ name: "x", wire: "x", type: string, docs: docs({}) }]);
  });
});

describe("the query", () => {
  const query = (own: readonly Json[], camel = false) => queryParameters(read(own), typesIn(spec(), { camel }));

  test("keeps the name of a parameter that has it on the wire, whatever stands before it", () => {
    const own = [parameter("query", "sort[]"), parameter("query", "sort"), parameter("query", "page.size")];
    expect(query(own).map(({ parameter: { name, wire } }) => [name, wire])).toEqual([
      ["sort2", "sort[]"],
      ["sort", "sort"],
      ["pageSize", "page.size"],
    ]);
  });

  test("is an input member for each parameter, required as the spec says", () => {
    const own = [
      parameter("query", "peek-source-data", { required: true, description: "Whether to peek." }),
      parameter("header", "X-Other"),
      parameter("query", "page-size", { schema: { type: "integer", maximum: 100 }, deprecated: true }),
    ];
    expect(query(own)).toEqual([
      {
        parameter: { name: "peekSourceData", wire: "peek-source-data", style: "form", inner: {} },
        member: members({ peekSourceData: string }, { peekSourceData: { description: "Whether to peek." } })[0],
      },
      {
        parameter: { name: "pageSize", wire: "page-size", style: "form", inner: {} },
        member: members({ "pageSize?": number }, { "pageSize?": { notes: ["At most 100."], deprecated: true } })[0],
      },
    ]);
  });

  test.each([
    [{}, "form"],
    [{ style: "form" }, "form"],
    [{ style: "form", explode: false }, "comma"],
    [{ explode: false }, "comma"],
    [{ style: "spaceDelimited" }, "space"],
    [{ style: "pipeDelimited", explode: false }, "pipe"],
    [{ style: "pipeDelimited", explode: true }, "form"],
    [{ style: "deepObject", explode: true }, "deepObject"],
    [{ style: "deepObject" }, "deepObject"],
  ])("%j is written in the style %s", (more, style) => {
    expect(query([parameter("query", "a", more)])[0]?.parameter.style).toBe(style);
  });

  test("knows the wire's names inside a deepObject", () => {
    const schema = { type: "object", properties: { "toy-id": { type: "array", items: { type: "string" } } } };
    const [filter] = query([parameter("query", "filter", { style: "deepObject", schema })], true);
    expect(filter?.parameter.inner).toEqual({ toyId: { wire: "toy-id", inner: {} } });
    expect(filter?.member.type).toEqual(object({ "toyId?": array(string) }));
  });

  test("tells two names apart that are one to a caller", () => {
    expect(query([parameter("query", "a-b"), parameter("query", "a_b")]).map(({ member }) => member.name)).toEqual([
      "aB",
      "aB2",
    ]);
  });
});

describe("an option of the client", () => {
  const version = parameter("header", "Toys-Version", { schema: { enum: ["1"] }, description: "Which version." });
  const options = (
    all: readonly (readonly Json[])[],
    handled: readonly string[] = [],
    defaults: Readonly<Record<string, string>> = {},
  ) =>
    headerOptions(
      all.map((own) => read(own)),
      handled,
      typesIn(spec()),
      ["clientId"],
      defaults,
    );

  test("has a default where the document names one, and is null to send none", () => {
    expect(options([[version]], [], { "Toys-Version": "1" })).toMatchObject([
      { name: "toysVersion", type: union(lit("1"), nothing), default: "1" },
    ]);
  });

  test("is a header that most operations take, whatever a few leave out", () => {
    expect(options([[version, parameter("header", "X-One")], [version], []])).toEqual([
      { name: "toysVersion", wire: "Toys-Version", type: lit("1"), docs: docs({ description: "Which version." }) },
    ]);
  });

  test("is a string when its header has no schema", () => {
    expect(options([[{ in: "header", name: "X-One" }]])).toMatchObject([{ name: "xOne", type: string }]);
  });

  test("is no header that another rule sets, nor one that half of them lack", () => {
    expect(options([[version]], ["Toys-Version"])).toEqual([]);
    expect(options([[version], []])).toEqual([]);
    expect(options([])).toEqual([]);
  });

  test("does not take the name of an option that every client has, nor of a credential", () => {
    expect(
      options([
        [parameter("header", "Fetch"), parameter("header", "Client-Id"), parameter("header", "constructor")],
      ]).map(({ name }) => name),
    ).toEqual(["fetch2", "clientId2", "constructor2"]);
  });
});
