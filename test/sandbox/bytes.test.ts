// The limit of the state in bytes: the oldest records go, with a warning that says how to keep more; a call that finds no
// room even so is refused.

import { afterEach, expect, test, vi } from "vitest";
import { createSandbox } from "../../src/sandbox/index.js";
import { Log } from "../../src/sandbox/world/log.js";

const page = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string", readOnly: true }, text: { type: "string" } },
};
const json = (schema: object) => ({ description: "", content: { "application/json": { schema } } });
const document = {
  openapi: "3.1.1",
  info: { title: "Pages", version: "1" },
  paths: {
    "/pages": {
      get: { operationId: "list", responses: { "200": json({ type: "array", items: page }) } },
      post: {
        operationId: "create",
        parameters: [{ name: "Idempotency-Key", in: "header", schema: { type: "string" } }],
        requestBody: json(page),
        responses: { "201": json(page) },
      },
    },
    "/pages/{pageId}": {
      parameters: [{ name: "pageId", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "retrieve", responses: { "200": json(page) } },
      patch: { operationId: "change", requestBody: json(page), responses: { "200": json(page) } },
      delete: { operationId: "remove", responses: { "204": { description: "" } } },
    },
  },
};
const text = "x".repeat(100_000);

function open(bytes: number) {
  const sandbox = createSandbox({ document, bytes, name: "api" });
  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await sandbox.fetch(`http://localhost${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
  };
  return { sandbox, send };
}

const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
afterEach(() => warned.mockClear());

test("the oldest records are let go, the newest stay, and the process says so", async () => {
  const { send } = open(2_000_000);
  const ids: string[] = [];
  for (let made = 0; made < 40; made += 1) ids.push((await send("POST", "/pages", { text })).body.id);
  const listed = ((await send("GET", "/pages")).body as { id: string }[]).map(({ id }) => id);
  expect(listed.length).toBeLessThan(20);
  expect(listed.length).toBeGreaterThan(10);
  // The one that is there from the start stays.
  expect(listed.slice(0, -1)).toEqual(ids.slice(1 - listed.length).reverse());
  expect(warned.mock.calls[0]).toEqual([
    expect.stringMatching(
      /^The sandbox's records came to 1\.\d+ MB of 2 MB: the \d oldest are gone\. It keeps more with the option `bytes`, --bytes\.$/,
    ),
    { type: "SandboxWarning", code: "SANDBOX_FULL" },
  ]);
});

test("answers that are kept for repetition count: the oldest key is a new one again", async () => {
  const { send, sandbox } = open(2_000_000);
  const create = (key: number) => send("POST", "/pages", { text }, { "idempotency-key": `k${key}` });
  for (let key = 0; key < 30; key += 1) await create(key);
  const kept = sandbox.records("api/idempotency-key").length + sandbox.records("api/pages").length;
  expect(kept).toBeLessThan(20);
  const newest = (await create(29)).body.id;
  expect((await create(29)).body.id).toBe(newest);
});

test("what grows in place, and was there from the start, is refused and not kept without end", async () => {
  const { send } = open(500_000);
  const [{ id }] = (await send("GET", "/pages")).body;
  expect((await send("PATCH", `/pages/${id}`, { text: text.repeat(4) })).status).toBe(200);
  const refused = await send("PATCH", `/pages/${id}`, { text: text.repeat(4) });
  expect(refused).toEqual({
    status: 507,
    body: {
      error:
        "The sandbox holds as much as it may, 0.5 MB. Delete something, reset it, or start it with a higher limit: the option `bytes`, --bytes",
    },
  });
  expect((await send("GET", `/pages/${id}`)).status).toBe(200);
  expect((await send("DELETE", `/pages/${id}`)).status).toBe(204);
  expect((await send("POST", "/pages", { text })).status).toBe(201);
});

test("a log of large bodies keeps the newest 50 million letters", () => {
  const log = new Log<string>(
    1000,
    () => false,
    () => {},
  );
  for (let entry = 0; entry < 10; entry += 1) log.put(`e${entry}`, 20_000_000, (id) => id);
  expect(log.all()).toEqual(["e8", "e9"]);
  log.put("e9", 1, (id) => id);
  log.put("e10", 20_000_000, (id) => id);
  expect(log.all()).toEqual(["e8", "e9", "e10"]);
});

test("a limit that is none is refused at once", () => {
  expect(() => createSandbox({ bytes: 0 })).toThrow(new TypeError("bytes: 0 is no number of bytes."));
});
