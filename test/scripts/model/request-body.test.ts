import { describe, expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { buildService } from "../../../scripts/model/build.js";
import { requestBody } from "../../../scripts/model/request/request-body.js";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { array, docs, intersection, named, number, object, string, unknown } from "./nodes.js";
import { type Json, json, operationOf, ref, spec, typesIn } from "./spec.js";

function bodyOf(body: Json | undefined, { jsonapi = false, schemas = {} }: { jsonapi?: boolean; schemas?: Json } = {}) {
  const root = spec({ schemas });
  const types = typesIn(root, { camel: true, jsonapi });
  return requestBody(new SpecDocument(root), { requestBody: body }, jsonapi ? "jsonapi" : "none", types);
}

describe("a plain body", () => {
  const schema = { type: "object", description: "A toy.", properties: { "made-at": { type: "string" } } };

  test("is spelled for its operation to declare, with the names of the wire", () => {
    expect(bodyOf({ ...json({ ...schema, required: ["made-at"] }), required: true })).toEqual({
      body: { kind: "plain", names: { madeAt: { wire: "made-at", inner: {} } }, always: true },
      type: object({ madeAt: string }),
      docs: docs({ description: "A toy." }),
      required: true,
    });
  });

  test("of a component is that component", () => {
    expect(bodyOf({ ...json(ref("Toy")), required: true }, { schemas: { Toy: schema } })).toMatchObject({
      type: named("Toy"),
      body: { kind: "plain", names: { madeAt: { wire: "made-at" } } },
      docs: { description: "A toy." },
    });
  });

  test("is optional where the spec says so, and where no member of it is required", () => {
    const needed = { ...schema, required: ["made-at"] };
    const says = (body: Json) => [bodyOf(body)?.required, bodyOf(body)?.body.always];
    expect(says({ ...json(needed), required: true })).toEqual([true, true]);
    expect(says(json(needed))).toEqual([false, false]);
    expect(says({ ...json(schema), required: true })).toEqual([false, true]);
    expect(says({ ...json({ type: "array", items: {} }), required: true })).toEqual([true, true]);
  });

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/merge-patch+json",
    "Application/JSON",
  ])("can be of the type %s", (type) => {
    expect(bodyOf({ content: { "text/plain": {}, [type]: { schema: { type: "number" } } } })?.type).toEqual(number);
  });

  test("is not there when there is none", () => {
    expect(bodyOf(undefined)).toBeUndefined();
    expect(bodyOf({})).toBeUndefined();
    expect(bodyOf({ content: {} })).toBeUndefined();
  });

  test("keeps a media type of its own", () => {
    expect(bodyOf({ content: { "application/merge-patch+json": { schema } } })?.body).toMatchObject({
      kind: "plain",
      media: "application/merge-patch+json",
    });
    expect(bodyOf({ content: { "application/json; charset=utf-8": { schema } } })?.body).not.toHaveProperty("media");
  });
});

describe("members that are not named", () => {
  const texts = { additionalProperties: { type: "string" } };
  const patterns = { patternProperties: { "^x-": { type: "string" } } };

  test.each([
    ["application/json", { type: "object" }, object({}, unknown)],
    ["application/json", { type: "object", ...texts }, object({}, string)],
    ["application/json", { type: "object", ...patterns }, object({}, string)],
    ["application/merge-patch+json", { type: "object", ...texts }, object({}, string)],
    ["application/x-www-form-urlencoded", { type: "object", ...texts }, object({}, string)],
    ["multipart/form-data", { type: "object", ...patterns }, object({}, string)],
  ])("stay in a body of %s that is spelled in its place: %j", (name, schema, type) => {
    const { operation, declared } = operationOf(
      { requestBody: { required: true, content: { [name]: { schema } } } },
      { method: "post" },
    );
    expect(operation.input?.type).toEqual(named("DoItInput"));
    expect(declared.DoItInput?.type).toEqual(type);
  });

  test("stay beside those that are", () => {
    const schema = { type: "object", properties: { size: { type: "number" } }, additionalProperties: {} };
    const { declared } = operationOf({ requestBody: json(schema) }, { method: "post" });
    expect(declared.DoItInput?.type).toEqual(object({ "size?": number }, unknown));
  });
});

