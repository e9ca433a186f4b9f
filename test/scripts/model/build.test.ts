import { beforeAll, describe, expect, test } from "vitest";
import { buildService } from "../../../scripts/model/build.js";
import { namesOf } from "../../../scripts/model/types/node.js";
import { operationsOf, type Resource, type Service } from "../../../scripts/model/types/service.js";
import { named, open, string } from "./nodes.js";
import { answer, build, bundled, type Json, json, problemsOf, ref, spec } from "./spec.js";

function info(title: string): Json {
  return { info: { title, version: "1.0.0" } };
}

test.each([
  ["enablenow", "EnableNow Sharing API", "EnableNow"],
  ["persona", "Persona Connect and Cases API", "Persona"],
  ["toy-shop", "The Toy Shop", "ToyShop"],
  ["toys", "An API of something else", "Toys"],
  ["toys", "The Toy Shop", "Toys"],
  ["toys", "toys, in lower case", "Toys"],
  ["toys", '*/ alert("Toys")', "Toys"],
  ["toys", "", "Toys"],
])("the service %s, titled %j, is spelled %s", (name, title, typeName) => {
  expect(build(spec(info(title)), name).typeName).toBe(typeName);
});

describe("a resource is described", () => {
  const get = (tag: string, schema: string) => ({
    get: { tags: [tag], responses: { "200": answer(ref(schema)) } },
  });
  const schemas = {
    Toy: { type: "object", description: "Something to play with.", properties: { id: { type: "string" } } },
    Box: { type: "object", description: "Something to keep toys in.", properties: { id: { type: "string" } } },
  };
  const described = (boxTag: string) => {
    const tags = [
      { name: "play", description: "All about playing." },
      { name: "keep", description: "All about keeping." },
    ];
    const at = (resource: string, operation: Json) => ({ get: { ...operation, "x-resource": resource } });
    const paths = {
      "/toys/{id}": at("toys", get("play", "Toy").get),
      "/boxes/{id}": at("boxes", get(boxTag, "Box").get),
    };
    return Object.fromEntries(
      build(spec({ schemas, tags, paths })).root.children.map(({ name, description }) => [name, description]),
    );
  };

  test("by its tag, if no other resource has it", () => {
    expect(described("keep")).toEqual({ toys: "All about playing.", boxes: "All about keeping." });
  });

  test("by what it answers with, if the tag is about more", () => {
    expect(described("play")).toEqual({ toys: "Something to play with.", boxes: "Something to keep toys in." });
  });
});

test("a document that says nothing makes a service with nothing", () => {
  expect(build({}, "toys")).toEqual({
    name: "toys",
    typeName: "Toys",
    specFolder: "specs/toys",
    title: "toys",
    description: undefined,
    version: "",
    servers: [],
    auth: { schemes: [], security: [], required: false },
    inflection: undefined,
    idempotency: undefined,
    requestId: undefined,
    errorFormat: "any",
    rateLimit: undefined,
    headerOptions: [],
    exact: [],
    browserFlows: [],
    root: { name: "", path: [], className: "", file: "", description: undefined, operations: [], children: [] },
    webhooks: undefined,
    lifecycles: [],
    unconfirmed: [],
    declarations: [],
  });
});

test("a server's URL has the defaults of its variables; what has none stays as it is", () => {
  const variables = { region: { default: "eu" }, port: { default: 8443 }, odd: {} };
  const servers = [{ url: "https://{region}.a.test:{port}/{odd}/{__proto__}/", variables }];
  expect(build(spec({ servers })).servers.map(({ url }) => url)).toEqual(["https://eu.a.test:8443/{odd}/{__proto__}"]);
});

test("servers are environments, by their own names or by number", () => {
  const servers = [
    { url: "https://a.test/v1/", description: "The one." },
    { url: "https://b.test", "x-environment": "staging" },
    { url: "https://c.test", name: "local" },
    { url: "https://d.test" },
    {},
    "no object",
  ];
  expect(build(spec({ servers })).servers).toEqual([
    { environment: "default", url: "https://a.test/v1", description: "The one." },
    { environment: "staging", url: "https://b.test", description: undefined },
    { environment: "local", url: "https://c.test", description: undefined },
    { environment: "server4", url: "https://d.test", description: undefined },
    { environment: "server5", url: "", description: undefined },
  ]);
});

test("the extensions of the root say how the service is spoken to", () => {
  const headers = { "X-Request-Id": { schema: { type: "string" } } };
  const paths = { "/a": { get: { operationId: "a", responses: { "204": { description: "Done.", headers } } } } };
  const service = build(
    spec({
      paths,
      "x-key-inflection": { header: "Key-Inflection", value: "camel", verbatim: ["fields"] },
      "x-idempotency": { header: "Idempotency-Key", methods: ["post"] },
      "x-rate-limit": { limit: "L", remaining: "R", reset: "T", resetUnit: "epoch-seconds" },
    }),
  );
  expect(service).toMatchObject({
    inflection: { header: "Key-Inflection", value: "camel", verbatim: ["fields"] },
    idempotency: { header: "Idempotency-Key", methods: ["POST"] },
    rateLimit: { limit: "L", remaining: "R", reset: "T", epoch: true },
    requestId: "X-Request-Id",
  });
});

