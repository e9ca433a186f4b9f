// Documents that are built otherwise than most.

import { expect, test } from "vitest";
import { createSandbox } from "../../../src/sandbox/sandbox.js";

const json = (schema: object) => ({ description: "", content: { "application/json": { schema } } });
const path = (name: string, type = "string") => ({ name, in: "path", required: true, schema: { type } });

function open(paths: object, more: object = {}) {
  const document = { openapi: "3.1.1", info: { title: "Odd", version: "1" }, paths, ...more };
  const sandbox = createSandbox({ document, now: "2026-11-01T09:00:00Z", name: "api" });
  return async (call: string, body?: unknown, headers: Record<string, string> = {}) => {
    const [method = "", address = ""] = call.split(" ");
    const response = await sandbox.fetch(`http://localhost${address}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const { verdict, error } = sandbox.requests.at(-1) ?? {};
    return {
      status: response.status,
      body: isJson && text !== "" ? JSON.parse(text) : text,
      verdict: verdict?.kind,
      error,
    };
  };
}

test("a change whose address and body name nothing is one of all, and not of something that is missing", async () => {
  const note = { type: "object", properties: { id: { type: "integer" }, isRead: { type: "boolean" } } };
  const call = open({
    "/notes": {
      get: { operationId: "list", responses: { "200": json({ type: "array", items: note }) } },
      put: { operationId: "markAll", requestBody: json(note), responses: { "200": json(note) } },
    },
    "/notes/{noteId}": {
      parameters: [path("noteId", "integer")],
      get: { operationId: "retrieve", responses: { "200": json(note) } },
    },
  });
  expect(await call("PUT /notes", { isRead: true })).toMatchObject({ status: 200, verdict: "conforms" });
  const [{ id }] = (await call("GET /notes")).body;
  expect((await call("PUT /notes", { id, isRead: true })).body).toMatchObject({ id, isRead: true });
  expect((await call(`GET /notes/${id}`)).body).toMatchObject({ isRead: true });
  expect((await call("PUT /notes", { id: id + 100, isRead: true })).status).toBe(404);
});

test.each(["sku", "uuid", "code"])("what is created is found by its own %s, and listed once", async (member) => {
  const item = {
    type: "object",
    required: [member, "name"],
    properties: { [member]: { type: "string" }, name: { type: "string" } },
  };
  const call = open({
    "/items": {
      get: { operationId: "list", responses: { "200": json({ type: "array", items: item }) } },
      post: { operationId: "create", requestBody: json(item), responses: { "201": json(item) } },
    },
    [`/items/{${member}}`]: {
      parameters: [path(member)],
      get: { operationId: "retrieve", responses: { "200": json(item) } },
      delete: { operationId: "remove", responses: { "204": { description: "" } } },
    },
  });
  const made = { [member]: "A-1", name: "Lamp" };
  expect(await call("POST /items", made)).toMatchObject({ status: 201, body: made });
  expect((await call("GET /items/A-1")).body).toEqual(made);
  expect(
    (await call("GET /items")).body.filter((each: object) => JSON.stringify(each) === JSON.stringify(made)),
  ).toHaveLength(1);
  expect((await call("POST /items", made)).status).toBe(409);
  expect((await call("DELETE /items/A-1")).status).toBe(204);
  expect((await call("GET /items/A-1")).status).toBe(404);
});

test("two parameters of a path name one thing together, and PUT puts it there", async () => {
  const rate = {
    type: "object",
    properties: { from: { type: "string" }, to: { type: "string" }, rate: { type: "number" } },
  };
  const call = open({
    "/rates/{from}/{to}": {
      parameters: [path("from"), path("to")],
      get: { operationId: "retrieve", responses: { "200": json(rate) } },
      put: { operationId: "put", requestBody: json(rate), responses: { "200": json(rate), "201": json(rate) } },
      delete: { operationId: "remove", responses: { "204": { description: "" } } },
    },
  });
  expect(await call("PUT /rates/EUR/NOK", { rate: 11.5 })).toMatchObject({ status: 201, body: { rate: 11.5 } });
  expect(await call("PUT /rates/EUR/NOK", { rate: 11.6 })).toMatchObject({ status: 200 });
  expect((await call("GET /rates/EUR/NOK")).body).toEqual({ from: "EUR", to: "NOK", rate: 11.6 });
  expect((await call("GET /rates/EUR/SEK")).status).toBe(404);
  expect((await call("DELETE /rates/EUR/NOK")).status).toBe(204);
  expect((await call("GET /rates/EUR/NOK")).status).toBe(404);
});

test("a nested collection ends with what it lies in, and a singleton is changed in place", async () => {
  const shop = { type: "object", properties: { id: { type: "string", readOnly: true }, name: { type: "string" } } };
  const hours = { type: "object", properties: { open: { type: "string" }, close: { type: "string" } } };
  const responses = { "204": { description: "" } };
  const call = open({
    "/shops": {
      get: {
        operationId: "shops",
        responses: {
          "200": json({
            type: "object",
            properties: { value: { type: "array", items: shop }, "@odata.count": { type: "integer" } },
          }),
        },
      },
      post: { operationId: "createShop", requestBody: json(shop), responses: { "201": json(shop) } },
    },
    "/shops/{shopId}": {
      parameters: [path("shopId")],
      delete: { operationId: "removeShop", responses },
      get: { operationId: "shop", responses: { "200": json(shop) } },
    },
    "/shops/{shopId}/desks": {
      parameters: [path("shopId")],
      get: { operationId: "desks", responses: { "200": json({ type: "array", items: shop }) } },
      post: { operationId: "createDesk", requestBody: json(shop), responses: { "201": json(shop) } },
    },
    "/shops/{shopId}/desks/{deskId}": {
      parameters: [path("shopId"), path("deskId")],
      get: { operationId: "desk", responses: { "200": json(shop) } },
    },
    "/shops/{shopId}/hours": {
      parameters: [path("shopId")],
      get: { operationId: "hours", responses: { "200": json(hours) } },
      put: { operationId: "putHours", requestBody: json(hours), responses: { "200": json(hours) } },
    },
  });
  const { id } = (await call("POST /shops", { name: "A" })).body;
  const { id: other } = (await call("POST /shops", { name: "B" })).body;
  const { id: desk } = (await call(`POST /shops/${id}/desks`, { name: "front" })).body;
  expect((await call(`GET /shops/${id}/desks`)).body).toEqual([{ id: desk, name: "front" }]);
  expect((await call(`GET /shops/${other}/desks`)).body).toEqual([]);
  expect((await call(`GET /shops/${other}/desks/${desk}`)).status).toBe(404);
  await call(`PUT /shops/${id}/hours`, { open: "9", close: "17" });
  expect((await call(`GET /shops/${id}/hours`)).body).toEqual({ open: "9", close: "17" });
  const listed = (await call("GET /shops")).body;
  expect(listed["@odata.count"] ?? listed.value.length).toBe(listed.value.length);
  expect((await call(`DELETE /shops/${id}`)).status).toBe(204);
  expect((await call(`GET /shops/${id}/desks`)).status).toBe(404);
  expect((await call(`POST /shops/${id}/desks`, { name: "late" })).status).toBe(404);
});

test("a file that is put somewhere is what is read there", async () => {
  const file = { content: { "image/png": { schema: { type: "string", format: "binary" } } } };
  const call = open({
    "/shops/{shopId}/logo": {
      parameters: [path("shopId")],
      get: { operationId: "logo", responses: { "200": { description: "", ...file } } },
      delete: { operationId: "removeLogo", responses: { "204": { description: "" } } },
      put: {
        operationId: "putLogo",
        requestBody: { required: true, ...file },
        responses: { "204": { description: "" } },
      },
    },
  });
  const atFirst = (await call("GET /shops/1/logo")).body;
  expect((await call("PUT /shops/1/logo", "the bytes", { "content-type": "image/png" })).status).toBe(204);
  expect((await call("GET /shops/1/logo")).body).toBe('"the bytes"');
  expect((await call("GET /shops/2/logo")).body).toBe(atFirst);
  expect((await call("DELETE /shops/1/logo")).status).toBe(204);
  expect((await call("GET /shops/1/logo")).body).toBe(atFirst);
});

test("recursion, XML alone, and nothing but 204 are answered as declared", async () => {
  const tree = {
    type: "object",
    required: ["children"],
    properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
  };
  const call = open(
    {
      "/tree": { get: { operationId: "tree", responses: { "200": json({ $ref: "#/components/schemas/Tree" }) } } },
      "/feed": {
        get: {
          operationId: "feed",
          responses: {
            "200": {
              description: "",
              content: { "application/xml": { schema: { type: "object", properties: { title: { type: "string" } } } } },
            },
          },
        },
      },
      "/sheet": {
        get: {
          operationId: "sheet",
          responses: { "200": { description: "", content: { "text/csv": { schema: { type: "string" } } } } },
        },
      },
      "/ping": { post: { operationId: "ping", responses: { "204": { description: "" } } } },
    },
    { components: { schemas: { Tree: tree } } },
  );
  for (const address of ["GET /tree", "GET /feed", "GET /sheet"])
    expect(await call(address)).toMatchObject({ status: 200, verdict: "conforms" });
  expect(await call("POST /ping")).toMatchObject({ status: 204, verdict: "conforms" });
});
