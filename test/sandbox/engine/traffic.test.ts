// The parts of HTTP around a body, in a document of somebody's own: tags and conditions, headers, limits, keys, files, events.

import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../src/sandbox/sandbox.js";

const note = {
  type: "object",
  required: ["id", "text"],
  properties: { id: { type: "string", readOnly: true }, text: { type: "string", minLength: 1 } },
};
const json = (schema: object, more: object = {}) => ({
  description: "",
  content: { "application/json": { schema } },
  ...more,
});
const ref = { $ref: "#/components/schemas/Note" };
const wrapped = { type: "object", required: ["note"], properties: { note: ref } };
const nothing = { description: "" };
const header = (name: string, required = false) => ({ name, in: "header", required, schema: { type: "string" } });
const string = { schema: { type: "string" } };

const document = {
  openapi: "3.1.1",
  info: { title: "Notes", version: "1" },
  paths: {
    "/notes": {
      get: {
        operationId: "list",
        parameters: [header("If-None-Match")],
        responses: {
          "200": json({ type: "array", items: ref }, { headers: { ETag: string } }),
          "304": nothing,
        },
      },
      post: {
        operationId: "create",
        parameters: [header("Idempotency-Key")],
        requestBody: { required: true, ...json(ref) },
        responses: {
          "201": json(wrapped, {
            headers: {
              ETag: string,
              Location: string,
              "X-Region": { required: true, schema: { type: "string", enum: ["eu-1"] } },
              "X-Next-Page": { required: true, schema: { type: "integer" } },
            },
          }),
          "409": nothing,
        },
      },
    },
    "/notes/{noteId}": {
      parameters: [{ name: "noteId", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "retrieve",
        parameters: [header("If-None-Match")],
        responses: {
          "200": json(wrapped, { headers: { ETag: string, "RateLimit-Limit": string, "RateLimit-Remaining": string } }),
          "304": nothing,
          "404": nothing,
          "429": { description: "", headers: { "Retry-After": { schema: { type: "integer" } } } },
        },
      },
      put: {
        operationId: "replace",
        parameters: [header("If-Match")],
        requestBody: { required: true, ...json(ref) },
        responses: { "200": json(wrapped), "404": nothing, "412": nothing, "428": nothing },
      },
      delete: {
        operationId: "remove",
        parameters: [header("If-Match")],
        responses: { "204": nothing, "404": nothing, "412": nothing },
      },
    },
    "/notes/{noteId}/picture": {
      parameters: [{ name: "noteId", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "picture",
        responses: {
          "200": { description: "", content: { "image/png": { schema: { type: "string", format: "binary" } } } },
        },
      },
      put: {
        operationId: "draw",
        requestBody: { required: true, content: { "image/png": { schema: { type: "string", format: "binary" } } } },
        responses: { "204": nothing },
      },
    },
    "/live": {
      get: {
        operationId: "live",
        responses: { "200": { description: "", content: { "text/event-stream": { schema: ref } } } },
      },
    },
    "/door": { get: { operationId: "door", responses: { "302": nothing } } },
  },
  webhooks: {
    "note.created": {
      post: {
        requestBody: json({ type: "object", required: ["note"], properties: { note: ref } }),
        responses: { "200": nothing },
      },
    },
  },
  components: { schemas: { Note: note } },
};

function open(options: object = {}) {
  const sandbox = createSandbox({ document, now: "2026-11-01T09:00:00Z", name: "api", ...options });
  const send = (call: string, headers: Readonly<Record<string, string>> = {}, body?: unknown) => {
    const [method = "", path = ""] = call.split(" ");
    const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    return sandbox.fetch(`http://localhost${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...sent,
    });
  };
  const made = async (text: string) => {
    const response = await send("POST /notes", {}, { text });
    const { note } = (await response.json()) as { note: { id: string; text: string } };
    return { response, note, tag: response.headers.get("etag") ?? "" };
  };
  return { sandbox, send, made };
}

describe("a tag", () => {
  test("is that of the resource, whoever answers with it, and another after a change", async () => {
    const { send, made } = open();
    const { note, tag } = await made("a");
    expect(tag).toMatch(/^"[\w-]{16}"$/);
    expect((await send(`GET /notes/${note.id}`)).headers.get("etag")).toBe(tag);
    const changed = await send(`PUT /notes/${note.id}`, { "if-match": tag }, { text: "b" });
    expect([changed.status, changed.headers.get("etag") === tag]).toEqual([200, false]);
    expect((await send(`GET /notes/${note.id}`)).headers.get("etag")).toBe(changed.headers.get("etag"));
  });

  test("spares a read of what has not changed: one note, and the list", async () => {
    const { send, made } = open();
    const { note, tag } = await made("a");
    const same = await send(`GET /notes/${note.id}`, { "if-none-match": `"other", W/${tag}` });
    expect([same.status, await same.text(), same.headers.get("etag")]).toEqual([304, "", tag]);
    expect((await send(`GET /notes/${note.id}`, { "if-none-match": '"other"' })).status).toBe(200);
    const list = (await send("GET /notes")).headers.get("etag") ?? "";
    expect((await send("GET /notes", { "if-none-match": list })).status).toBe(304);
    await made("b");
    expect((await send("GET /notes", { "if-none-match": list })).status).toBe(200);
  });

  test("guards a change and a removal: who has seen an older note is refused, and nothing happens", async () => {
    const { send, made, sandbox } = open();
    const { note, tag } = await made("a");
    await send(`PUT /notes/${note.id}`, { "if-match": tag }, { text: "b" });
    expect((await send(`PUT /notes/${note.id}`, { "if-match": tag }, { text: "c" })).status).toBe(412);
    expect((await send(`DELETE /notes/${note.id}`, { "if-match": tag })).status).toBe(412);
    expect(await (await send(`GET /notes/${note.id}`)).json()).toMatchObject({ note: { text: "b" } });
    expect((await send(`PUT /notes/${note.id}`, {}, { text: "c" })).status).toBe(428);
    expect((await send(`DELETE /notes/${note.id}`, { "if-match": "*" })).status).toBe(204);
    expect((await send(`GET /notes/${note.id}`)).status).toBe(404);
    expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
  });
});

test("headers that an answer must have are there, but for those that would lead on to pages", async () => {
  const { made, send } = open();
  const { response, note } = await made("a");
  expect(response.headers.get("x-region")).toBe("eu-1");
  expect(response.headers.get("x-next-page")).toBe(null);
  expect(response.headers.get("location")).toBe(`/notes/${note.id}`);
  const door = await send("GET /door");
  expect([door.status, door.headers.get("location")]).toEqual([302, "/"]);
});

test("a key has a call repeated without being done twice", async () => {
  const { send } = open();
  const count = async () => ((await (await send("GET /notes")).json()) as unknown[]).length;
  const before = await count();
  const key = { "idempotency-key": "k1" };
  const first = await (await send("POST /notes", key, { text: "a" })).json();
  expect(await (await send("POST /notes", key, { text: "a" })).json()).toEqual(first);
  expect((await send("POST /notes", key, { text: "b" })).status).toBe(409);
  expect(await count()).toBe(before + 1);
});

test("limits are told, and kept where somebody sets them", async () => {
  const usual = await open().send("GET /notes/none");
  expect(usual.headers.get("ratelimit-limit")).toBe("600");
  const { send, made } = open({ limits: { api: { requests: 3 } } });
  const { note } = await made("a");
  const read = await send(`GET /notes/${note.id}`);
  expect([read.status, read.headers.get("ratelimit-remaining")]).toEqual([200, "1"]);
  await send(`GET /notes/${note.id}`);
  const over = await send(`GET /notes/${note.id}`);
  expect([over.status, over.headers.get("retry-after")]).toEqual([429, "60"]);
});

test("files go up and down as bytes, and events as a stream", async () => {
  const { send, made } = open();
  const { note } = await made("a");
  const path = `/notes/${note.id}/picture`;
  expect((await send(`PUT ${path}`, { "content-type": "image/png" }, "bytes")).status).toBe(204);
  const picture = await send(`GET ${path}`);
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(0);
  const live = await send("GET /live");
  expect([live.headers.get("content-type"), await live.text()]).toEqual([
    "text/event-stream",
    expect.stringMatching(/^data: \{"id":.*\}\n\n$/),
  ]);
});

test("a declared webhook announces what was created, with the resource in it", async () => {
  const delivered: Request[] = [];
  const { sandbox, made } = open({
    webhooks: { default: { url: "https://me.example/hooks" } },
    deliver: async (request: Request) => {
      delivered.push(request);
      return new Response();
    },
  });
  const { note } = await made("a");
  await sandbox.settled();
  await sandbox.advance("1s");
  expect(await delivered[0]?.json()).toEqual({ note });
  expect(sandbox.webhooks.map(({ event, verdict }) => [event, verdict.kind])).toEqual([["note.created", "conforms"]]);
});
