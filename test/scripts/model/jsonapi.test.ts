// JSON:API resources, as one flat object.

import { describe, expect, test } from "vitest";
import type { TypeNode } from "../../../scripts/model/types/node.js";
import { flattenDocument } from "../../../src/response/jsonapi.js";
import {
  array,
  docs,
  intersection,
  lit,
  members,
  named,
  nothing,
  number,
  object,
  open,
  reference,
  string,
  union,
  unknown,
} from "./nodes.js";
import { type Json, ref, spec, typeOf, typesIn } from "./spec.js";

const options = { camel: true, jsonapi: true };

function linkage(type: string): Json {
  return { type: "object", properties: { type: { const: type }, id: { type: "string" } } };
}

function resource(more: Json): Json {
  return {
    type: "object",
    required: ["type", "id"],
    properties: { type: { const: "toy" }, id: { type: "string" }, ...more },
  };
}

const toy = resource({
  attributes: {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, "made-at": { type: "string" }, note: { type: "string" } },
  },
});

test("attributes stand beside type and id; a guaranteed one is always there", () => {
  expect(typeOf({ ...toy, "x-guaranteed": ["made-at"] }, options).type).toEqual(
    object({ type: lit("toy"), id: string, name: string, madeAt: string, "note?": string }),
  );
});

test("is no resource in a service that is not JSON:API", () => {
  expect(typeOf(toy, { camel: true }).type).toMatchObject({
    members: [{ name: "type" }, { name: "id" }, { name: "attributes" }],
  });
});

test("what a resource has beside its alternatives is flat, as each of them is", () => {
  const kinds = { Toy: toy, Ball: resource({ attributes: { properties: { size: { type: "number" } } } }) };
  const base = resource({ attributes: { properties: { "made-at": { type: "string" } } } });
  const any = { ...base, oneOf: [ref("Toy"), ref("Ball")] };
  expect(typeOf(any, { ...options, schemas: kinds }).type).toEqual(
    intersection(object({ type: lit("toy"), id: string, "madeAt?": string }), union(named("Toy"), named("Ball"))),
  );
});

test("attributes that are open leave the whole open", () => {
  const more = resource({ attributes: { type: "object", additionalProperties: { type: "string" } } });
  expect(typeOf(more, options).type).toEqual(object({ type: lit("toy"), id: string }, unknown));
});

describe("a relationship", () => {
  const relationships = (properties: Json, more: Json = {}) => {
    const schema = { ...resource({ relationships: { type: "object", properties, ...more } }) };
    const { type } = typeOf(schema, options);
    return type.kind === "object" ? type.members.slice(2) : [];
  };

  test("to one is a reference by type", () => {
    expect(relationships({ owner: { properties: { data: linkage("person") } } })).toEqual(
      members({ "owner?": reference(lit("person")) }),
    );
  });

  test("to one or none is a reference or null", () => {
    const data = { ...linkage("person"), type: ["object", "null"] };
    expect(relationships({ "first-owner": { properties: { data } } }, { required: ["first-owner"] })).toEqual(
      members({ firstOwner: union(reference(lit("person")), nothing) }),
    );
    const either = { oneOf: [linkage("person"), { type: "null" }] };
    expect(relationships({ owner: { properties: { data: either } } })).toEqual(
      members({ "owner?": union(reference(lit("person")), nothing) }),
    );
  });

  test("to many is an array of references", () => {
    const data = { type: "array", items: linkage("person") };
    expect(relationships({ owners: { properties: { data }, description: "Who had it." } })).toEqual(
      members({ "owners?": array(reference(lit("person"))) }, { "owners?": { description: "Who had it." } }),
    );
  });

  test("to several kinds is a union of references", () => {
    const data = { oneOf: [linkage("person"), linkage("shop")] };
    expect(relationships({ owner: { properties: { data } } })).toEqual(
      members({ "owner?": union(reference(lit("person")), reference(lit("shop"))) }),
    );
  });

  test("without a word about its data leads to anything", () => {
    expect(relationships({ owner: {} })).toEqual(members({ "owner?": reference(string) }));
  });

  test("to what has a type that is no text is a reference to anything", () => {
    const data = { properties: { type: { type: "integer" }, id: { type: "string" } } };
    expect(relationships({ owner: { properties: { data } } })).toEqual(members({ "owner?": reference(string) }));
  });

  test("that is links alone stays as it is", () => {
    const links = { type: "object", properties: { self: { type: "string" } } };
    expect(relationships({ owner: { type: "object", properties: { links } } })).toEqual(
      members({ "owner?": object({ "links?": object({ "self?": string }) }) }),
    );
  });

  test("of an attribute's name stands apart, as the runtime puts it, and type and id are the resource's", () => {
    const schema = resource({
      attributes: { properties: { owner: { type: "integer" }, type: { type: "integer" } } },
      relationships: { properties: { owner: { properties: { data: linkage("person") } } } },
      owner: { type: "boolean" },
    });
    expect(typeOf(schema, options).type).toEqual(
      object({
        type: lit("toy"),
        id: string,
        "owner?": number,
        "relationships?": object({ "owner?": reference(lit("person")) }),
      }),
    );
    const document = {
      type: "toy",
      id: "1",
      attributes: { owner: 1, type: 2 },
      relationships: { owner: { data: { type: "person", id: "p" } } },
      owner: true,
    };
    expect(flattenDocument({ data: document })).toEqual({
      type: "toy",
      id: "1",
      owner: 1,
      relationships: { owner: { type: "person", id: "p" } },
    });
  });
});

