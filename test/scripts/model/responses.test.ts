import { describe, expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import type { Envelope } from "../../../scripts/model/response/envelope.js";
import { pagedResponses, responsesOf } from "../../../scripts/model/response/responses.js";
import { successValue } from "../../../scripts/model/response/success-value.js";
import { array, intersection, named, object, string, unknown, voidNode } from "./nodes.js";
import { answer, type Json, ref, spec, typesIn } from "./spec.js";

const schemas = { Problem: { type: "object" }, Toy: { type: "string" } };

function read(responses: Json, components: Json = {}) {
  const root = spec({ schemas, components });
  return responsesOf(new SpecDocument(root), { responses }, typesIn(root));
}

/** An answer in any of the media types: what is an image is bytes, all else an object. */
const of = (...names: readonly string[]): Json => ({
  description: "It.",
  content: Object.fromEntries(
    names.map((name) => [
      name,
      {
        schema: /^image|pdf|csv/.test(name)
          ? { type: "string", ...(!/csv/.test(name) && { format: "binary" }) }
          : { type: "object" },
      },
    ]),
  ),
});

describe("outcomes", () => {
  test("are successes, the smallest first, and errors, of which those with one body stand together", () => {
    const responses = {
      "429": answer(ref("Problem")),
      "404": answer({ type: "string" }),
      "201": answer(ref("Toy")),
      "200": answer(ref("Toy")),
      "400": answer(ref("Problem")),
      "401": answer(),
      "304": answer(),
    };
    expect(read(responses)).toMatchObject({
      successes: [200, 201],
      schema: ref("Toy"),
      failures: [
        { statuses: [304, 401], body: unknown },
        { statuses: [400, 429], body: named("Problem") },
        { statuses: [404], body: string },
      ],
    });
  });

  test("have the body of the first success that has one", () => {
    expect(read({ "200": answer(), "202": answer(ref("Toy")) })).toMatchObject({
      successes: [200, 202],
      schema: ref("Toy"),
    });
    expect(read({ "204": answer() })).toEqual({
      successes: [204],
      schema: undefined,
      failures: [],
      failureBodies: [],
      answers: [{ status: 204, media: undefined }],
      reading: undefined,
      accept: undefined,
    });
  });

  test.each<[string, Json, string | undefined]>([
    ["a file beside JSON", { "200": of("application/json"), "206": of("application/pdf") }, "jsonAndBinary"],
    ["a text beside JSON", { "200": of("text/csv"), "206": of("application/json") }, "jsonAndText"],
    ["a file and a text", { "200": of("text/csv"), "206": of("image/png") }, "binary"],
    ["JSON of a type that does not say so", { "200": of("application/toy"), "206": of("image/png") }, undefined],
    ["a file of a type that says JSON", { "200": of("application/json"), "206": of("image/toy+json") }, undefined],
    ["a stream or a file", { "200": of("text/event-stream", "image/png") }, "jsonEvents"],
    ["one status with a choice", { "200": of("application/json", "application/pdf") }, undefined],
    ["a stream beside JSON", { "200": of("application/json"), "206": of("text/event-stream") }, undefined],
  ])("that differ in kind are read by what they say, if they say it: %s", (_title, responses, reading) => {
    expect(read(responses).reading).toBe(reading);
  });

  test.each<[string, Json, string | undefined, string | undefined]>([
    ["one shape in two types", { "application/json": ref("Toy"), "text/json": ref("Toy") }, undefined, undefined],
    ["two shapes", { "application/geo+json": ref("Map"), "application/json": ref("Toy") }, "application/json", "geo"],
    ["two shapes, neither plain", { "text/json": ref("A"), "application/a+json": ref("B") }, "text/json", "a.json"],
    [
      "one shape, neither plain",
      { "text/json": ref("A"), "application/a+json": ref("A") },
      "text/json, application/a+json",
      undefined,
    ],
  ])("are asked for in the types that the value's type describes: %s", (_title, schemas, accept, lost) => {
    const content = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, { schema }]));
    const told: string[] = [];
    const found = responsesOf(new SpecDocument(spec()), { responses: { "200": { content } } }, typesIn(spec()), {
      losses: { report: (_code, message) => void told.push(message) },
    });
    expect(found.accept).toBe(accept);
    expect(told).toEqual(lost === undefined ? [] : [expect.stringMatching(lost)]);
  });

  test("that are pages come in JSON alone, and what else there is is told", () => {
    const told: string[] = [];
    const losses = { report: (code: string, message: string) => void told.push(`${code}: ${message}`) };
    const mixed = read({ "200": of("application/json"), "206": of("text/csv") });
    expect(mixed).toMatchObject({ reading: "jsonAndText", accept: "application/json, text/csv" });
    expect(pagedResponses(mixed, losses)).toMatchObject({ reading: undefined, accept: "application/json" });
    expect(told).toEqual([
      "answer-alternative: Of the answers, the client accepts application/json; text/csv is left out.",
    ]);
    const plain = read({ "200": of("application/json") });
    expect(pagedResponses(plain, losses)).toBe(plain);
  });

  test("may be components", () => {
    const components = { responses: { Bad: answer(ref("Problem")) } };
    expect(read({ "400": { $ref: "#/components/responses/Bad" } }, components).failures).toEqual([
      { statuses: [400], body: named("Problem") },
    ]);
  });
});

describe("the value of a success", () => {
  const value = (schema: Json | undefined, envelope: Envelope, jsonapi = false) => {
    const root = spec({ schemas });
    return successValue(new SpecDocument(root), schema as never, envelope, typesIn(root, { jsonapi }));
  };
  const wrapped = { type: "object", properties: { data: ref("Toy"), meta: {} } };

  test("is nothing when there is no body", () => {
    expect(value(undefined, "data")).toEqual({ type: voidNode, decode: "nothing" });
  });

  test("is the body as it is without an envelope", () => {
    expect(value(ref("Toy"), "none")).toEqual({ type: named("Toy"), decode: "none" });
  });

  test("is what the envelope holds", () => {
    expect(value(wrapped, "data")).toEqual({ type: named("Toy"), decode: "data" });
    const { meta, ...bare } = wrapped.properties;
    expect(value({ ...wrapped, properties: bare }, "jsonapi")).toEqual({ type: named("Toy"), decode: "jsonapi" });
    expect(value(wrapped, "jsonapi")).toEqual({
      type: intersection(named("Toy"), object({ "meta?": unknown })),
      decode: "jsonapi",
    });
    const many = { properties: { data: { type: "array", items: ref("Toy") } } };
    expect(value(many, "data")).toEqual({ type: array(named("Toy")), decode: "data" });
  });

  test("is the body as it is when the envelope is not there", () => {
    expect(value({ properties: { id: { type: "string" } } }, "data")).toEqual({
      type: object({ "id?": string }),
      decode: "none",
    });
  });
});
