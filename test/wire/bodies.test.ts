import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure } from "../src/shop.js";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const string = { type: "string" };
const file = { type: "string", format: "binary" };
const done = { responses: { "204": { description: "Done." } } };
const body = (content: Json, more: Json = {}): Json => ({ ...done, requestBody: { required: true, content, ...more } });
const of = (media: string, schema: Json, more: Json = {}): Json => ({ [media]: { schema, ...more } });

const form = {
  type: "object",
  required: ["name"],
  properties: {
    name: string,
    tags: { type: "array", items: string },
    address: { type: "object", properties: { zip: string } },
    meta: { type: "object", additionalProperties: {} },
    codes: { type: "array", items: string },
  },
};
const upload = {
  type: "object",
  required: ["file"],
  properties: {
    file,
    more: { type: "array", items: file },
    count: { type: "integer" },
    meta: { type: "object", properties: { a: { type: "integer" } } },
    note: string,
    grid: { type: "array", items: { type: "array", items: { type: "integer" } } },
    whole: { type: "array", items: string },
  },
};

const paths: Json = {
  "/form": {
    post: {
      ...body(
        of("application/x-www-form-urlencoded", form, {
          encoding: { meta: { style: "deepObject", explode: true }, codes: { style: "form", explode: false } },
        }),
      ),
      operationId: "sendForm",
    },
  },
  "/upload": {
    post: {
      ...body(
        of("multipart/form-data", upload, {
          encoding: { note: { contentType: "text/markdown" }, whole: { contentType: "application/json" } },
        }),
      ),
      operationId: "sendUpload",
    },
    put: { ...body(of("application/octet-stream", file)), operationId: "sendBytes" },
    patch: { ...body({ "image/*": {} }, { required: false }), operationId: "sendImage" },
  },
  "/scan": {
    post: {
      ...body({ ...of("image/png", file), ...of("image/jpeg", { ...file, description: "A photo." }) }),
      operationId: "sendScan",
    },
  },
  "/any": {
    post: { ...body({ "*/*": {} }), operationId: "sendAny" },
    put: { ...body(of("application/json", { type: ["string", "null"] })), operationId: "sendNull" },
    patch: { ...body(of("application/merge-patch+json", { type: ["object", "null"] })), operationId: "patchNull" },
  },
  "/text": {
    post: { ...body(of("text/plain", string)), operationId: "sendText" },
    put: { ...body(of("application/xml", { type: "object" })), operationId: "sendXml" },
    patch: { ...body(of("application/merge-patch+json", { type: "object" })), operationId: "sendPatch" },
    get: { ...body(of("application/json", {})), operationId: "getWithBody" },
    delete: {
      ...body(of("application/json", { type: "object", properties: { why: string } })),
      operationId: "deleteWithBody",
      parameters: [{ in: "query", name: "force", schema: { type: "boolean" } }],
    },
  },
  "/joined": {
    post: {
      ...body({
        "multipart/form-data": {
          schema: {
            type: "object",
            properties: Object.fromEntries(
              ["commas", "pipes", "spaces", "repeated", "none"].map((name) => [name, { type: "array", items: {} }]),
            ),
          },
          encoding: {
            commas: { explode: false },
            pipes: { style: "pipeDelimited" },
            spaces: { style: "spaceDelimited", explode: false },
            repeated: { style: "form" },
            none: { explode: false },
          },
        },
      }),
      operationId: "sendJoined",
    },
  },
  "/lines": {
    post: {
      ...body(of("application/x-ndjson", { type: "object", properties: { a: string } })),
      operationId: "sendLines",
    },
    put: { ...body(of("application/json-seq", { type: "array", items: string })), operationId: "sendSequence" },
  },
  "/either": {
    post: {
      ...body({ ...of("multipart/form-data", upload), ...of("application/json", { type: "object" }) }),
      operationId: "sendEither",
    },
  },
};

let client: Generated;
beforeAll(async () => {
  client = await generated(paths);
}, 60_000);
afterAll(removeClients);

async function sentBy(name: string, ...args: readonly unknown[]) {
  const { sent, result } = await client.call(name, args);
  await result;
  const [only] = sent;
  if (only === undefined) throw new Error("Nothing was sent.");
  return { ...only, type: only.headers.get("content-type") };
}