test("a merge patch that stands first is not given up for a JSON patch, which is told", () => {
  const merge = { type: "object", properties: { name: { type: "string" } } };
  const document = spec({
    paths: {
      "/toys": {
        patch: {
          operationId: "patchToys",
          requestBody: {
            content: {
              "application/merge-patch+json": { schema: merge },
              "application/json-patch+json": { schema: { type: "array", items: {} } },
            },
          },
          responses: { "204": { description: "Done." } },
        },
      },
    },
  });
  const { service, problems } = buildService({ name: "toys", document });
  const [operation] = service === undefined ? [] : operationsOf(service.root);
  expect(operation?.body).toMatchObject({ media: "application/merge-patch+json" });
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ["body-alternative", "The body is sent as application/merge-patch+json; application/json-patch+json is left out."],
  ]);
});

describe("a JSON:API body", () => {
  const attributes = {
    type: "object",
    required: ["toy-id"],
    properties: { "toy-id": { type: "string" }, size: { type: "number" } },
  };
  const meta = {
    type: "object",
    properties: { comment: { type: "string" }, "tag-names": { type: "array", items: { type: "string" } } },
  };
  const document = (more: Json) => ({ type: "object", properties: more });

  test("is flat: attributes first, then meta, of which every name is listed", () => {
    const schema = document({ data: document({ attributes }), meta });
    expect(bodyOf({ ...json(schema), required: true }, { jsonapi: true })).toEqual({
      body: {
        kind: "jsonapi",
        attributes: { toyId: { wire: "toy-id", inner: {} } },
        meta: { comment: { wire: "comment", inner: {} }, tagNames: { wire: "tag-names", inner: {} } },
        always: true,
      },
      type: object({ toyId: string, "size?": number, "comment?": string, "tagNames?": array(string) }),
      docs: docs({}),
      required: true,
    });
  });

  test("may have one side only, also by components", () => {
    const schemas = { Meta: meta, Attributes: attributes };
    const inMeta = bodyOf(json(document({ meta: ref("Meta") })), { jsonapi: true, schemas });
    expect(inMeta).toMatchObject({
      body: { attributes: undefined, meta: { comment: {} }, always: false },
      required: false,
    });
    expect(inMeta?.type).toEqual(object({ "comment?": string, "tagNames?": array(string) }));
    const inData = bodyOf(json(document({ data: document({ attributes: ref("Attributes") }) })), {
      jsonapi: true,
      schemas,
    });
    expect(inData?.body).toEqual({
      kind: "jsonapi",
      attributes: { toyId: { wire: "toy-id", inner: {} } },
      meta: undefined,
      always: false,
    });
  });

  test("need not be given when nothing in it is required, and is sent all the same", () => {
    const schema = document({ meta });
    expect(bodyOf({ ...json(schema), required: true }, { jsonapi: true })).toMatchObject({
      body: { always: true },
      required: false,
    });
  });

  test("that has more than data and meta is plain", () => {
    expect(bodyOf(json(document({ data: {}, query: {} })), { jsonapi: true })?.body.kind).toBe("plain");
    expect(bodyOf(json({ type: "object" }), { jsonapi: true })?.body.kind).toBe("plain");
  });

  test("has attributes of every part that an `allOf` puts together", () => {
    const rest = { type: "object", required: ["size"], properties: { size: { type: "number" } } };
    const schemas = { Base: { type: "object", properties: { "made-at": { type: "string" } } } };
    const body = document({
      data: document({ attributes: { allOf: [ref("Base"), rest] } }),
      meta: document({ hurry: {} }),
    });
    expect(bodyOf({ ...json(body), required: true }, { jsonapi: true, schemas })).toMatchObject({
      body: { kind: "jsonapi", attributes: { madeAt: { wire: "made-at" } } },
      type: intersection(named("Base"), object({ size: number }), object({ "hurry?": unknown })),
      required: true,
    });
  });

  test("stays as it is where `meta` has a name of the attributes too", () => {
    const named = (name: string) => document({ [name]: {} });
    const body = (meta: Json) => document({ data: document({ attributes: named("size") }), meta });
    expect(bodyOf(json(body(named("size"))), { jsonapi: true })?.body.kind).toBe("plain");
    expect(bodyOf(json(body(named("hurry"))), { jsonapi: true })?.body.kind).toBe("jsonapi");
  });
});
