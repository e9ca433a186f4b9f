import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "schema-property-description";

const thing = (property: string) => `
components:
  schemas:
    Thing: { type: object, properties: { size: ${property} } }
    Described: { type: integer, description: In metres. }
    Silent: { type: integer }
`;

const refused = ["The property `size` has no description. Say what it means, in which unit, and what its default is."];

test("a property without a description is refused", async () => {
  expect(await messages(rule, thing("{ type: integer }"))).toEqual(refused);
  expect(await messages(rule, thing("{ type: integer, description: '  ' }"))).toEqual(refused);
  expect(await messages(rule, thing("{ type: integer, description: In metres. }"))).toEqual([]);
});

test("a property is described by the schema it refers to, or beside the $ref", async () => {
  expect(await messages(rule, thing('{ $ref: "#/components/schemas/Described" }'))).toEqual([]);
  expect(await messages(rule, thing('{ $ref: "#/components/schemas/Silent" }'))).toEqual(refused);
  expect(await messages(rule, thing('{ $ref: "#/components/schemas/Silent", description: In metres. }'))).toEqual([]);
});
