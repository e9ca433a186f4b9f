import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../scripts/model/types/service.js";
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
          "GET /toys": { operationId: "a", "x-resource": "toys", tags: ["Toys"] },
          "POST /toys": { operationId: "b", "x-resource": "toys", tags: [second] },
        }),
      }),
    ).root.children[0]?.description;
  expect(described("Toys")).toBe("What to play with.");
  expect(described("Shops")).toBeUndefined();
  const unknown = paths({ "GET /a": { operationId: "a", tags: ["Ghosts"] } });
  expect(build(spec({ tags, ...unknown })).root.children[0]?.description).toBeUndefined();
});

describe("names that collide", () => {
  const name = { "x-resource": "toys", "x-method": "list" };

  test("as methods are a problem that names both operations", () => {
    const operations = {
      "GET /toys": { operationId: "listToys", ...name },
      "GET /toys/{id}/parts": { operationId: "listParts", ...name },
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

  test("as functions or files are told apart by a number, as classes by what they stand in", () => {
    const operations = {
      "GET /a/items": { operationId: "get-it", "x-resource": "a.items", "x-method": "list" },
      "GET /b/items": { operationId: "get_it", "x-resource": "b.items", "x-method": "list" },
      "GET /b/Items": { operationId: "get", "x-resource": "b.Items", "x-method": "list" },
    };
    const service = build(spec(paths(operations)));
    expect(operationsOf(service.root).map(({ functionName }) => functionName)).toEqual([
      "listItems",
      "listItems2",
      "listItems3",
    ]);
    expect(
      service.root.children.flatMap(({ children }) => children).map(({ className, file }) => [className, file]),
    ).toEqual([
      ["Items", "resources/a/items"],
      ["ItemsResource", "resources/b/items2"],
      ["BItems", "resources/b/items"],
    ]);
  });
});

test("no function takes the name of one that its file imports or that the service exports", () => {
  const operations = {
    "GET /a": { operationId: "list" },
    "GET /b": { operationId: "call" },
    "GET /c": { operationId: "createToys" },
    "GET /d": { operationId: "delete" },
    "GET /e": { operationId: "paths" },
  };
  expect(named(operations)).toEqual([
    "a.list listA",
    "b.call callB",
    "c.createToys createCToys",
    "d.delete deleteD",
    "e.paths pathsE",
  ]);
});

test("a function named as another's facts keeps its name, and the facts give way", () => {
  const operations = { "GET /a": { operationId: "run" }, "GET /b": { operationId: "runOperation" } };
  const found = operationsOf(build(spec(paths(operations))).root);
  expect(found.map(({ functionName, factsName }) => [functionName, factsName])).toEqual([
    ["run", "runOperation2"],
    ["runOperation", undefined],
  ]);
});

test("no member is one that would break the client, whatever the spec calls it", () => {
  const names = [
    "constructor",
    "then",
    "http",
    "toString",
    "valueOf",
    "toJSON",
    "__proto__",
    "hasOwnProperty",
    "prototype",
  ];
  const operations = Object.fromEntries(
    names.map((name, index) => [
      `GET /x${index}`,
      { operationId: `op${index}`, "x-resource": "toys", "x-method": name },
    ]),
  );
  expect(operationsOf(build(spec(paths(operations))).root).map(({ method }) => method)).toEqual([
    "constructor_",
    "then_",
    "http_",
    "toString_",
    "valueOf_",
    "toJSON_",
    "proto",
    "hasOwnProperty_",
    "prototype_",
  ]);
  const others = {
    "GET /then": {},
    "GET /http": {},
    "POST /http/{id}/constructor": {},
    "GET /x": { operationId: "d", "x-resource": "x; alert(1).__proto__", "x-method": "get() {} evil" },
  };
  expect(named(others)).toEqual([
    "then_.retrieve retrieveThen",
    "http_.retrieve retrieveHttp",
    "http_.constructor_ constructorHttp",
    "xAlert1.proto.getEvil getProtoEvil",
  ]);
});

describe("a class gives way to a type of the spec", () => {
  test("by the word Resource: callers import types, not classes", () => {
    const responses = { "200": answer(ref("Pets")) };
    const service = build(
      spec({
        ...paths({ "GET /pets": { responses } }),
        schemas: { Pets: { type: "array", items: { type: "string" } } },
      }),
    );
    expect(service.root.children[0]?.className).toBe("PetsResource");
    expect(service.declarations.map(({ name }) => name)).toEqual(["Pets"]);
  });

  test("also in a script without capitals, where a function is spelled as a type", () => {
    const responses = { "200": answer(ref("日本語")) };
    const paths = { "/日本語": { get: { operationId: "日本語", responses } } };
    const service = build(spec({ paths, schemas: { 日本語: { type: "string" } } }));
    expect(service.root.children[0]?.className).toBe("日本語Resource");
    expect(service.root.children[0]?.operations[0]?.functionName).toBe("日本語日本語");
    expect(service.declarations.map(({ name }) => name)).toEqual(["日本語"]);
  });
});

test("types keep their names whatever the order of the document", () => {
  const schemas = { "toy-box": { type: "string" }, toy_box: { type: "string" }, ToyBox: { type: "string" } };
  const typesOf = (keys: readonly string[]) => {
    const responses = { "200": answer({ prefixItems: keys.map(ref), items: false }) };
    const sorted = Object.fromEntries(keys.map((key) => [key, schemas[key as keyof typeof schemas]]));
    const service = build(spec({ ...paths({ "GET /a": { responses } }), schemas: sorted }));
    const [operation] = operationsOf(service.root);
    return operation?.value.kind === "tuple" && operation.value.items.map((item) => item.kind === "named" && item.name);
  };
  expect(typesOf(["toy-box", "toy_box", "ToyBox"])).toEqual(["ToyBox2", "ToyBox3", "ToyBox"]);
  expect(typesOf(["ToyBox", "toy_box", "toy-box"])).toEqual(["ToyBox", "ToyBox3", "ToyBox2"]);
});
