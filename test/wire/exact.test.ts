// Exact numbers of a made-up document: what its generated client gives, sends and brings along.

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const money = { type: "number", format: "decimal" };
const big = { type: "integer", format: "int64" };
const entry = {
  type: "object",
  required: ["id", "amount"],
  properties: {
    id: big,
    amount: money,
    fee: { type: ["number", "null"], format: "decimal" },
    pages: { type: "integer", format: "int64", minimum: 0, maximum: 1000 },
    parts: { type: "array", items: { $ref: "#/components/schemas/Entry" } },
    rates: { type: "object", additionalProperties: money },
    detail: {
      oneOf: [
        { type: "object", properties: { net: money } },
        { type: "array", items: money },
      ],
    },
  },
};
const page = {
  type: "object",
  required: ["data"],
  properties: {
    data: { type: "array", items: { $ref: "#/components/schemas/Entry" } },
    next: { type: ["string", "null"] },
  },
};
const has = (schema: Json): Json => ({ description: "It.", content: { "application/json": { schema } } });
const problem = { type: "object", properties: { limit: money } };

const paths: Json = {
  "/entries": {
    get: {
      operationId: "listEntries",
      parameters: [
        { name: "cursor", in: "query", schema: { type: "string" } },
        { name: "min", in: "query", schema: money },
      ],
      responses: { "200": has(page), "422": has(problem) },
    },
    post: {
      operationId: "createEntry",
      requestBody: { required: true, ...has({ $ref: "#/components/schemas/Entry" }) },
      responses: { "201": has({ $ref: "#/components/schemas/Entry" }) },
    },
  },
  "/entries/live": {
    get: {
      operationId: "watchEntries",
      responses: {
        "200": {
          description: "",
          content: { "text/event-stream": { schema: { $ref: "#/components/schemas/Entry" } } },
        },
      },
    },
  },
  "/entries/export": {
    get: {
      operationId: "exportEntries",
      responses: {
        "200": {
          description: "",
          content: { "application/jsonl": { schema: { $ref: "#/components/schemas/Entry" } } },
        },
      },
    },
  },
  "/entries/{id}": {
    get: {
      operationId: "getEntry",
      parameters: [{ name: "id", in: "path", required: true, schema: big }],
      responses: { "200": has({ $ref: "#/components/schemas/Entry" }) },
    },
  },
  "/names": {
    get: {
      operationId: "getNames",
      responses: {
        "200": has({ type: "object", properties: { size: { type: "number" }, count: { type: "integer" } } }),
      },
    },
  },
};

let client: Generated;
beforeAll(async () => {
  client = await generated(paths, {
    components: { schemas: { Entry: entry } },
    webhooks: {
      "entry.created": {
        post: { operationId: "entryCreated", requestBody: has(entry), responses: { "200": { description: "Taken." } } },
      },
    },
  });
});
afterAll(removeClients);

const json = (text: string, status = 200): Response =>
  new Response(text, { status, headers: { "content-type": "application/json" } });

const wire =
  '{"id":7,"amount":1250.10,"fee":null,"pages":3,"parts":[{"id":8,"amount":0.30}],"rates":{"USD":1.0840},"detail":{"net":1.0}}';

test("decimals arrive digit by digit wherever they stand, and other numbers as numbers", async () => {
  const { result } = await client.call("getEntry", [7], json(wire));
  expect(await result).toEqual({
    id: 7,
    amount: "1250.10",
    fee: null,
    pages: 3,
    parts: [{ id: 8, amount: "0.30" }],
    rates: { USD: "1.0840" },
    detail: { net: "1.0" },
  });
});

test("what arrived is sent again byte by byte", async () => {
  const { result } = await client.call("getEntry", [7], json(wire));
  const { sent } = await client.call("createEntry", [await result], json(wire, 201));
  expect(await sent[0]?.request.text()).toBe(wire);
});

