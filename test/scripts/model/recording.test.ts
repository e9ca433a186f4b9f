import { describe, expect, test } from "vitest";
import type { Recording } from "../../../scripts/model/types/recording.js";
import { answer, build, type Json, json, ref, spec } from "./spec.js";

const toy = {
  type: "object",
  description: "A toy.",
  required: ["name"],
  properties: {
    name: {
      type: ["string", "null"],
      maxLength: 9,
      description: "Its name.",
      "x-sensitive": "personal",
      examples: ["x"],
    },
    kind: { type: "string", "x-extensible-enum": ["car", "doll"] },
    size: { enum: [1, 2, null] },
    type: { const: "toy" },
    next: ref("Toy"),
  },
  additionalProperties: false,
};

/** What is told about a service with one operation. */
function recordingOf(operation: Json, more: Json = {}) {
  const paths = { "/toys/{toy-id}": { post: { operationId: "doIt", responses: {}, ...operation } } };
  const document = spec({ schemas: { Toy: toy }, paths, servers: [{ url: "https://toys.test/api/v1/" }], ...more });
  return build(document).recording as Recording;
}

test("an operation is told with the shapes of its ids, its query, its body and its answers", () => {
  const parameters = [
    { in: "path", name: "toy-id", required: true, schema: { type: "string", format: "uuid" } },
    { in: "query", name: "filter", schema: { type: "object", additionalProperties: { type: "string" } } },
  ];
  const responses = { "200": answer(ref("Toy")), "204": answer(), default: answer(ref("Toy")) };
  expect(recordingOf({ parameters, requestBody: json(ref("Toy")), responses }).operations).toEqual([
    {
      id: "doIt",
      method: "POST",
      path: "/toys/{toy-id}",
      ids: { "toy-id": { type: "string", format: "uuid" } },
      query: { filter: { type: "object", rest: { type: "string" } } },
      body: { ref: "Toy" },
      answers: [
        [200, { ref: "Toy" }],
        [204, null],
      ],
    },
  ]);
});

test("the list that a shared parameter takes is told once, under its place", () => {
  const schema = { type: "array", items: { enum: ["maker", "owner"] } };
  const recording = recordingOf(
    { parameters: [{ $ref: "#/components/parameters/Include" }] },
    { components: { parameters: { Include: { in: "query", name: "include", schema } } } },
  );
  const ref = "#/components/parameters/Include/schema";
  expect(recording.operations[0]?.query).toEqual({ include: { ref } });
  expect(recording.shapes).toEqual({ [ref]: { type: "array", items: { words: ["maker", "owner"] } } });
});

test("a shape holds what decides over a value and its stand-in, and no prose", () => {
  expect(recordingOf({ requestBody: json(ref("Toy")) }).shapes).toEqual({
    Toy: {
      type: "object",
      required: ["name"],
      properties: {
        name: { sensitive: true, type: ["string", "null"], maxLength: 9 },
        kind: { type: "string", words: ["car", "doll"], open: true },
        size: { words: [1, 2, null] },
        type: { words: ["toy"] },
        next: { ref: "Toy" },
      },
      closed: true,
    },
  });
});

test("alternatives are one of several, and both kinds side by side have both to be met", () => {
  const schema = { oneOf: [{ type: "string" }, { type: "null" }] };
  expect(recordingOf({ requestBody: json(schema) }).operations[0]?.body).toEqual({
    any: [{ type: "string" }, { type: "null" }],
  });
  expect(recordingOf({ requestBody: json({ ...schema, anyOf: [{ minLength: 2 }] }) }).operations[0]?.body).toEqual({
    all: [{ any: [{ minLength: 2 }] }, { any: [{ type: "string" }, { type: "null" }] }],
  });
});

describe("relationships that the spec leaves open", () => {
  const body = { type: "object", properties: { relationships: { type: "object", additionalProperties: true } } };
  const relationships = (recording: ReturnType<typeof recordingOf>) =>
    (recording.operations[0]?.body?.properties as Json | undefined)?.relationships;

  test("hold pointers in JSON:API, told once however many there are", () => {
    const recording = recordingOf({ requestBody: json(body), "x-envelope": "jsonapi" });
    expect(relationships(recording)).toEqual({ type: "object", rest: { ref: "#relationship" } });
    expect(recording.shapes).toEqual({
      "#identifier": {
        type: "object",
        required: ["type", "id"],
        properties: { type: { type: "string" }, id: { type: "string" } },
      },
      "#relationship": {
        properties: {
          data: { any: [{ ref: "#identifier" }, { type: "array", items: { ref: "#identifier" } }, { type: "null" }] },
        },
      },
    });
  });

  test("are unknown elsewhere", () => {
    expect(relationships(recordingOf({ requestBody: json(body) }))).toEqual({ type: "object" });
  });
});

test("headers worth keeping are those of the spec, but no credential and no key of one attempt", () => {
  const header = (name: string) => ({ in: "header", name, schema: { type: "string" } });
  const headers = { "Request-Id": {}, "Set-Cookie": {}, "Content-Type": {} };
  const recording = recordingOf(
    {
      parameters: [header("Toy-Version"), header("Authorization"), header("Idempotency-Key")],
      responses: { "200": { description: "Done.", headers } },
    },
    { "x-idempotency": { header: "Idempotency-Key", methods: ["post"] } },
  );
  expect(recording).toMatchObject({
    prefix: "/api/v1",
    requestHeaders: ["Toy-Version"],
    responseHeaders: ["Request-Id"],
  });
});
