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

test("a verbatim property may be a free map or any value", async () => {
  expect(await messages(rule, spec("{ type: object, additionalProperties: { type: string } }"))).toEqual([]);
  expect(await messages(rule, spec("{}"))).toEqual([]);
});

test("what is declared inside may be spelled as on the wire, for callers see it so", async () => {
  const field = '$ref: "#/components/schemas/Field"';
  expect(await messages(rule, spec(`{ additionalProperties: { ${field} } }`))).toEqual([]);
});

test("a verbatim name that no schema has is refused", async () => {
  expect(await messages(rule, spec("{}", "fields, other-parts"))).toEqual([
    "`verbatim` names `other-parts`, but no schema has such a property. Did you mean `other-part`? Correct or remove it.",
  ]);
});