test("a list keeps the numbers of its items exact, and a query those that ask for them", async () => {
  const { sent, result } = await client.call(
    "listEntries",
    [{ min: "10.50" }],
    json('{"data":[{"id":1,"amount":2.50},{"id":2,"amount":1e3}],"next":null}'),
  );
  expect((await result) as object).toMatchObject({
    items: [
      { id: 1, amount: "2.50" },
      { id: 2, amount: "1e3" },
    ],
  });
  expect(sent[0]?.target).toBe("/entries?min=10.50");
});

test("the numbers of a declared error are as exact as those of a success", async () => {
  const { result } = await client.call("listEntries", [{}], json('{"limit":100.00}', 422));
  await expect(result).rejects.toMatchObject({ status: 422, body: { limit: "100.00" } });
});

test("64-bit numbers beyond 2^53 are refused, until the client is made with another form", async () => {
  const far = json('{"id":9007199254740993,"amount":1}');
  const { sent, result } = await client.call("getEntry", ["9007199254740993"], far);
  await expect(result).rejects.toThrow("`id` is beyond 2^53");
  expect(sent).toHaveLength(1);
  const { createToysTransport, getEntry } = await import(join(client.folder, "index.ts"));
  for (const [int64, id] of [
    ["bigint", 9007199254740993n],
    ["string", "9007199254740993"],
  ]) {
    const targets: string[] = [];
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const request = new Request(url, init);
      targets.push(request.url);
      return far.clone();
    };
    expect(await getEntry(createToysTransport({ fetch, int64 }), id)).toEqual({ id, amount: "1" });
    expect(targets).toEqual(["https://toys.test/v1/entries/9007199254740993"]);
  }
  expect(() => createToysTransport({ int64: "float" })).toThrow('toys: `int64` is "number", "bigint" or "string".');
});

describe("the numbers of a stream are exact, value by value:", () => {
  const texts = ['{"id":1,"amount":5.10}', '{"id":2,"amount":0.30}'];
  const stream = (body: string, type: string) => new Response(body, { headers: { "content-type": type } });
  const events = () => stream(texts.map((text) => `data: ${text}\n\n`).join(""), "text/event-stream");
  const lines = () => stream(texts.join("\n"), "application/jsonl");

  test("server-sent events", async () => {
    const { result } = await client.call("watchEntries", [], events());
    const found = [];
    for await (const { data } of (await result) as AsyncIterable<{ data: unknown }>) found.push(data);
    expect(found).toEqual([
      { id: 1, amount: "5.10" },
      { id: 2, amount: "0.30" },
    ]);
  });

  test("lines of JSON, and one that no number holds is refused with its member", async () => {
    const read = async (answer: Response) => {
      const { result } = await client.call("exportEntries", [], answer);
      const found = [];
      for await (const entry of (await result) as AsyncIterable<unknown>) found.push(entry);
      return found;
    };
    expect(await read(lines())).toEqual([
      { id: 1, amount: "5.10" },
      { id: 2, amount: "0.30" },
    ]);
    const far = stream('{"id":9007199254740993,"amount":1}\n', "application/jsonl");
    await expect(read(far)).rejects.toThrow("`id` is beyond 2^53");
  });
});

test("the numbers of an event are exact too", async () => {
  const { parseToysEvent } = await import(join(client.folder, "index.ts"));
  expect(parseToysEvent('{"id":1,"amount":5.10}')).toEqual({ id: 1, amount: "5.10" });
  expect(() => parseToysEvent("{")).toThrow("this is not a webhook event");
});

test("an operation without such numbers has nothing of them in its facts", () => {
  const [names = ""] = client.text.split("export function").filter((text) => text.includes('"/names"'));
  expect(names).toContain("getNamesOperation");
  expect(names).not.toMatch(/Exact|Numbers|readValue/);
});

test("64-bit numbers are told once at generation", () => {
  expect(client.problems.map(({ code, severity }) => [code, severity])).toEqual([["int64-inexact", "warning"]]);
});
