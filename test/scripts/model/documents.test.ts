// JSON:API documents: what becomes of the parts around a resource, and of resources where no envelope is taken off.

import { describe, expect, test } from "vitest";
import { buildService } from "../../../scripts/model/build.js";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { intersection, lit, named, object, string, union } from "./nodes.js";
import { answer, type Json, json, operationOf, ref, spec } from "./spec.js";

const text = { type: "string" };

function resource(type: string, attributes: Json): Json {
  return { type: "object", required: ["type", "id"], properties: { type: { const: type }, id: text, attributes } };
}

const fields = { type: "object", required: ["name"], properties: { name: text } };
const toy = resource("toy", fields);

function document(properties: Json, required: readonly string[] = Object.keys(properties)): Json {
  return { type: "object", required, properties };
}

function read(schema: Json, schemas: Json = { Toy: toy }, more: Json = {}) {
  const { operation, declared } = operationOf(
    { responses: { "200": answer(schema) }, ...more },
    { path: "/toys/{id}", "x-envelope": "jsonapi", components: { schemas } },
  );
  return { value: operation.value, decode: operation.decode, declared };
}

const link = object({ "one-time-link": string });

describe("what stands beside a resource", () => {
  const meta = { type: "object", required: ["one-time-link"], properties: { "one-time-link": text } };

  test("is part of the value, where it is its meta", () => {
    const beside = read(document({ data: ref("Toy"), meta }));
    expect(beside.value).toEqual(named("DoItValue"));
    expect(beside.declared.DoItValue?.type).toEqual(intersection(named("Toy"), object({ meta: link })));
    const maybe = read(document({ data: ref("Toy"), meta }, ["data"]));
    expect(maybe.declared.DoItValue?.type).toEqual(intersection(named("Toy"), object({ "meta?": link })));
    const { value, declared } = read(document({ data: toy, meta }));
    expect(value).toEqual(named("DoItValue"));
    expect(declared.DoItValue?.type).toEqual(object({ type: lit("toy"), id: string, name: string, meta: link }));
  });

  test("is part of a list that does not page, with what it includes", () => {
    const { value, decode, declared } = read(
      document({ data: { type: "array", items: ref("Toy") }, meta, included: { type: "array", items: ref("Toy") } }),
    );
    expect(value).toEqual({ kind: "intersection", of: [{ kind: "array", items: named("Toy") }, named("DoItList")] });
    expect(decode).toBe("jsonapi");
    expect(declared.DoItList?.type).toMatchObject({ members: [{ name: "meta", type: link }, { name: "included" }] });
  });

  test.each([
    ["a token of the next page", { data: { type: "array", items: toy }, nextPageToken: text }, "`nextPageToken`"],
    ["meta beside an attribute of that name", { data: resource("toy", document({ meta: text })), meta }, "`meta`"],
  ])("is told where the value has no place for it: %s", (_, properties, names) => {
    const paths = { "/toys": { get: { operationId: "doIt", responses: { "200": answer(document(properties)) } } } };
    const { problems } = buildService({ name: "toys", document: spec({ paths, "x-envelope": "jsonapi" }) });
    expect(problems.map(({ code, operationId }) => [code, operationId])).toEqual([["envelope-member", "doIt"]]);
    expect(problems[0]?.message).toBe(`The value is what \`data\` holds: ${names} beside it is left out.`);
  });
});

describe("a resource", () => {
  const flat = object({ type: lit("toy"), id: string, name: string });

  test("is flat where its parts stand in several parts of an allOf", () => {
    const identifier = { type: "object", required: ["type", "id"], properties: { type: { const: "toy" }, id: text } };
    const parts = {
      Identifier: identifier,
      Toy: { allOf: [ref("Identifier"), { type: "object", properties: { attributes: fields } }] },
    };
    const { declared } = read(document({ data: ref("Toy") }), parts);
    expect(declared.Toy?.type).toEqual(flat);
  });

  test("has the attributes of each alternative", () => {
    const attributes = { oneOf: [document({ wheels: text }), document({ wings: text })] };
    const { declared } = read(document({ data: ref("Toy") }), { Toy: resource("toy", attributes) });
    expect(declared.Toy?.type).toEqual(
      intersection(
        object({ type: lit("toy"), id: string }),
        union(object({ wheels: string }), object({ wings: string })),
      ),
    );
  });

  test("is as the wire has it for an operation without an envelope, and flat for the others", () => {
    const raw = object({ type: lit("toy"), id: string, "attributes?": object({ name: string }) });
    const answers = { responses: { "200": answer(document({ data: ref("Toy") })) } };
    const service = buildService({
      name: "toys",
      document: spec({
        "x-envelope": "jsonapi",
        schemas: { Toy: toy },
        paths: {
          "/a": { get: { operationId: "a", ...answers } },
          "/b": { get: { operationId: "b", "x-envelope": "none", ...answers } },
        },
      }),
    }).service;
    const [a, b] = service === undefined ? [] : operationsOf(service.root);
    const types = Object.fromEntries(service?.declarations.map(({ name, type }) => [name, type]) ?? []);
    expect([a?.value, types.Toy]).toEqual([named("Toy"), flat]);
    expect([b?.value, types.BValue, types.ToyResource]).toEqual([
      named("BValue"),
      object({ data: named("ToyResource") }),
      raw,
    ]);
  });
});