test("an attribute for one side only is a member of that side", () => {
  const properties = { views: { type: "number", readOnly: true }, pass: { type: "string", writeOnly: true } };
  const schema = resource({ attributes: { type: "object", required: ["pass"], properties } });
  const flat = (direction: "input" | "output") => typesIn(spec({}), options).of(schema, direction);
  expect(flat("output")).toEqual(object({ type: lit("toy"), id: string, "views?": number }));
  expect(flat("input")).toEqual(object({ type: lit("toy"), id: string, pass: string }));
});

describe("what documents include", () => {
  const schemas = {
    Toy: resource({ relationships: { properties: { owner: { properties: { data: linkage("person") } } } } }),
    Person: resource({ type: { const: "person" }, attributes: { properties: { name: { type: "string" } } } }),
    Shop: resource({ type: { type: "string", "x-extensible-enum": ["shop", "stall"] }, attributes: {} }),
  };

  test("is the resource of the relationships that lead to it, and of what it has no place for", () => {
    const types = typesIn(spec({ schemas }), options);
    types.include({ oneOf: [ref("Person"), ref("Shop")] }, ref("Toy"));
    expect(types.of(ref("Toy"), "output")).toEqual(named("Toy"));
    expect(types.declarations[0]?.type).toEqual({
      kind: "object",
      members: members(
        {
          type: lit("toy"),
          id: string,
          "owner?": reference(lit("person"), named("Person")),
          "included?": array(union(named("Person"), named("Shop"))),
        },
        {
          "included?": {
            description:
              "Included resources that no relationship here leads to: a sparse fieldset leaves out relationships.",
          },
        },
      ),
      rest: undefined,
    });
  });

  test("is known by every type that an open set names", () => {
    const types = typesIn(spec({ schemas }), options);
    types.include(ref("Shop"), undefined);
    const bought = resource({ relationships: { properties: { at: { properties: { data: linkage("stall") } } } } });
    expect(types.of(bought, "output")).toEqual(
      object({ type: lit("toy"), id: string, "at?": reference(lit("stall"), named("Shop")) }),
    );
    expect(types.declarations[0]?.type).toEqual(object({ type: open("shop", "stall"), id: string }));
  });

  test("is known by the type that it has of a part of its `allOf`, and not by those that a parent of several lists", () => {
    const attributes = { properties: { attributes: { type: "object" } } };
    const types = typesIn(
      spec({
        schemas: {
          Id: linkage("stall"),
          Stall: { allOf: [ref("Id"), attributes] },
          Any: { properties: { type: { enum: ["tent", "cart"] }, id: { type: "string" } } },
          Tent: { allOf: [ref("Any"), attributes] },
        },
      }),
      options,
    );
    types.include({ oneOf: [ref("Stall"), ref("Tent")] }, undefined);
    const at = (type: string) =>
      resource({ relationships: { properties: { at: { properties: { data: linkage(type) } } } } });
    const toy = (to: TypeNode) => object({ type: lit("toy"), id: string, "at?": to });
    expect(types.of(at("stall"), "output")).toEqual(toy(reference(lit("stall"), named("Stall"))));
    expect(types.of(at("cart"), "output")).toEqual(toy(reference(lit("cart"))));
  });

  test("has one name where a relationship leads to all of a named union, and stays apart where it does not", () => {
    const kind = (type: string) => resource({ type: { const: type }, attributes: {} });
    const types = typesIn(
      spec({
        schemas: {
          Fast: kind("report/fast"),
          Slow: kind("report/slow"),
          AnyReport: { oneOf: [ref("Fast"), ref("Slow")] },
          Person: schemas.Person,
        },
      }),
      options,
    );
    types.include({ anyOf: [ref("AnyReport"), ref("Person")] }, undefined);
    const leadsTo = (schema: Json) =>
      types.of(
        resource({
          relationships: { properties: { to: { properties: { data: { properties: { type: schema } } } } } },
        }),
        "output",
      );
    const resourceIn = (type: TypeNode): unknown => {
      const to = type.kind === "object" ? type.members.find(({ name }) => name === "to") : undefined;
      return to?.type.kind === "reference" ? to.type.resource : undefined;
    };
    expect(resourceIn(leadsTo({ type: "string", pattern: "^report/" }))).toEqual(named("AnyReport"));
    expect(resourceIn(leadsTo({ enum: ["report/slow", "report/fast", "person"] }))).toEqual(
      union(named("AnyReport"), named("Person")),
    );
    expect(resourceIn(leadsTo({ enum: ["report/slow", "person"] }))).toEqual(union(named("Slow"), named("Person")));
  });

  test("is nothing where documents include nothing", () => {
    const types = typesIn(spec({ schemas }), options);
    types.include(undefined, ref("Toy"));
    types.of(ref("Toy"), "output");
    expect(types.declarations[0]?.type).toEqual(
      object({ type: lit("toy"), id: string, "owner?": reference(lit("person")) }),
    );
  });
});

test("a document inside a value is the resource in it", () => {
  const schemas = {
    Toy: toy,
    ToyDocument: { type: "object", "x-envelope": "jsonapi", properties: { data: ref("Toy") } },
  };
  const { type, declared } = typeOf({ properties: { payload: ref("ToyDocument") } }, { ...options, schemas });
  expect(type).toEqual(object({ "payload?": named("Toy") }));
  expect(Object.keys(declared)).toEqual(["Toy"]);
});

test("a member says what its attribute says", () => {
  const attributes = { properties: { size: { type: "integer", description: "In cm.", minimum: 1 } } };
  const { type } = typeOf(resource({ attributes }), options);
  expect(type.kind === "object" && type.members[2]?.docs).toEqual(
    docs({ description: "In cm.", notes: ["At least 1."] }),
  );
});