describe("a form", () => {
  test("repeats lists, holds objects as JSON, and follows the styles it names", async () => {
    const { type, request } = await sentBy("sendForm", {
      name: "a b&c",
      tags: ["x", "y"],
      address: { zip: "1" },
      meta: { deep: { er: [1, { x: 2 }] } },
      codes: ["1", "2"],
      extra: undefined,
      none: null,
      other: true,
    });
    expect(type).toBe("application/x-www-form-urlencoded");
    expect(await request.text()).toBe(
      "name=a%20b%26c&tags=x&tags=y&address=%7B%22zip%22%3A%221%22%7D" +
        "&meta%5Bdeep%5D%5Ber%5D%5B0%5D=1&meta%5Bdeep%5D%5Ber%5D%5B1%5D%5Bx%5D=2&codes=1,2&other=true",
    );
  });

  test("says which member cannot be written", async () => {
    const { result } = await client.call("sendForm", [{ name: new Date("never") }]);
    expect((await failure(result)).message).toContain("the body cannot be written");
  });
});

describe("a multipart body", () => {
  const input = {
    file: new File(["abc"], "a.txt", { type: "text/plain" }),
    more: [new Uint8Array([1, 2]), new Blob(["z"]).stream()],
    count: 3,
    meta: { a: 1 },
    note: "# hi",
    gone: undefined,
  };

  async function parts(request: Request) {
    const form = await request.formData();
    return Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === "string" ? [name, value] : [name, value.type, value.name, await value.text()],
      ),
    );
  }
  const wanted = [
    ["file", "text/plain", "a.txt", "abc"],
    ["more", "application/octet-stream", "file", "\u0001\u0002"],
    ["more", "application/octet-stream", "file", "z"],
    ["count", "3"],
    ["meta", "application/json", "blob", '{"a":1}'],
    ["note", "text/markdown", "blob", "# hi"],
  ];

  test("has files, lists of files, JSON and text for its parts, with the platform's boundary", async () => {
    const { request, type } = await sentBy("sendUpload", input);
    expect(type).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(await parts(request)).toEqual(wanted);
  });

  test("has a part for each list in a list, and one for a list that is to be JSON", async () => {
    const { request } = await sentBy("sendUpload", { file: input.file, grid: [[1, 2], [3]], whole: ["a", "b"] });
    expect((await parts(request)).slice(1)).toEqual([
      ["grid", "application/json", "blob", "[1,2]"],
      ["grid", "application/json", "blob", "[3]"],
      ["whole", "application/json", "blob", '["a","b"]'],
    ]);
  });

  test("has one part for a list whose style joins its items, and none for one without items", async () => {
    const lists = { commas: ["a", "b,c"], pipes: [1, 2], spaces: ["a", "b"], repeated: ["a", "b"] };
    const { request } = await sentBy("sendJoined", { ...lists, none: [] });
    expect(await parts(request)).toEqual([
      ["commas", "a,b,c"],
      ["pipes", "1|2"],
      ["spaces", "a b"],
      ["repeated", "a"],
      ["repeated", "b"],
    ]);
    const { result } = await client.call("sendJoined", [{ commas: [{}] }]);
    expect((await failure(result)).message).toContain("an item of a list that is one part is object");
  });

  test("tells how much of it has gone out, from 0 again with each attempt", async () => {
    const told: { loaded: number; total?: number }[] = [];
    const more = { ...input, more: [] };
    const options = { onUploadProgress: (progress: { loaded: number }) => told.push(progress) };
    const { request, type } = await sentBy("sendUpload", more, options);
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    expect(await parts(request)).toEqual(wanted.filter(([name]) => name !== "more"));
    const last = told.at(-1);
    expect(last?.loaded).toBeGreaterThan(400);
    expect(last?.total).toBe(last?.loaded);
  });

  test("takes files by type", () => {
    expect(client.text).toContain("file: FileInput;");
    expect(client.text).toContain("more?: FileInput[] | undefined;");
    expect(client.text).toContain("options?: RequestOptions & UploadOptions");
  });
});

test.each(["sendNull", "patchNull"])("null is a body in JSON: %s", async (name) => {
  expect(await (await sentBy(name, null)).request.text()).toBe("null");
});

