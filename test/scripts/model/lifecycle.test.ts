import { describe, expect, test } from "vitest";
import { buildService } from "../../../scripts/model/build.js";
import type { Service } from "../../../scripts/model/types/service.js";
import { docs } from "./nodes.js";
import { answer, build, type Json, ref, spec } from "./spec.js";

const declared = {
  property: "life-status",
  initial: "new",
  terminal: ["sold", "broken"],
  failed: ["broken"],
  reason: "broken-by",
  states: {
    new: { description: "Just made." },
    lent: {},
    sold: { guarantees: ["sold-at", "buyer", "id", "life-status"] },
    broken: { description: "Not to be mended.", guarantees: ["broken-by"] },
  },
  transitions: [
    { from: "new", to: "lent", by: "lendToy" },
    { from: "lent", to: "new" },
    { from: "new", to: "sold", at: "sold-at" },
    { from: "new", to: "broken" },
  ],
  waiters: { sold: { poll: "getToy", until: ["sold"] }, over: { poll: "getToy", until: ["sold", "broken"] } },
};

const toy = {
  type: "object",
  required: ["id", "life-status"],
  properties: {
    id: { type: "string" },
    "life-status": {
      type: "string",
      "x-extensible-enum": ["new", "lent", "sold", "broken"],
      description: "Its state.",
    },
    "sold-at": { type: ["string", "null"], description: "When." },
    buyer: { oneOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
    "broken-by": { type: "string" },
  },
};

const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

/** A service that answers with toys; a test says what differs. */
function toys({ lifecycle = {}, schema = {}, paths = {}, schemas = {} }: Readonly<Record<string, Json>> = {}): Service {
  const read = { operationId: "getToy", "x-resource": "toys", "x-method": "get", parameters: [id] };
  return build(
    spec({
      "x-key-inflection": { header: "K", value: "camel" },
      schemas: { "share-toy": { ...toy, ...schema, "x-lifecycle": { ...declared, ...lifecycle } }, ...schemas },
      paths: { "/toys/{id}": { get: { ...read, responses: { "200": answer(ref("share-toy")) } } }, ...paths },
    }),
  );
}

const only = ({ lifecycles: [first] }: Service) => first ?? expect.unreachable();

test("a lifecycle is told of by the names that callers know", () => {
  const { waiters, ...lifecycle } = only(toys());
  expect(waiters).toHaveLength(2);
  expect(lifecycle).toEqual({
    resource: "ShareToy",
    title: "Share Toy",
    property: "lifeStatus",
    initial: "new",
    terminal: ["sold", "broken"],
    failed: ["broken"],
    reason: "brokenBy",
    states: [
      { name: "new", description: "Just made.", guarantees: [] },
      { name: "lent", description: undefined, guarantees: [] },
      { name: "sold", description: undefined, guarantees: ["soldAt", "buyer", "id", "lifeStatus"] },
      { name: "broken", description: "Not to be mended.", guarantees: ["brokenBy"] },
    ],
    transitions: [
      { from: "new", to: "lent", by: "lendToy", at: undefined },
      { from: "lent", to: "new", by: undefined, at: undefined },
      { from: "new", to: "sold", by: undefined, at: "soldAt" },
      { from: "new", to: "broken", by: undefined, at: undefined },
    ],
  });
});

test("the resource is called as its schema's title says", () => {
  expect(only(toys({ schema: { title: "Toy to share" } })).title).toBe("Toy to share");
});

test("only components have one, and only those that say so properly", () => {
  const schemas = { Other: {}, Any: true, Broken: { "x-lifecycle": 1 } };
  expect(toys({ schemas }).lifecycles.map(({ resource }) => resource)).toEqual(["ShareToy"]);
});

test("a lifecycle of a schema that nothing leads to is told of all the same", () => {
  const service = build(spec({ schemas: { Loner: { ...toy, "x-lifecycle": { ...declared, waiters: {} } } } }));
  expect(only(service)).toMatchObject({ resource: "Loner", property: "life-status", waiters: [] });
  expect(service.declarations).toEqual([]);
});

describe("types by state", () => {
  const statesOf = (service: Service) => service.declarations.find(({ name }) => name === "ShareToy")?.states;
  const required = { optional: false, docs: docs({}) };
  const text = { kind: "primitive", name: "string" };

  test("make sure of what the state guarantees and the resource does not: there, and not null", () => {
    expect(statesOf(toys())).toEqual({
      property: {
        name: "lifeStatus",
        type: { kind: "extensible", known: ["new", "lent", "sold", "broken"] },
        optional: false,
        docs: docs({ description: "Its state." }),
      },
      known: [
        {
          name: "NewShareToy",
          state: "new",
          members: [],
          docs: docs({ description: "A Share Toy that is `new`. Just made." }),
        },
        {
          name: "LentShareToy",
          state: "lent",
          members: [],
          docs: docs({ description: "A Share Toy that is `lent`." }),
        },
        {
          name: "SoldShareToy",
          state: "sold",
          members: [
            { name: "soldAt", type: text, ...required },
            { name: "buyer", type: { kind: "union", of: [text, { kind: "primitive", name: "number" }] }, ...required },
          ],
          docs: docs({ description: "A Share Toy that is `sold`." }),
        },
        {
          name: "BrokenShareToy",
          state: "broken",
          members: [{ name: "brokenBy", type: text, ...required }],
          docs: docs({ description: "A Share Toy that is `broken`. Not to be mended." }),
        },
      ],
      other: "OtherShareToy",
      base: "AnyShareToy",
    });
  });

  test("take the names that others leave", () => {
    const schemas = { SoldShareToy: { type: "object", properties: { "share-toy": ref("share-toy") } } };
    const paths = { "/sold": { get: { operationId: "sold", responses: { "200": answer(ref("SoldShareToy")) } } } };
    const service = toys({ schemas, paths });
    expect(statesOf(service)?.known.map(({ name }) => name)).toContain("SoldShareToy2");
    expect(only(service).waiters[0]?.value).toEqual({ kind: "named", name: "SoldShareToy2" });
  });

  test.each([
    [
      "a resource that callers also pass",
      {
        paths: {
          "/toys": {
            post: {
              operationId: "add",
              requestBody: { content: { "application/json": { schema: ref("share-toy") } } },
              responses: { "204": answer() },
            },
          },
        },
      },
    ],
    [
      "a set of states that is closed",
      { schema: { properties: { ...toy.properties, "life-status": { enum: ["new", "sold"] } } } },
    ],
    ["a resource without the property", { lifecycle: { property: "state" } }],
    ["a resource that is no object with members", { schema: { type: "array", items: { type: "string" } } }],
  ])("do not exist for %s, and a wait gives the resource", (_, more) => {
    const service = toys(more as Readonly<Record<string, Json>>);
    expect(statesOf(service)).toBeUndefined();
    expect(only(service).waiters[0]?.value).toEqual({ kind: "named", name: "ShareToy" });
  });
});

describe("waiters", () => {
  test("have their names, their states and what they give", () => {
    const named = (name: string) => ({ kind: "named", name });
    expect(only(toys()).waiters).toEqual([
      {
        poll: "getToy",
        method: "waitUntilSold",
        functionName: "waitUntilShareToySold",
        file: "resources/toys/waiters",
        until: ["sold"],
        stop: ["broken"],
        value: named("SoldShareToy"),
      },
      {
        poll: "getToy",
        method: "waitUntilOver",
        functionName: "waitUntilShareToyOver",
        file: "resources/toys/waiters",
        until: ["sold", "broken"],
        stop: [],
        value: { kind: "union", of: [named("SoldShareToy"), named("BrokenShareToy")] },
      },
    ]);
  });

  const stops = (waiter: Json, lifecycle: Json = {}) =>
    only(toys({ lifecycle: { ...lifecycle, waiters: { it: { poll: "getToy", ...waiter } } } })).waiters[0]?.stop;

  test("stop where no way leads on to a wanted state", () => {
    expect(stops({ until: ["sold"] })).toEqual(["broken"]);
    expect(stops({ until: ["lent"] })).toEqual(["sold", "broken"]);
    expect(stops({ until: ["sold"] }, { terminal: [] })).toEqual(["broken"]);
  });

  test("stop where they say so, and in what has failed", () => {
    expect(stops({ until: ["sold"], stop: ["lent"] })).toEqual(["lent", "broken"]);
    expect(stops({ until: ["sold"] }, { failed: ["lent"] })).toEqual(["lent", "broken"]);
    expect(stops({ until: ["sold", "lent"], stop: ["lent"] })).toEqual(["broken"]);
  });

  test("take the names that others leave, on their resource and in the service", () => {
    const paths = {
      "/toys/{id}/wait": {
        post: {
          operationId: "waitUntilShareToyOver",
          "x-resource": "toys",
          "x-method": "waitUntilSold",
          parameters: [id],
          responses: { "204": answer() },
        },
      },
      "/over": {
        get: {
          operationId: "over",
          "x-resource": "toys.waitUntilOver",
          "x-method": "get",
          responses: { "204": answer() },
        },
      },
      "/boats": { post: { operationId: "waitUntilShareToySold", responses: { "204": answer() } } },
    };
    expect(only(toys({ paths })).waiters.map(({ method, functionName }) => [method, functionName])).toEqual([
      ["waitUntilSold2", "waitUntilShareToySold2"],
      ["waitUntilOver2", "waitUntilShareToyOver"],
    ]);
  });

  test("two of one name by another spelling are told apart", () => {
    const waiters = { soldOff: { poll: "getToy", until: ["sold"] }, "sold-off": { poll: "getToy", until: ["sold"] } };
    const methods = only(toys({ lifecycle: { waiters } })).waiters.map(({ method }) => method);
    expect(methods).toEqual(["waitUntilSoldOff", "waitUntilSoldOff2"]);
  });

  describe("of a resource that no call reads by itself", () => {
    const query = (name: string) => ({ name, in: "query", schema: { type: "string" }, description: "Which." });
    const page = {
      type: "object",
      required: ["data", "next"],
      properties: { data: { type: "array", items: ref("share-toy") }, next: { type: ["string", "null"] } },
    };
    const pagination = { style: "token", after: "token", items: "/data", next: "/next" };
    const list = {
      operationId: "listToys",
      "x-resource": "toys",
      "x-method": "list",
      "x-pagination": pagination,
      parameters: [query("toy-id"), query("token")],
      responses: { "200": answer(page) },
    };
    const found = (find: string, poll = "listToys") => {
      const lifecycle = { ...declared, waiters: { sold: { poll, find, until: ["sold"] } } };
      const get = { operationId: "getToy", parameters: [id], responses: { "200": answer(ref("share-toy")) } };
      return buildService({
        name: "toys",
        document: spec({
          "x-key-inflection": { header: "K", value: "camel" },
          schemas: { "share-toy": { ...toy, "x-lifecycle": lifecycle } },
          paths: { "/toys": { get: list }, "/toys/{id}": { get } },
        } as never),
      });
    };

    test("repeat a list, with a member of its input that leaves one in it", () => {
      const { service, problems } = found("toy-id");
      expect(problems).toEqual([]);
      expect(service?.lifecycles[0]?.waiters).toMatchObject([
        { poll: "listToys", method: "waitUntilSold", find: { name: "toyId", docs: { description: "Which." } } },
      ]);
    });

    test.each([
      ["toy-name", "listToys"],
      ["id", "getToy"],
    ])("are dropped where there is no such parameter, or no list: %s of %s", (find, poll) => {
      const { service, problems } = found(find, poll);
      expect(service?.lifecycles[0]?.waiters).toEqual([]);
      expect(problems).toMatchObject([
        {
          code: "waiter-dropped",
          message: `The waiter \`sold\` of ShareToy polls ${poll}, which is no list of ShareToy in pages with the query parameter ${find}.`,
          remedy: "Name the GET that lists the resource, and in `find` its parameter that takes the id.",
        },
      ]);
    });
  });

  test.each([
    ["is no operation", "watchToy", {}],
    [
      "is no read",
      "lendToy",
      {
        "/toys/{id}/lend": {
          post: { operationId: "lendToy", parameters: [id], responses: { "200": answer(ref("share-toy")) } },
        },
      },
    ],
    [
      "gives something else",
      "getBoat",
      { "/boats": { get: { operationId: "getBoat", responses: { "200": answer(ref("Boat")) } } } },
    ],
    [
      "needs a query",
      "findToy",
      {
        "/find": {
          get: {
            operationId: "findToy",
            parameters: [{ name: "q", in: "query", required: true, schema: { type: "string" } }],
            responses: { "200": answer(ref("share-toy")) },
          },
        },
      },
    ],
  ])("are dropped, and not in silence, when what they poll %s", (_, poll, paths) => {
    const lifecycle = { ...declared, waiters: { sold: { poll, until: ["sold"] } } };
    const schemas = {
      "share-toy": { ...toy, "x-lifecycle": lifecycle },
      Boat: { type: "object", properties: { id: {} } },
    };
    const get = { operationId: "getToy", parameters: [id], responses: { "200": answer(ref("share-toy")) } };
    const { service, problems } = buildService({
      name: "toys",
      document: spec({ schemas, paths: { "/toys/{id}": { get }, ...(paths as Json) } }),
    });
    expect(service?.lifecycles[0]?.waiters).toEqual([]);
    expect(problems).toEqual([
      {
        code: "waiter-dropped",
        severity: "warning",
        message: `The waiter \`sold\` of ShareToy polls ${poll}, which does not read one ShareToy by its path.`,
        remedy: "Name the GET that answers with the resource, and needs no query.",
        pointer: "#/components/schemas/share-toy/x-lifecycle/waiters/sold",
        operationId: poll === "watchToy" ? undefined : poll,
      },
    ]);
  });
});

test("types by state know a state that is a component of its own, in capitals, and the article of a vowel", () => {
  const { declarations, lifecycles } = toys({
    lifecycle: {
      states: { NEW: {}, ON_LOAN: {} },
      transitions: [{ from: "NEW", to: "ON_LOAN" }],
      initial: "NEW",
      terminal: [],
      waiters: {},
    } as never,
    schema: {
      title: "Object",
      properties: { ...toy.properties, "life-status": ref("Status") },
    },
    schemas: { Status: { type: "string", "x-extensible-enum": ["NEW", "ON_LOAN"] } },
  });
  expect(lifecycles).toHaveLength(1);
  const states = declarations.find(({ name }) => name === "ShareToy")?.states;
  expect(states?.known.map(({ name }) => name)).toEqual(["NewShareToy", "OnLoanShareToy"]);
  expect(states?.known[1]?.docs.description).toBe("An Object that is `ON_LOAN`.");
});
