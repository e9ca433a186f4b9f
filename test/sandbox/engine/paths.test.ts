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
