import { describe, expect, test } from "vitest";
import { array, members, nothing, object, string, union, unknown } from "./nodes.js";
import { type Json, operationOf, ref } from "./spec.js";

const bytes = { type: "string", format: "binary" };
const file = { kind: "runtime", name: "FileInput", of: undefined } as const;

function form(schema: Json, more: Json = {}, schemas: Json = {}, before: Json = {}) {
  const content = { ...before, "multipart/form-data": { schema, ...more } };
  const { operation, declared, problems } = operationOf(
    { requestBody: { required: true, content } },
    { method: "post", components: { schemas } },
  );
  const { type } = operation.input ?? { type: string };
  return {
    type: type.kind === "named" ? declared[type.name]?.type : type,
    body: operation.body,
    codes: problems.map(({ code, message }) => `${code}: ${message}`),
  };
}

const photo = { type: "object", required: ["photo"], properties: { photo: bytes } };
const link = { type: "object", required: ["link"], properties: { link: { type: "string" } } };

describe("a part of a form is a file", () => {
  test.each([
    ["or null, by a list of types", { type: ["string", "null"], format: "binary" }, union(file, nothing)],
    ["or null, by an alternative", { anyOf: [bytes, { type: "null" }] }, union(file, nothing)],
    ["or text", { oneOf: [bytes, { type: "integer" }] }, union(file, { kind: "primitive", name: "number" })],
    [
      "or null, in a list or null",
      { type: ["array", "null"], items: { type: ["string", "null"], format: "binary" } },
      union(array(union(file, nothing)), nothing),
    ],
    ["in a list", { type: "array", items: bytes }, array(file)],
    ["by a reference that is described", { allOf: [ref("Bytes")] }, file],
    ["by such a reference in a list", { type: "array", items: { allOf: [ref("Bytes")] } }, array(file)],
    [
      "in a list that may be null",
      { anyOf: [{ type: "array", items: bytes }, { type: "null" }] },
      union(array(file), nothing),
    ],
  ] as const)("%s", (_, photo, type) => {
    expect(form({ type: "object", properties: { photo } }, {}, { Bytes: bytes }).type).toEqual(
      object({ "photo?": type }),
    );
  });

  test("where it is not named", () => {
    expect(form({ type: "object", additionalProperties: bytes }).type).toEqual(object({}, file));
    const patternProperties = {
      "^scan_": { type: "string", contentMediaType: "image/png" },
      "^note_": { type: "string" },
    };
    expect(form({ type: "object", patternProperties }).type).toEqual(object({}, union(file, string)));
  });
});

describe("a form that may be one of several", () => {
  test("has files in each of them, by a reference too", () => {
    const want = union(object({ photo: file }), object({ link: string }));
    expect(form({ oneOf: [photo, link] }).type).toEqual(want);
    expect(form({ anyOf: [ref("Photo"), ref("Link")] }, {}, { Photo: photo, Link: link }).type).toEqual(want);
    expect(form({ allOf: [{ oneOf: [photo, link] }] }).type).toEqual(want);
  });

  test("has the media types of parts in each of them", () => {
    const encoding = { photo: { contentType: "image/png" } };
    expect(form({ oneOf: [photo, link] }, { encoding }).body).toMatchObject({ parts: { photo: "image/png" } });
  });
});

test("a form keeps members that are not named", () => {
  const schema = { type: "object", required: ["label"], properties: { label: { type: "string" } } };
  const open = { ...schema, additionalProperties: true };
  expect(form(open).type).toEqual({ kind: "object", members: members({ label: string }), rest: unknown });
  expect(form(schema).type).toEqual(object({ label: string }));
});

test("a form keeps members that only a part of its `allOf` leaves without a name", () => {
  const rest = { type: "object", additionalProperties: { type: "integer" } };
  expect(form({ allOf: [photo, rest] }).type).toEqual(object({ photo: file }, { kind: "primitive", name: "number" }));
});

test("a file inside of a part that is JSON is reported", () => {
  const rows = { type: "array", items: photo };
  const byName = { type: "object", additionalProperties: bytes };
  const { codes } = form({ type: "object", properties: { rows, byName, photo: bytes, photos: rows.items } });
  expect(codes).toEqual([
    'body-file-inside: A file inside of "rows", "byName", "photos" has no part of its own: the part is JSON, which holds no file.',
  ]);
});

test("a part whose text holds JSON of a known shape is that JSON", () => {
  const settings = {
    type: "string",
    contentMediaType: "application/json",
    contentSchema: { type: "object", properties: { dark: { type: "boolean" } } },
  };
  const { contentSchema: _, ...open } = settings;
  const { type, body } = form({ type: "object", properties: { settings, open } });
  expect(type).toEqual(
    object({ "settings?": object({ "dark?": { kind: "primitive", name: "boolean" } }), "open?": string }),
  );
  expect(body).toMatchObject({ parts: { settings: "application/json" } });
});

describe("of a body that is declared as JSON and as a form of parts,", () => {
  const json = (schema: Json): Json => ({
    "application/json": { schema },
    "application/x-www-form-urlencoded": { schema },
  });

  test.each([
    ["a file", bytes],
    ["a list of files", { type: "array", items: bytes }],
    ["a file or null", { anyOf: [bytes, { type: "null" }] }],
  ] as const)("the form is sent where a member is %s", (_, photo) => {
    const schema = { type: "object", properties: { photo } };
    expect(form(schema, {}, {}, json(schema)).body).toMatchObject({ kind: "multipart" });
  });

  test("JSON is sent where no member is a file", () => {
    const { schema } = { schema: { type: "object", properties: { name: { type: "string", format: "byte" } } } };
    expect(form(schema, {}, {}, json(schema)).body).toMatchObject({ kind: "plain" });
  });
});
