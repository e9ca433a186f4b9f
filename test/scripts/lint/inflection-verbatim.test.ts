import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "inflection-verbatim";

const spec = (fields: string, verbatim = "fields") => `
x-key-inflection: { header: Key-Inflection, value: camel, verbatim: [${verbatim}] }
components:
  schemas:
    Thing: { type: object, properties: { fields: ${fields}, other-part: { type: object } } }
    Field: { type: object, properties: { field-type: { type: string }, value: {} } }
`;

const inner =
  "`field-type` is declared inside `fields`, whose keys are never re-cased. Take `fields` off `verbatim`, or declare it as a free map.";

test("a verbatim property may be a free map or any value", async () => {
  expect(await messages(rule, spec("{ type: object, additionalProperties: { type: string } }"))).toEqual([]);
  expect(await messages(rule, spec("{}"))).toEqual([]);
});

test("a declared property inside that would need re-casing is refused, however deep", async () => {
  const field = '$ref: "#/components/schemas/Field"';
  expect(await messages(rule, spec(`{ ${field} }`))).toEqual([inner]);
  expect(await messages(rule, spec(`{ additionalProperties: { ${field} } }`))).toEqual([inner]);
  expect(await messages(rule, spec(`{ type: array, items: { oneOf: [{ ${field} }, { type: string }] } }`))).toEqual([
    inner,
  ]);
});

test("a declared property that is the same in camelCase passes", async () => {
  expect(await messages(rule, spec("{ properties: { value: {} } }"))).toEqual([]);
});

test("a verbatim name that no schema has is refused", async () => {
  expect(await messages(rule, spec("{}", "fields, other-parts"))).toEqual([
    "`verbatim` names `other-parts`, but no schema has such a property. Did you mean `other-part`? Correct or remove it.",
  ]);
});