describe("a request", () => {
  function input(data: Json, schemas: Json = {}) {
    const { operation, declared } = operationOf(
      { requestBody: { ...json(document({ data })), required: true } },
      {
        method: "post",
        "x-envelope": "jsonapi",
        components: { schemas },
        "x-key-inflection": { header: "K", value: "camel", verbatim: [] },
      },
    );
    return { body: operation.body, type: declared.DoItInput?.type };
  }

  test("is flat where it is a document's attributes", () => {
    expect(input(document({ attributes: fields }))).toMatchObject({
      body: { kind: "jsonapi" },
      type: object({ name: string }),
    });
  });

  test("without attributes keeps its shape", () => {
    const parameters = { type: "object", additionalProperties: text };
    expect(input(document({ "action-id": text, parameters }))).toEqual({
      body: {
        kind: "plain",
        names: { data: { wire: "data", inner: { actionId: { wire: "action-id", inner: {} } } } },
        always: true,
      },
      type: object({ data: object({ actionId: string, parameters: object({}, string) }) }),
    });
  });

  test("of several kinds keeps its shape", () => {
    const [one, two] = [
      document({ attributes: document({ "by-name": text }) }),
      document({ attributes: document({ "by-id": text }) }),
    ];
    const type = object({
      data: union(object({ attributes: object({ byName: string }) }), object({ attributes: object({ byId: string }) })),
    });
    expect(input({ anyOf: [one, two] })).toMatchObject({ body: { kind: "plain" }, type });
    expect(input(document({ attributes: { oneOf: [document({ a: text }), document({ b: text })] } }))).toMatchObject({
      body: { kind: "plain" },
      type: object({ data: object({ attributes: union(object({ a: string }), object({ b: string })) }) }),
    });
  });

  test("that names its resource, or what it is related to, keeps its shape", () => {
    expect(input(document({ type: { const: "toy" }, attributes: fields }))).toMatchObject({
      body: { kind: "plain" },
      type: object({ data: object({ type: lit("toy"), attributes: object({ name: string }) }) }),
    });
  });
});

describe("members inside a verbatim one", () => {
  const verbatim = {
    "x-envelope": "jsonapi",
    "x-key-inflection": { header: "K", value: "camel", verbatim: ["custom-fields"] },
  };

  test("that stand nowhere else have a component's own name", () => {
    const part = document({ "name-first": text });
    const { declared } = operationOf(
      { requestBody: json(document({ "custom-fields": ref("Part"), "own-part": text })), responses: {} },
      { method: "post", components: { schemas: { Part: part } }, ...verbatim },
    );
    expect(declared.DoItInput?.type).toEqual(object({ customFields: named("Part"), ownPart: string }));
    expect(declared.Part?.type).toEqual(object({ "name-first": string }));
  });

  test("keep the spelling of the wire, in components too, and are turned everywhere else", () => {
    const part = document({ "name-first": text });
    const { declared, operation } = operationOf(
      {
        requestBody: json(document({ "custom-fields": ref("Part"), "own-part": ref("Part") })),
        responses: {
          "200": answer(document({ data: resource("toy", document({ "custom-fields": part, "made-at": text })) })),
        },
      },
      { method: "post", components: { schemas: { Part: part } }, ...verbatim },
    );
    expect(declared.DoItValue?.type).toEqual(
      object({ type: lit("toy"), id: string, customFields: object({ "name-first": string }), madeAt: string }),
    );
    expect(declared.DoItInput?.type).toEqual(object({ customFields: named("PartVerbatim"), ownPart: named("Part") }));
    expect(declared.PartVerbatim?.type).toEqual(object({ "name-first": string }));
    expect(declared.Part?.type).toEqual(object({ nameFirst: string }));
    expect(operation.body).toMatchObject({
      names: {
        customFields: { wire: "custom-fields", inner: {} },
        ownPart: { wire: "own-part", inner: { nameFirst: { wire: "name-first", inner: {} } } },
      },
    });
  });
});