test("a header that inflection or idempotency sets is no option of the client", () => {
  const header = (name: string) => ({ in: "header", name, schema: { type: "string" } });
  const parameters = ["Key-Inflection", "Idempotency-Key", "Authorization", "Toys-Version"].map(header);
  const paths = { "/a": { get: { operationId: "a", parameters, responses: { "204": answer() } } } };
  const service = build(
    spec({
      paths,
      "x-key-inflection": { header: "Key-Inflection", value: "camel" },
      "x-idempotency": { header: "Idempotency-Key", methods: ["post"] },
    }),
  );
  expect(service.headerOptions.map(({ name }) => name)).toEqual(["toysVersion"]);
});

test("a default of a header that is no option of the client is a problem", () => {
  const header = { in: "header", name: "Toys-Version", schema: { type: "string" } };
  const paths = { "/a": { get: { operationId: "a", parameters: [header], responses: { "204": answer() } } } };
  const document = spec({ paths, "x-default-headers": { "Toys-Version": "1", "Toy-Version": "1" } });
  const { service, problems } = buildService({ name: "toys", document });
  expect(service?.headerOptions.map((option) => option.default)).toEqual(["1"]);
  expect(problems.map(({ code, message }) => [code, message.slice(0, 41)])).toEqual([
    ["default-header", "`x-default-headers` names `Toy-Version`, "],
  ]);
});

test("no type takes the name of one that generated files import", () => {
  const names = ["Page", "Promise", "ToysOptions", "toys", "Reference"];
  const schemas = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  const all = { prefixItems: names.map(ref), items: false };
  const paths = { "/a": { get: { operationId: "a", responses: { "200": answer(all) } } } };
  expect(build(spec({ schemas, paths })).declarations.map(({ name }) => name)).toEqual([
    "PageModel",
    "PromiseModel",
    "ToysOptionsModel",
    "ToysModel",
    "ReferenceModel",
  ]);
});

test("prose speaks of members as callers know them, only where they know them by another name", () => {
  const schemas = { Toy: { description: "See `made-at`.", properties: { "made-at": { type: "string" } } } };
  const paths = { "/a": { get: { operationId: "a", responses: { "200": answer(ref("Toy")) } } } };
  const told = (more: Json) => build(spec({ schemas, paths, ...more })).declarations[0]?.docs.description;
  expect(told({ "x-key-inflection": { header: "K", value: "camel" } })).toBe("See `madeAt`.");
  expect(told({})).toBe("See `made-at`.");
});

test("every problem of a document is found at once", () => {
  const name = { "x-resource": "toys", "x-method": "list" };
  const paths = {
    "/a": { get: { operationId: "a", ...name, responses: {}, "x-pagination": { items: "/data" } } },
    "/a/{id}/b": { get: { operationId: "b", ...name, responses: {} } },
  };
  expect(problemsOf(spec({ paths })).map(({ code, operationId }) => `${code} ${operationId}`)).toEqual([
    "name-collision b",
    "pager-mismatch a",
  ]);
});

