import { expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { analyseSchemas } from "../../../scripts/model/schema/analyse.js";
import { type Json, ref, spec } from "./spec.js";

const problems = (schemas: Json) => analyseSchemas(new SpecDocument(spec({ schemas }))).problems;

test("what no type can tell is said once a keyword, with its first place", () => {
  const schema = { type: "object", if: {}, else: {} };
  const found = problems({ A: schema, B: { type: "array", items: schema } });
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([["schema-wider", "warning"]]);
  expect(found[0]?.message).toMatch(/^`if` cannot be expressed by a type, here and at 1 more place\.$/);
  expect(found[0]?.pointer).toMatch(/^#\/components\/schemas\/[AB]/);
});

test("a reference that leads nowhere is said with its target", () => {
  const found = problems({ A: { properties: { b: ref("Missing") } } });
  expect(found.map(({ message, pointer }) => [message, pointer])).toEqual([
    [
      "`$ref` to `#/components/schemas/Missing` leads nowhere: its type is `unknown`.",
      "#/components/schemas/A/properties/b",
    ],
  ]);
});

test("properties, examples and extensions are not taken for keywords", () => {
  const properties = { if: { type: "string" }, $ref: { type: "string" }, readOnly: { type: "boolean" } };
  expect(problems({ A: { properties, example: { $ref: "#/no" }, "x-more": { $ref: "#/no" } } })).toEqual([]);
  expect([...analyseSchemas(new SpecDocument(spec({ schemas: { A: { properties } } }))).split]).toEqual([]);
});

test("what aliases of YAML repeat is looked at once", () => {
  let schema: Json = { type: "string" };
  for (let level = 0; level < 60; level += 1) schema = { properties: { a: schema, b: schema } };
  expect(problems({ A: schema })).toEqual([]);
});
