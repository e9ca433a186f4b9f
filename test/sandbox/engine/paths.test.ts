// The id of a resource in its path. It has the form of the path's parameter, whatever the resource itself shows.

import { expect, test } from "vitest";
import { createSandbox } from "../../../src/sandbox/sandbox.js";

const json = (schema: object) => ({ description: "", content: { "application/json": { schema } } });
const path = (name: string, schema: object, style?: string) => ({
  ...{ name, in: "path", required: true, schema },
  ...(style !== undefined && { style }),
});

function open(id: object, thing: object, style?: string) {
  const document = {
    openapi: "3.1.1",
    info: { title: "Things", version: "1" },
    paths: {
      "/things": {
        get: { operationId: "list", responses: { "200": json({ type: "array", items: thing }) } },
        post: { operationId: "create", requestBody: json(thing), responses: { "201": json(thing) } },
      },
      "/things/{thingId}": {
        parameters: [path("thingId", id, style)],
        get: { operationId: "retrieve", responses: { "200": json(thing) } },
      },
    },
  };
  const sandbox = createSandbox({ document, now: "2026-11-01T09:00:00Z", name: "api" });
  const status = async (address: string) => (await sandbox.fetch(`http://localhost${address}`)).status;
  const ids = () =>
    sandbox.control.api?.resources
      .of("things")
      .within({})
      .map((record) => record.id) ?? [];
  const create = async () => {
    const init = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    return (await (await sandbox.fetch("http://localhost/things", init)).json()) as { readonly id?: string };
  };
  return { sandbox, status, ids, create };
}

const named = { type: "object", properties: { name: { type: "string" } } };

test("an id of a pattern matches it, and the next one does too and is another", async () => {
  const thing = { type: "object", required: ["id"], properties: { id: { type: "string", readOnly: true } } };
  const { status, create } = open({ type: "string", pattern: "^[a-f\\d]{24}$" }, thing);
  const [one, other] = [await create(), await create()];
  expect([one.id, other.id]).toEqual([expect.stringMatching(/^[a-f\d]{24}$/), expect.stringMatching(/^[a-f\d]{24}$/)]);
  expect(one.id).not.toBe(other.id);
  expect([await status(`/things/${one.id}`), await status(`/things/${other.id}`)]).toEqual([200, 200]);
});

test("of a list of values the id is one, though the resource shows something else", async () => {
  const { status, ids } = open({ type: "string", enum: ["guides", "reference"] }, named);
  expect(["guides", "reference"]).toContain(ids()[0]);
  expect(await status(`/things/${ids()[0]}`)).toBe(200);
});

test.each([
  ["a moment", { type: "string", format: "date-time" }, "2026-01-01T00:00:00.000Z"],
  ["a date", { type: "string", format: "date" }, "2026-01-01"],
  ["an address of mail", { type: "string", format: "email" }, "user-1@example.com"],
  ["a yes or no", { type: "boolean" }, "true"],
])("an id that is %s is one in the path, too", async (_, schema, id) => {
  const { status, ids } = open(schema, named);
  expect(ids()).toEqual([encodeURIComponent(id)]);
  expect(await status(`/things/${encodeURIComponent(id)}`)).toBe(200);
});

test("a parameter that the template of a path has behind its question mark is read from the query", async () => {
  const document = {
    openapi: "3.1.1",
    info: { title: "Alerts", version: "1" },
    paths: {
      "/alert?AlertID={id}": {
        get: { parameters: [path("id", { type: "integer" })], responses: { "200": json({ type: "object" }) } },
      },
    },
  };
  const { fetch } = createSandbox({ document, name: "api" });
  const answer = async (address: string) => {
    const response = await fetch(`http://localhost${address}`);
    return [response.status, await response.text()];
  };
  expect((await answer("/alert?AlertID=7"))[0]).toBe(200);
  expect(await answer("/alert?AlertID=x")).toEqual([400, expect.stringContaining("AlertID must be an integer")]);
  expect(await answer("/alert")).toEqual([400, expect.stringContaining("AlertID is missing")]);
});

test("what lies in a resource is found, whatever its paths call the resource's id", async () => {
  const member = { type: "object", required: ["login"], properties: { login: { type: "string" } } };
  const team = { type: "object", required: ["slug"], properties: { slug: { type: "string" } } };
  const at = (names: readonly string[], operations: object) => ({
    ...{ parameters: names.map((name) => path(name, { type: "string" })), ...operations },
  });
  const list = (schema: object) => ({ get: { responses: { "200": json({ type: "array", items: schema }) } } });
  const post = (schema: object) => ({ post: { requestBody: json(schema), responses: { "201": json(schema) } } });
  const document = {
    openapi: "3.1.1",
    info: { title: "Teams", version: "1" },
    paths: {
      "/teams": { ...list(team), ...post(team) },
      "/teams/{slug}": at(["slug"], { get: { responses: { "200": json(team) } } }),
      "/teams/{team}/members": at(["team"], { ...list(member), ...post(member) }),
      "/teams/{team-id}/members/{login}": at(["team-id", "login"], { get: { responses: { "200": json(member) } } }),
    },
  };
  const { fetch } = createSandbox({ document, name: "api" });
  const send = async (address: string, body?: object) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`http://localhost${address}`, body === undefined ? {} : init);
    return [response.status, await response.text()];
  };
  expect((await send("/teams", { slug: "red" }))[0]).toBe(201);
  expect((await send("/teams/red/members", { login: "ada" }))[0]).toBe(201);
  expect(await send("/teams/red/members/ada")).toEqual([200, '{"login":"ada"}']);
  expect(await send("/teams/red/members")).toEqual([200, expect.stringContaining('"ada"')]);
  expect((await send("/teams/blue/members"))[0]).toBe(404);
});