describe("bytes", () => {
  test("are sent as they are, under the spec's media type", async () => {
    const { request, type } = await sentBy("sendBytes", new Uint8Array([1, 2, 3]));
    expect(type).toBe("application/octet-stream");
    expect(new Uint8Array(await request.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  });

  test("under several media types have their file's own, or the first", async () => {
    const typeOf = async (type: string) => (await sentBy("sendScan", new Blob(["x"], { type }))).type;
    expect([
      await typeOf("image/jpeg"),
      await typeOf("image/png"),
      await typeOf("text/plain"),
      await typeOf(""),
    ]).toEqual(["image/jpeg", "image/png", "image/png", "image/png"]);
    expect((await sentBy("sendScan", new Uint8Array([1]))).type).toBe("image/png");
    expect(client.problems.filter(({ operationId }) => operationId === "sendScan")).toEqual([]);
  });

  test("under a range of media types have their file's own", async () => {
    expect((await sentBy("sendImage", new Blob(["x"], { type: "image/png" }))).type).toBe("image/png");
    expect((await sentBy("sendImage")).type).toBeNull();
  });

  test("under any media type are sent as they are, and anything else as JSON", async () => {
    const bytes = await sentBy("sendAny", new Uint8Array([1, 2]));
    expect([bytes.type, new Uint8Array(await bytes.request.arrayBuffer())]).toEqual([null, new Uint8Array([1, 2])]);
    const json = await sentBy("sendAny", { a: 1 });
    expect([json.type, await json.request.text()]).toEqual(["application/json", '{"a":1}']);
  });

  test("that are no bytes are refused", async () => {
    const { result, sent } = await client.call("sendBytes", [{ a: 1 }]);
    expect((await failure(result)).message).toBe(
      "toys: upload.sendBytes: the body cannot be written: it has to be a Blob, bytes or a stream, and is object.",
    );
    expect(sent).toEqual([]);
  });

  const busy = () => new Response(null, { status: 503 });

  test("in memory are sent again, and counted again", async () => {
    const loaded: number[] = [];
    const options = { onUploadProgress: (progress: { loaded: number }) => loaded.push(progress.loaded) };
    const read = (request: Request) => {
      void request.arrayBuffer();
      return busy();
    };
    const { sent } = await client.call("sendBytes", [new Blob(["abc"]), options], read, read, new Response(null));
    expect(sent).toHaveLength(3);
    expect(await sent[2]?.request.text()).toBe("abc");
    expect(loaded.filter((each) => each === 3).length).toBeGreaterThan(1);
  });

  test("in a stream are sent once, whatever comes back", async () => {
    for (const status of [503, 401]) {
      const stream = new Blob(["abc"]).stream();
      const { sent, result } = await client.call("sendBytes", [stream], new Response(null, { status }));
      expect(await failure(result)).toMatchObject({ status, attempts: 1 });
      expect(sent).toHaveLength(1);
      expect(await sent[0]?.request.text()).toBe("abc");
    }
  });
});

describe("other bodies", () => {
  test("in text are sent as they are", async () => {
    const { request, type } = await sentBy("sendText", "héllo");
    expect([type, await request.text()]).toEqual(["text/plain", "héllo"]);
    expect((await sentBy("sendXml", "<a/>")).type).toBe("application/xml");
    const { result } = await client.call("sendText", [{}]);
    expect((await failure(result)).message).toContain("it has to be text, and is object");
  });

  test("of lines are a value, a list of them, or text", async () => {
    const { request, type } = await sentBy("sendLines", [{ a: "1\n" }, { a: "2" }]);
    expect([type, await request.text()]).toEqual(["application/x-ndjson", '{"a":"1\\n"}\n{"a":"2"}\n']);
    expect(await (await sentBy("sendLines", { a: "1" })).request.text()).toBe('{"a":"1"}\n');
    expect(await (await sentBy("sendLines", '{"a":"1"}\n')).request.text()).toBe('{"a":"1"}\n');
    expect(await (await sentBy("sendSequence", ["a", "b"])).request.text()).toBe('\u001e"a"\n\u001e"b"\n');
    expect(client.text).toContain("input: { a?: string | undefined } | { a?: string | undefined }[] | string,");
  });

  test("in JSON of another type say so", async () => {
    const { request, type } = await sentBy("sendPatch", { a: null });
    expect([type, await request.text()]).toEqual(["application/merge-patch+json", '{"a":null}']);
  });

  test("go with DELETE, and its query beside them, but not with GET", async () => {
    const { request, target } = await sentBy("deleteWithBody", { why: "old" }, { query: { force: true } });
    expect([target, await request.text()]).toEqual(["/text?force=true", '{"why":"old"}']);
    expect((await sentBy("getWithBody")).type).toBeNull();
  });

  test("are JSON where there is a choice", async () => {
    expect((await sentBy("sendEither", { a: 1 })).type).toBe("application/json");
  });
});

test("what is lost is told once a kind and operation", () => {
  expect(client.problems.map(({ code, operationId, severity }) => [code, operationId, severity])).toEqual([
    ["body-method", "getWithBody", "warning"],
    ["body-xml", "sendXml", "warning"],
    ["body-alternative", "sendEither", "warning"],
  ]);
});
