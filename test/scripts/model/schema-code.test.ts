// Schemas that compilers are particular about, down to the code.

import { describe, expect, test } from "vitest";
import { expectLinear } from "../../src/linear.js";
import { codeOf, errorsIn } from "./compile.js";
import { type Json, ref } from "./spec.js";

const text = { type: "string" };
const object = (properties: Json, ...required: string[]): Json => ({ type: "object", required, properties });

const circles: [string, Json][] = [
  ["a list of itself", { A: { type: "array", items: ref("A") } }],
  ["a list of itself, or a word", { A: { anyOf: [{ type: "array", items: ref("A") }, text] } }],
  ["itself or a word", { A: { anyOf: [ref("A"), text] } }],
  ["itself and more", { A: { allOf: [ref("A"), object({ id: text })] } }],
  ["nothing but itself", { A: ref("A") }],
  ["two that are each other", { A: ref("B"), B: ref("A") }],
  ["two that are each other or more", { A: { oneOf: [ref("B"), text] }, B: { oneOf: [ref("A"), { type: "number" }] } }],
  ["a choice of what extends it", { A: { allOf: [ref("B"), object({ a: text })] }, B: { oneOf: [ref("A"), text] } }],
  ["a record of itself", { A: { type: "object", additionalProperties: ref("A") } }],
  ["a tuple of itself", { A: { type: "array", prefixItems: [text, ref("A")], minItems: 1, items: false } }],
  [
    "a nullable list of itself",
    { A: { type: ["array", "null"], items: { type: ["array", "null"], items: ref("A") } } },
  ],
  [
    "a parent that lists children that extend it",
    {
      Pet: {
        ...object({ kind: text }, "kind"),
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Pet"), object({ lives: { type: "integer" } })] },
      Dog: { allOf: [ref("Pet"), object({ barks: { type: "boolean" } })] },
    },
  ],
  ["a place within itself", { A: object({ b: object({ c: { $ref: "#/components/schemas/A/properties/b" } }) }) }],
];

test.each(circles)("%s compiles", (_title, schemas) => {
  expect(errorsIn(codeOf(schemas, ["output", "input"]))).toEqual([]);
});

describe("a circle of aliases", () => {
  test("is opened where that changes nothing", () => {
    expect(codeOf({ A: { anyOf: [ref("A"), text] } })).toBe("export type A = string;\n");
    const both = { A: { oneOf: [ref("B"), text] }, B: { oneOf: [ref("A"), { type: "number" }] } };
    expect(codeOf(both)).toMatch(
      /export type A = (string \| number|number \| string);\n\nexport type B = A;\n|export type B = .*;\n/,
    );
  });

  test("is typed wider where it has no meaning", () => {
    expect(codeOf({ A: ref("A") })).toBe("export type A = unknown;\n");
  });
});

describe("a discriminator", () => {
  const cat = object({ kind: text, lives: { type: "integer" } }, "kind", "lives");
  const dog = object({ kind: text, barks: { type: "boolean" } }, "kind", "barks");

  test("makes the property of each variant a literal, by the mapping or by name", () => {
    const mapping = { cat: "#/components/schemas/Cat", kitten: "Cat" };
    const pet = { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind", mapping } };
    const code = codeOf({ Pet: pet, Cat: cat, Dog: dog });
    expect(code).toContain('  kind: "cat" | "kitten";\n  lives: number;');
    expect(code).toContain('  kind: "Dog";\n  barks: boolean;');
    const use = 'export const told = (pet: Pet): number | boolean => (pet.kind === "Dog" ? pet.barks : pet.lives);';
    expect(errorsIn(code + use)).toEqual([]);
  });

  test("of a parent makes it a literal in what extends the parent", () => {
    const pet = { ...object({ kind: text }, "kind"), discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } };
    const code = codeOf({ Pet: pet, Cat: { allOf: [ref("Pet"), object({ lives: text })] } });
    expect(code).toContain("export interface PetBase {\n  kind: string;\n}");
    expect(code).toContain('kind: "cat"');
    expect(errorsIn(`${code}export const kind = (cat: Cat): "cat" => cat.kind;`)).toEqual([]);
  });

  test("leaves alone what tells itself apart", () => {
    const kind = { const: "tom" };
    const pet = { oneOf: [ref("Cat"), text], discriminator: { propertyName: "kind" } };
    expect(codeOf({ Pet: pet, Cat: object({ kind }, "kind") })).toContain('  kind: "tom";');
  });

  test("tells apart in its place what others extend", () => {
    const pet = { oneOf: [ref("Cat")], discriminator: { propertyName: "kind" } };
    const lion = { allOf: [ref("Cat"), object({ mane: text })] };
    const code = codeOf({ Pet: pet, Cat: cat, Lion: lion });
    expect(code).toContain('export type Pet = { kind: "Cat" } & Cat;');
    expect(code).toContain("export interface Cat {\n  kind: string;");
  });
});

describe("what is for one side only", () => {
  const schemas = {
    User: object(
      { id: { type: "string", readOnly: true }, name: text, password: { ...text, writeOnly: true } },
      "id",
      "name",
    ),
    Team: object({ users: { type: "array", items: ref("User") } }, "users"),
    Place: object({ city: text }),
  };

  test("gives the component a second type, and each that holds it", () => {
    const code = codeOf(schemas, ["output", "input"]);
    expect(code).toContain("export interface User {\n  id: string;\n  name: string;\n}");
    expect(code).toContain("export interface UserInput {\n  name: string;\n  password?: string | undefined;\n}");
    expect(code).toContain("export interface TeamInput {\n  users: UserInput[];\n}");
    expect(code).toContain("export interface Place {");
    expect(code).not.toContain("PlaceInput");
    expect(errorsIn(code)).toEqual([]);
  });

  test("takes no name that a component has", () => {
    const code = codeOf({ ...schemas, UserInput: text }, ["input", "output"]);
    expect(code).toContain("export type UserInput = string;");
    expect(code).toContain("export interface UserInput2 {");
  });

  test("may be a component as a whole", () => {
    const id = { type: "string", readOnly: true };
    expect(codeOf({ Id: id, Box: object({ id: ref("Id"), size: text }) }, ["input"])).toContain(
      "export interface BoxInput {\n  size?: string | undefined;\n}",
    );
  });
});

test("prose of members stands above them wherever they are", () => {
  const code = codeOf({ A: object({ b: object({ c: { ...text, description: "Told." }, d: text }) }) });
  expect(code).toBe("export interface A {\n  b?: {\n    /** Told. */\n    c?: string;\n    d?: string;\n    };\n}\n");
});

test("members of any name compile, beside others of any name", () => {
  const names = ["constructor", "__proto__", 'a"b', "a\nb", "*/", "", "1", "new", "then", "[key: string]", "\u2028"];
  const properties = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}: {"type": "string"}`).join(",")}}`);
  const code = codeOf({ A: { type: "object", properties, additionalProperties: { type: "number" } } }, [
    "output",
    "input",
  ]);
  expect(errorsIn(code)).toEqual([]);
  expect(code).toContain("__proto__?: string");
});

test("schemas stand 120 levels deep in one another", () => {
  let schema: Json = text;
  for (let level = 0; level < 120; level += 1) schema = object({ [`l${level}`]: schema });
  const code = codeOf({ A: schema });
  expect(code).toContain("l0?: string");
  expect(errorsIn(code)).toEqual([]);
});

test("a chain of ten thousand references is no deeper than one", () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`S${index}`, object({ next: ref(`S${(index + 1) % 10_000}`) })]),
  );
  expect(codeOf(schemas)).toContain("export interface S9999 {");
});

test("an enum of four times as many values takes four times as long", () => {
  expectLinear((count) => {
    const values = Array.from({ length: count }, (_, index) => `value-${index}`);
    expect(codeOf({ A: { type: "string", enum: values } })).toContain(`| "value-${count - 1}"`);
  }, 5_000);
});
