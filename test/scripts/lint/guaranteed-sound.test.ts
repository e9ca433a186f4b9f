import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "guaranteed-sound";

const plain = (names: string) => `
components: { schemas: { Thing: { properties: { created-at: { type: string } }, x-guaranteed: ${names} } } }
`;

const jsonApi = (names: string) => `
components:
  schemas:
    Thing:
      properties:
        type: { const: thing }
        attributes: { properties: { created-at: { type: string } } }
        relationships: { properties: { owner: { type: object } } }
      x-guaranteed: ${names}
`;

test("a guarantee of a property that is not declared is refused", async () => {
  expect(await messages(rule, plain("[created-at]"))).toEqual([]);
  expect(await messages(rule, plain("[createdAt]"))).toEqual([
    "`x-guaranteed` names `createdAt`, which the schema does not declare. Did you mean `created-at`? Correct it or declare it.",
  ]);
});

test("of a JSON:API resource, attributes and relationships can be guaranteed", async () => {
  expect(await messages(rule, jsonApi("[created-at, owner]"))).toEqual([]);
  expect(await messages(rule, jsonApi("[attributes]"))).toEqual([
    "`x-guaranteed` names `attributes`, which the schema does not declare. Correct it or declare it.",
  ]);
});