describe("a whole API that never heard of us", () => {
  const toy = { type: "object", required: ["id"], properties: { id: { type: "string" }, color: { enum: ["red"] } } };
  const id = { in: "path", name: "toyId", required: true, schema: { type: "string" } };
  const service = build({
    openapi: "3.1.0",
    info: { title: "Toy Shop API", version: "2" },
    servers: [{ url: "https://api.toys.test/v2" }],
    security: [{ key: [] }],
    components: { schemas: { Toy: toy }, securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    paths: {
      "/toys": {
        get: {
          operationId: "listToys",
          parameters: [{ in: "query", name: "color", schema: { type: "string" } }],
          responses: { "200": answer({ type: "array", items: ref("Toy") }) },
        },
        post: { operationId: "createToy", requestBody: json(ref("Toy")), responses: { "201": answer(ref("Toy")) } },
      },
      "/toys/{toyId}": {
        parameters: [id],
        get: { operationId: "getToy", responses: { "200": answer(ref("Toy")), "404": answer() } },
        delete: { operationId: "removeToy", responses: { "204": answer() } },
      },
      "/toys/{toyId}/wind-up": { post: { operationId: "windUp", parameters: [id], responses: { "204": answer() } } },
      "/shop": { get: { operationId: "getShop", responses: { "200": answer({ type: "object" }) } } },
    },
  });

  test("has the methods that one expects", () => {
    const told = operationsOf(service.root).map((each) => {
      const parts = [...each.ids.map(({ name }) => name), ...(each.input === undefined ? [] : ["input"])];
      return `${each.name}(${parts.join(", ")}) ${each.functionName} ${each.httpMethod} ${each.path} ${each.decode}`;
    });
    expect(told).toEqual([
      "toys.list(input) listToys GET /toys none",
      "toys.create(input) createToy POST /toys none",
      "toys.retrieve(toyId) getToy GET /toys/{toyId} none",
      "toys.delete(toyId) removeToy DELETE /toys/{toyId} nothing",
      "toys.windUp(toyId) windUp POST /toys/{toyId}/wind-up nothing",
      "shop.retrieve() getShop GET /shop none",
    ]);
  });

  test("has its types, its server and its key", () => {
    expect(service).toMatchObject({
      typeName: "Toys",
      auth: { schemes: [{ kind: "bearer", credential: { variable: "TOYS_API_KEY" } }], required: true },
      servers: [{ environment: "default", url: "https://api.toys.test/v2" }],
    });
    expect(service.declarations.map(({ name, file, input }) => [name, file, input])).toEqual([
      ["Toy", "types/toy", true],
      ["ListToysInput", "resources/toys/list", true],
    ]);
  });
});

describe("our own services", () => {
  const services = new Map<string, Service>();

  beforeAll(async () => {
    for (const name of ["persona", "enablenow"]) services.set(name, build(await bundled(name), name));
  });

  const service = (name: string) => services.get(name) as Service;
  const methods = ({ path, operations, children }: Resource): readonly string[] => [
    ...(operations.length === 0
      ? []
      : [
          `${path.join(".")}: ${operations
            .map(({ method }) => method)
            .sort()
            .join(" ")}`,
        ]),
    ...children.flatMap(methods),
  ];

  test("have exactly the resources and methods that were asked for", () => {
    const persona = methods(service("persona").root);
    expect(persona).toEqual(
      expect.arrayContaining([
        "accounts: addObjects addRelation addTag consolidate create list listRelations redact removeObjects removeRelation removeTag retrieve runAction search setTags update",
        "cases: addObjects addTag assign create list redact removeObjects removeTag retrieve search setStatus setTags update",
        "connect.connections: create deactivate list reactivate retrieve",
        "connect.shareTokens: create expire list redeem retrieve",
        "lists.emailAddresses.items: archive create retrieve",
        "webhooks: archive clone create disable enable list retrieve rotateSecret update",
      ]),
    );
    expect(operationsOf(service("persona").root)).toHaveLength(222);
    expect(methods(service("enablenow").root)).toEqual(
      expect.arrayContaining(["shares: create delete list retrieve update", "users: create delete retrieve"]),
    );
    expect(operationsOf(service("enablenow").root)).toHaveLength(28);
  });

  test("page by cursor, by re-posting a search, and by number", () => {
    const pagers = (name: string) =>
      operationsOf(service(name).root).flatMap(({ name, pager, httpMethod }) =>
        pager === undefined ? [] : [`${name} ${httpMethod} ${pager.kind}`],
      );
    const persona = pagers("persona");
    expect(persona).toEqual(
      expect.arrayContaining([
        "connect.connections.list GET cursor",
        "connect.shareTokens.list GET cursor",
        "cases.list GET cursor",
        "cases.search POST cursor",
        "inquiries.search POST cursor",
      ]),
    );
    expect(persona.filter((each) => !each.endsWith("cursor"))).toEqual([]);
    expect(pagers("enablenow")).toEqual(
      expect.arrayContaining(["shares.list GET number", "transactions.list GET token"]),
    );
  });

  test("know where their keys come from", () => {
    expect(service("persona").auth).toMatchObject({
      schemes: expect.arrayContaining([
        expect.objectContaining({
          kind: "bearer",
          credential: expect.objectContaining({ variable: "PERSONA_API_KEY" }),
        }),
      ]),
      // Relays need none.
      required: false,
    });
    expect(service("enablenow").auth).toMatchObject({
      schemes: [
        {
          kind: "clientCredentials",
          id: { variable: "ENABLENOW_CLIENT_ID" },
          secret: { variable: "ENABLENOW_CLIENT_SECRET" },
        },
      ],
      required: true,
    });
    expect(service("enablenow").servers.map(({ environment }) => environment)).toEqual(["production", "staging"]);
  });

  test("say what a Share Token is, flat and by the names that callers know", () => {
    const token = service("persona").declarations.find(({ name }) => name === "ShareToken");
    const found = token?.type.kind === "object" ? token.type.members : [];
    const typeOf = (name: string) => found.find((member) => member.name === name)?.type;
    expect(typeOf("status")).toEqual(open("created", "pending", "redeemed", "expired", "failed"));
    expect(typeOf("id")).toEqual(string);
    expect(found.map(({ name }) => name).filter((name) => /[-_]/.test(name))).toEqual([]);
    const create = operationsOf(service("persona").root).find(
      ({ functionName }) => functionName === "createShareToken",
    );
    expect(create).toMatchObject({ value: named("ShareToken"), idempotent: true, decode: "jsonapi" });
  });

  test("every type that is used is declared, once", () => {
    for (const each of services.values()) {
      const declared = each.declarations.flatMap(namesOf);
      expect(new Set(declared).size).toBe(declared.length);
      const used = [...JSON.stringify(each).matchAll(/"kind":"named","name":"([^"]+)"/g)].map(([, name]) => name);
      expect(used.filter((name) => !declared.includes(name as string))).toEqual([]);
    }
  });
});
