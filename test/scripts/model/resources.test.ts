import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../scripts/model/types.js";
import { answer, build, type Json, problemsOf, ref, spec } from "./spec.js";

/** `GET /toys` → its operation. */
function paths(operations: Readonly<Record<string, Json>>): Json {
  const found: Record<string, Record<string, Json>> = {};
  for (const [key, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = key.split(" ");
    found[path] = { ...found[path], [method.toLowerCase()]: { responses: { "204": answer() }, ...operation } };
  }
  return { paths: found };
}

function named(operations: Readonly<Record<string, Json>>, more: Json = {}): readonly string[] {
  const service = build(spec({ ...paths(operations), ...more }));
  return operationsOf(service.root).map(({ name, functionName }) => `${name} ${functionName}`);
}

describe("without an extension", () => {
  test("a path names the resource, and with the verb the method; the operationId names the function", () => {
    const operations = {
      "GET /toys": { operationId: "toys/list" },
      "POST /toys": { operationId: "toys/create" },
      "GET /toys/{id}": { operationId: "toys/get" },
      "PUT /toys/{id}": { operationId: "toys/put" },
      "DELETE /toys/{id}": { operationId: "toys/delete" },
      "POST /toys/{id}/mark-sold": { operationId: "toys/mark-sold" },
      "HEAD /toys": { operationId: "toys/any" },
      "PATCH /toy-shops/{id}": { operationId: "patch_shop" },
    };
    expect(named(operations)).toEqual([
      "toys.list toysList",
      "toys.create toysCreate",
      "toys.head toysAny",
      "toys.retrieve toysGet",
      "toys.update toysPut",
      "toys.delete toysDelete",
      "toys.markSold toysMarkSold",
      "toyShops.update patchShop",
    ]);
  });

  test("the tag names the resource where the path does not, and the operation is named by method and path", () => {
    expect(named({ "GET /{id}": { tags: ["Toy Shops"] } })).toEqual(["toyShops.retrieve getId"]);
    expect(named({ "GET /{id}": {} })).toEqual(["root.retrieve getId"]);
  });
});

test("the spec's own names win, and name the function too", () => {
  const operations = {
    "POST /connect/share-tokens/{id}/redeem": {
      operationId: "whatever",
      "x-resource": "connect.shareTokens",
      "x-method": "redeem",
    },
    "POST /connect/{id}": { operationId: "open", "x-resource": "connect", "x-method": "open" },
  };
  expect(named(operations)).toEqual(["connect.open openConnect", "connect.shareTokens.redeem redeemShareToken"]);
  const { root } = build(spec(paths(operations)));
  const [connect] = root.children;
  expect(connect).toMatchObject({ path: ["connect"], className: "Connect", file: "resources/connect" });
  expect(connect?.children[0]).toMatchObject({
    name: "shareTokens",
    path: ["connect", "shareTokens"],
    className: "ShareTokens",
    file: "resources/connect/share-tokens",
  });
});

test("a resource is described by the tag that all its operations have", () => {
  const tags = [{ name: "Toys", description: "What to play with." }, { name: "Shops" }];
  const described = (second: string) =>
    build(
      spec({
        tags,
        ...paths({
          "GET /toys": { operationId: "a", tags: ["Toys"] },
          "POST /toys": { operationId: "b", tags: [second] },
        }),
      }),
    ).root.children[0]?.description;
  expect(described("Toys")).toBe("What to play with.");
  expect(described("Shops")).toBeUndefined();
  const unknown = paths({ "GET /a": { operationId: "a", tags: ["Ghosts"] } });
  expect(build(spec({ tags, ...unknown })).root.children[0]?.description).toBeUndefined();
});

describe("names that collide", () => {
  test("as methods are a problem that names both operations", () => {
    const operations = {
      "GET /toys": { operationId: "listToys" },
      "GET /toys/{id}/parts": { operationId: "listParts" },
    };
    expect(problemsOf(spec(paths(operations)))).toEqual([
      {
        code: "name-collision",
        severity: "error",
        message: "Two operations would both be toys.list: listToys (GET /toys) and listParts.",
        remedy: "Give one of them another x-resource or x-method.",
        pointer: "#/paths/~1toys~1{id}~1parts/get",
        operationId: "listParts",
      },
    ]);
  });

  test("as method and resource are one as well", () => {
    const operations = {
      "POST /a": { operationId: "open", "x-resource": "connect", "x-method": "tokens" },
      "GET /b": { operationId: "list", "x-resource": "connect.tokens.old", "x-method": "list" },
    };
    expect(problemsOf(spec(paths(operations))).map(({ message }) => message)).toEqual([
      "connect.tokens would be a method, of open, and a resource, of list (GET /b).",
    ]);
  });

  test("as functions, classes or files are told apart by a number", () => {
    const operations = {
      "GET /a/items": { operationId: "get-it", "x-resource": "a.items", "x-method": "list" },
      "GET /b/items": { operationId: "get_it", "x-resource": "b.items", "x-method": "list" },
      "GET /b/Items": { operationId: "get", "x-resource": "b.Items", "x-method": "list" },
    };
    const service = build(spec(paths(operations)));
    expect(operationsOf(service.root).map(({ functionName }) => functionName)).toEqual([
      "listItem",
      "listItem2",
      "listItem3",
    ]);
    expect(
      service.root.children.flatMap(({ children }) => children).map(({ className, file }) => [className, file]),
    ).toEqual([
      ["Items", "resources/a/items"],
      ["Items2", "resources/b/items"],
      ["Items3", "resources/b/items2"],
    ]);
  });
});

test("no function takes the name of one that its file imports or that the service exports", () => {
  const operations = {
    "GET /a": { operationId: "list" },
    "GET /b": { operationId: "call" },
    "GET /c": { operationId: "createToys" },
    "GET /d": { operationId: "delete" },
  };
  expect(named(operations)).toEqual(["a.list list2", "b.list call2", "c.list createToys2", "d.list delete_"]);
});

test("no member is one that would break the client, whatever the spec calls it", () => {
  const operations = {
    "GET /then": { operationId: "a" },
    "GET /http": { operationId: "b" },
    "POST /http/{id}/constructor": { operationId: "c" },
    "GET /x": { operationId: "d", "x-resource": "x; alert(1).__proto__", "x-method": "get() {} evil" },
  };
  expect(named(operations)).toEqual([
    "then_.list a",
    "http_.list b",
    "http_.constructor_ c",
    "xAlert1.proto.getEvil getProtoEvil",
  ]);
});

test("in a script without capitals, class, function and type are told apart by a number", () => {
  const responses = { "200": answer(ref("日本語")) };
  const paths = { "/日本語": { get: { operationId: "日本語", responses } } };
  const service = build(spec({ paths, schemas: { 日本語: { type: "string" } } }));
  expect(service.root.children[0]?.className).toBe("日本語");
  expect(service.root.children[0]?.operations[0]?.functionName).toBe("日本語2");
  expect(service.declarations.map(({ name }) => name)).toEqual(["日本語3"]);
});
