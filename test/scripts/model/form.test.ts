import { describe, expect, test } from "vitest";
import { array, members, nothing, object, string, union, unknown } from "./nodes.js";
import { type Json, operationOf, ref } from "./spec.js";

const bytes = { type: "string", format: "binary" };
const file = { kind: "runtime", name: "FileInput", of: undefined } as const;

function form(schema: Json, more: Json = {}, schemas: Json = {}) {
  const { operation, declared } = operationOf(
    { requestBody: { required: true, content: { "multipart/form-data": { schema, ...more } } } },
    { method: "post", components: { schemas } },
  );
  const { type } = operation.input ?? { type: string };
  return { type: type.kind === "named" ? declared[type.name]?.type : type, body: operation.body };
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
    [
      "in a list that may be null",
      { anyOf: [{ type: "array", items: bytes }, { type: "null" }] },
      union(array(file), nothing),
    ],
  ] as const)("%s", (_, photo, type) => {
    expect(form({ type: "object", properties: { photo } }).type).toEqual(object({ "photo?": type }));
  });

  test("where it is not named", () => {
    expect(form({ type: "object", additionalProperties: bytes }).type).toEqual(object({}, file));
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
