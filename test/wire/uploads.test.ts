// Files in place of objects that hold their bytes in base64: as a part of a form, or in base64, by what the operation takes.

import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const document = {
  type: "object",
  required: ["data"],
  properties: {
    data: {
      type: "object",
      required: ["attributes"],
      properties: {
        attributes: {
          type: "object",
          required: ["toy-file"],
          properties: {
            "toy-file": { $ref: "#/components/schemas/ToyFile" },
            "list-id": { type: "string" },
            photos: {
              type: "object",
              properties: { data: { type: "array", items: { $ref: "#/components/schemas/ToyFile" } } },
            },
          },
        },
      },
    },
  },
};
const json = { "application/json": { schema: document } };
const form = { "multipart/form-data": { schema: { type: "object", properties: { data: { type: "object" } } } } };
const operation = (operationId: string, content: Json): Json => ({
  operationId,
  requestBody: { required: true, content },
  responses: { "204": { description: "Done." } },
});
const paths: Json = {
  "/both": { post: operation("sendBoth", { ...json, ...form }) },
  "/base64": { post: operation("sendBase64", json) },
};
const root = {
  "x-envelope": "jsonapi",
  "x-key-inflection": { header: "Key-Inflection", value: "camel" },
  components: {
    schemas: {
      ToyFile: {
        type: "object",
        required: ["data", "filename"],
        properties: {
          data: { type: "string", contentEncoding: "base64" },
          filename: { type: "string" },
        },
        "x-upload": { content: "data", name: "filename" },
      },
    },
  },
};

let client: Generated;
beforeAll(async () => {
  client = await generated(paths, root);
});
afterAll(removeClients);

const done = (): Response => new Response(null, { status: 204 });
const csv = (): File => new File(["a,b\n"], "toys.csv", { type: "text/csv" });

async function sentBy(name: string, input: object, options: object = {}): Promise<Request> {
  const { sent, result } = await client.call(name, [input, options], done);
  await result;
  return sent[0]?.request as Request;
}

test("the type takes the object or a file, and no alternative is left out", () => {
  expect(client.text).toContain("toyFile: ToyFile | FileInput");
  expect(client.text).toMatch(/data\?: \(ToyFile \| FileInput\)\[\]/);
  expect(client.problems).toEqual([]);
});

test("a file goes as a part of the form, called by its path, with the rest beside it", async () => {
  const request = await sentBy("sendBoth", {
    toyFile: csv(),
    listId: "lst_1",
    photos: { data: [new Uint8Array([1, 2]), csv()] },
  });
  expect(request.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
  const parts = [...(await request.formData())].map(([name, value]) =>
    typeof value === "string" ? [name, value] : [name, value.name, value.type, value.size],
  );
  expect(parts).toEqual([
    ["data[attributes][toy-file]", "toys.csv", "text/csv", 4],
    ["data[attributes][list-id]", "lst_1"],
    ["data[attributes][photos][data][]", "file", "application/octet-stream", 2],
    ["data[attributes][photos][data][]", "toys.csv", "text/csv", 4],
  ]);
});

test("how much of the form has been sent is told", async () => {
  const seen: unknown[] = [];
  const request = await sentBy("sendBoth", { toyFile: csv() }, { onUploadProgress: (at: unknown) => seen.push(at) });
  const { length } = await request.text();
  expect(seen.at(-1)).toEqual({ loaded: length, total: length });
});

test("without a file in it the body is JSON, where a form could be sent as well", async () => {
  const request = await sentBy("sendBoth", { toyFile: { data: "YSxiCg==", filename: "toys.csv" }, listId: "lst_1" });
  expect(request.headers.get("content-type")).toBe("application/json");
  expect(await request.json()).toEqual({
    data: { attributes: { "toy-file": { data: "YSxiCg==", filename: "toys.csv" }, "list-id": "lst_1" } },
  });
});

test("a file goes in base64 where no form is taken", async () => {
  const long = new Uint8Array(100_000).map((_, index) => index % 251);
  const stream = new Blob(["stream"]).stream();
  const request = await sentBy("sendBase64", { toyFile: csv(), listId: "lst_1", photos: { data: [long, stream] } });
  expect(request.headers.get("content-type")).toBe("application/json");
  expect(await request.json()).toEqual({
    data: {
      attributes: {
        "toy-file": { data: "YSxiCg==", filename: "toys.csv" },
        "list-id": "lst_1",
        photos: {
          data: [
            { data: Buffer.from(long).toString("base64"), filename: "file" },
            { data: "c3RyZWFt", filename: "file" },
          ],
        },
      },
    },
  });
});

test("what no body can hold is refused", async () => {
  const { sent, result } = await client.call("sendBase64", [{ toyFile: { data: 1n } }], done);
  await expect(result).rejects.toThrow("toys: base64.send: the body cannot be written: ");
  expect(sent).toEqual([]);
});

test.each([
  [
    "a stream of Node",
    () => Readable.from(["a"]),
    "a stream in it is no ReadableStream: pass `Readable.toWeb(stream)`",
  ],
  [
    "a generator",
    async function* () {
      yield new Uint8Array(1);
    },
    "a stream in it is no ReadableStream",
  ],
  ["a promise of a file", async () => csv(), "a promise stands in it: await it"],
] as const)("%s is refused, not sent as {}", async (_, make, reason) => {
  for (const method of ["sendBase64", "sendBoth"]) {
    const { sent, result } = await client.call(method, [{ toyFile: make(), listId: "l" }], done);
    await expect(result).rejects.toThrow(`the body cannot be written: ${reason}`);
    expect(sent).toEqual([]);
  }
});
