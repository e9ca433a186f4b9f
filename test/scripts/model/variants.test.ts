// Values that are one of several: told apart by a discriminator, or by a condition.

import { describe, expect, test } from "vitest";
import { codeOf, errorsIn } from "./compile.js";
import { intersection, lit, named, number, object, string, tuple, union } from "./nodes.js";
import { type Json, ref, typeOf } from "./spec.js";

const text = { type: "string" };
const of = (properties: Json, required = Object.keys(properties)): Json => ({ type: "object", required, properties });

describe("a parent with a discriminator", () => {
  const mapping = { bus: "#/components/schemas/Bus", bike: "#/components/schemas/Bike" };
  const schemas = {
    Vehicle: { ...of({ kind: text, id: text }), discriminator: { propertyName: "kind", mapping } },
    Bus: { allOf: [ref("Vehicle"), of({ seats: { type: "integer" } })] },
    Bike: { allOf: [ref("Vehicle"), of({ cargo: { type: "boolean" } })] },
  };

  test("is one of those that extend it, wherever it is named alone", () => {
    const { type, declared } = typeOf({ type: "array", items: ref("Vehicle") }, { schemas });
    expect(type).toEqual({ kind: "array", items: named("Vehicle") });
    expect(declared.Vehicle).toEqual(union(named("Bus"), named("Bike")));
    expect(declared.VehicleBase).toEqual(object({ kind: string, id: string }));
    expect(declared.Bus).toEqual(intersection(named("VehicleBase"), object({ seats: number, kind: lit("bus") })));
  });

  test("narrows by its tag, and takes a child", () => {
    const code = `${codeOf(schemas, ["output", "input"])}
      export function cargoOf(vehicle: Vehicle): boolean { return vehicle.kind === "bike" && vehicle.cargo; }
      export const bike: Vehicle = { kind: "bike", id: "1", cargo: true };`;
    expect(errorsIn(code)).toEqual([]);
    expect(errorsIn(code.replace('=== "bike"', '=== "bus"'))).toHaveLength(1);
  });

  test("is itself as well, where its discriminator has a name for it", () => {
    const own = {
      ...schemas.Vehicle,
      discriminator: { propertyName: "kind", mapping: { ...mapping, any: "Vehicle" } },
    };
    expect(typeOf(ref("Vehicle"), { schemas: { ...schemas, Vehicle: own } }).declared.Vehicle).toEqual(
      union(intersection(object({ kind: lit("any") }), named("VehicleBase")), named("Bus"), named("Bike")),
    );
  });

  test.each(["x-ms-discriminator-value", "x-discriminator-value"])("has the value that %s gives a child", (name) => {
    const Vehicle = { ...schemas.Vehicle, discriminator: { propertyName: "kind" } };
    const { declared } = typeOf(ref("Vehicle"), {
      schemas: { ...schemas, Vehicle, Bus: { ...schemas.Bus, [name]: "#Depot.Bus" } },
    });
    expect(declared.Bus).toEqual(
      intersection(named("VehicleBase"), object({ seats: number, kind: lit("#Depot.Bus") })),
    );
    expect(declared.Bike).toMatchObject({ of: [named("VehicleBase"), { members: [{}, { type: lit("Bike") }] }] });
  });

  test("narrows to one that extends another which is a value too", () => {
    const more = { ...schemas, Tram: { allOf: [ref("Bus"), of({ line: text })] } };
    const Vehicle = {
      ...schemas.Vehicle,
      discriminator: { propertyName: "kind", mapping: { ...mapping, tram: "#/components/schemas/Tram" } },
    };
    const code = `${codeOf({ ...more, Vehicle }, ["output", "input"])}
      export function lineOf(vehicle: Vehicle): string {
        if (vehicle.kind === "tram") return vehicle.line;
        return vehicle.kind === "bus" ? String(vehicle.seats) : String(vehicle.cargo);
      }
      export function nameOf(bus: Bus): string { return bus.kind === "tram" ? bus.line : String(bus.seats); }
      export const bus: Vehicle = { kind: "bus", id: "1", seats: 3 };`;
    expect(errorsIn(code)).toEqual([]);
    expect(errorsIn(code.replaceAll('=== "tram"', '=== "bus"'))).not.toEqual([]);
  });
});

test("the tag of a union that is one of another narrows the outer one", () => {
  const schemas = {
    Pet: {
      oneOf: [ref("Cat"), ref("Dog")],
      discriminator: { propertyName: "species", mapping: { cat: "Cat", dog: "Dog" } },
    },
    Cat: { oneOf: [ref("Indoor"), ref("Outdoor")], discriminator: { propertyName: "life" } },
    Indoor: of({ species: text, life: text, room: text }),
    Outdoor: of({ species: text, life: text, yard: text }),
    Dog: of({ species: text, bone: text }),
  };
  const code = `${codeOf(schemas)}
    export function boneOf(pet: Pet): string {
      if (pet.species === "dog") return pet.bone;
      return pet.life === "Indoor" ? pet.room : pet.yard;
    }`;
  expect(errorsIn(code)).toEqual([]);
});

test("the variant for all other tags has none of its own (OpenAPI 3.2, defaultMapping)", () => {
  const schemas = {
    Thing: {
      oneOf: [ref("Rock"), ref("Other")],
      discriminator: { propertyName: "kind", mapping: { rock: "Rock" }, defaultMapping: "Other" },
    },
    Rock: of({ kind: text, mass: { type: "number" } }),
    Other: of({ note: text }),
  };
  const { declared } = typeOf(ref("Thing"), { schemas });
  expect(declared.Thing).toEqual(union(named("Rock"), intersection(object({ "kind?": string }), named("Other"))));
  expect(declared.Rock).toEqual(object({ kind: lit("rock"), mass: number }));
  expect(declared.Other).toEqual(object({ note: string }));
});

describe("a condition", () => {
  test("adds the members of cases inside its cases, and those that depend on a member", () => {
    const schemas = { Rest: of({ rest: text }) };
    const schema = {
      ...of({ kind: text }),
      if: {},
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword.
      then: { allOf: [of({ first: text })] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword.
      else: { if: {}, then: of({ second: text }), else: ref("Rest") },
      dependentSchemas: { kind: of({ more: text }) },
    };
    expect(typeOf(schema, { schemas }).type).toEqual(
      intersection(
        object({ kind: string }),
        object({ "first?": string, "second?": string, "rest?": string, "more?": string }),
      ),
    );
  });

  test("adds the members that only its cases name, which may be there", () => {
    const schema = {
      ...of({ kind: { enum: ["a", "b"] } }),
      allOf: [
        {
          if: {},
          // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword.
          then: of({ kind: { const: "a" }, limit: { type: "integer" } }),
          else: of({ limit: text, prefs: text }),
        },
      ],
    };
    expect(typeOf(schema).type).toEqual(
      intersection(
        object({ kind: union(lit("a"), lit("b")) }),
        object({ "limit?": union(number, string), "prefs?": string }),
      ),
    );
  });
});

test("a list that allows no items but those it names is closed", () => {
  const schema = { type: "array", prefixItems: [{ type: "number" }], minItems: 1 };
  expect(typeOf({ ...schema, unevaluatedItems: false }).type).toEqual(tuple([number]));
  expect(typeOf({ ...schema, unevaluatedItems: text }).type).toEqual(tuple([number], string));
});