test("what is there from the start makes room for a new one of its id, unless somebody changed it", async () => {
  const text = { type: "string" };
  const page = {
    type: "object",
    required: ["slug"],
    properties: { slug: { ...text, examples: ["home"] }, title: text },
  };
  const document = {
    openapi: "3.1.1",
    info: { title: "Pages", version: "1" },
    paths: {
      "/pages": { post: { requestBody: json(page), responses: { "201": json(page) } } },
      "/pages/{slug}": {
        parameters: [path("slug", { type: "string" })],
        get: { responses: { "200": json(page) } },
        patch: { requestBody: json(page), responses: { "200": json(page) } },
      },
    },
  };
  const open = () => {
    const { fetch } = createSandbox({ document, name: "api" });
    return async (method: string, address: string, body: object) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(`http://localhost${address}`, { method, headers, body: JSON.stringify(body) })).status;
    };
  };
  const post = open();
  expect([await post("POST", "/pages", { slug: "home" }), await post("POST", "/pages", { slug: "home" })]).toEqual([
    201, 409,
  ]);
  const changed = open();
  expect(await changed("PATCH", "/pages/home", { slug: "home", title: "Welcome" })).toBe(200);
  expect(await changed("POST", "/pages", { slug: "home" })).toBe(409);
});

test("a parameter of the query that is named like a member says it of a new resource", async () => {
  const hook = { type: "object", properties: { id: { type: "string", readOnly: true }, site: { type: "string" } } };
  const site = { name: "site", in: "query", schema: { type: "string" } };
  const document = {
    openapi: "3.1.1",
    info: { title: "Hooks", version: "1" },
    paths: {
      "/hooks": {
        parameters: [site],
        get: { responses: { "200": json({ type: "array", items: hook }) } },
        post: { requestBody: json(hook), responses: { "201": json(hook) } },
      },
      "/hooks/{id}": { parameters: [path("id", { type: "string" })], get: { responses: { "200": json(hook) } } },
    },
  };
  const { fetch } = createSandbox({ document, name: "api" });
  const post = async (address: string, body: object) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return await (await fetch(`http://localhost${address}`, init)).json();
  };
  const made = await post("/hooks?site=s1", {});
  expect(made).toMatchObject({ site: "s1" });
  expect(await (await fetch("http://localhost/hooks?site=s1")).json()).toEqual([made]);
  expect(await post("/hooks?site=s1", { site: "s2" })).toMatchObject({ site: "s2" });
});

test("a change of a list that names none of it is a change of all", async () => {
  const note = { type: "object", properties: { read: { type: "boolean" } } };
  const document = {
    openapi: "3.1.1",
    info: { title: "Notes", version: "1" },
    paths: {
      "/notes": {
        get: { responses: { "200": json({ type: "array", items: note }) } },
        put: { requestBody: json(note), responses: { "202": json({ type: "object" }) } },
      },
    },
  };
  const { fetch } = createSandbox({ document, name: "api" });
  const init = { method: "PUT", headers: { "content-type": "application/json" }, body: '{"read":true}' };
  expect((await fetch("http://localhost/notes", init)).status).toBe(202);
});

test("of alternatives with a discriminator, a body may fit more than one", async () => {
  const pet = (kind: string, member: string) => ({
    type: "object",
    required: ["kind"],
    properties: { kind: { type: "string" }, [member]: { type: "integer" } },
    title: kind,
  });
  const document = {
    openapi: "3.1.1",
    info: { title: "Pets", version: "1" },
    paths: {
      "/pets": {
        post: {
          requestBody: json({
            oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
            discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } },
          }),
          responses: { "200": json({ type: "object" }) },
        },
      },
    },
    components: { schemas: { Cat: pet("Cat", "lives"), Dog: pet("Dog", "walks") } },
  };
  const { fetch } = createSandbox({ document, name: "api" });
  const send = async (body: object) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch("http://localhost/pets", { method: "POST", headers, body: JSON.stringify(body) });
    return response.status;
  };
  expect([await send({ kind: "cat" }), await send({ kind: "dog", walks: 2 }), await send({ lives: 9 })]).toEqual([
    200, 200, 400,
  ]);
});

test.each([
  ["label", "."],
  ["matrix", ";thingId="],
])("an id in the style %s is found without what the style puts before it", async (style, before) => {
  const { status, ids } = open({ type: "string" }, named, style);
  expect(await status(`/things/${before}${ids()[0]}`)).toBe(200);
});

test("a text that a hostile pattern would take years for is refused at once", async () => {
  const thing = {
    type: "object",
    properties: {
      word: { type: "string", pattern: "^(a|a)+$" },
      id: { type: "string" },
      digits: { type: "string", pattern: "^\\d+$" },
    },
  };
  const { sandbox } = open({ type: "string", pattern: "^(x+x+)+y$" }, thing);
  const post = (word: string) =>
    sandbox.fetch("http://localhost/things", {
      ...{ method: "POST", headers: { "content-type": "application/json" } },
      body: JSON.stringify({ word, digits: "12" }),
    });
  const started = performance.now();
  expect((await post("a".repeat(5))).status).toBe(201);
  expect((await post(`${"a".repeat(60)}!`)).status).toBe(400);
  expect((await sandbox.fetch(`http://localhost/things/${"x".repeat(60)}`)).status).toBe(400);
  expect(performance.now() - started).toBeLessThan(5_000);
});
