import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "members-distinct";

const resource = (attributes: string, relationships = "") => `
components:
  schemas:
    Thing:
      properties:
        type: { const: thing }
        id: { type: string }
        attributes: { properties: { ${attributes} } }
        relationships: { properties: { ${relationships} } }
`;

test("an attribute and a relationship of one name collide", async () => {
  expect(await messages(rule, resource("owner-name: {}", "owner: {}"))).toEqual([]);
  expect(await messages(rule, resource("owner: {}", "owner: {}"))).toEqual([
    "The relationship `owner` collides with the attribute `owner`: callers see both as `owner`. Rename or remove one.",
  ]);
});

test("names collide that are one in camelCase", async () => {
  expect(await messages(rule, resource("set-at: {}, setAt: {}"))).toEqual([
    "The attribute `setAt` collides with the attribute `set-at`: callers see both as `setAt`. Rename or remove one.",
  ]);
});

test("a member cannot have a name that the resource itself uses", async () => {
  expect(await messages(rule, resource("id: {}", "included: {}"))).toEqual([
    "The attribute `id` would hide the `id` of the resource itself. Rename or remove it.",
    "The relationship `included` would hide the `included` of the resource itself. Rename or remove it.",
  ]);
});

test("an object that is no JSON:API resource may have these names", async () => {
  const spec = "components: { schemas: { Thing: { properties: { id: {}, type: {}, set-at: {}, setAt: {} } } } }";
  expect(await messages(rule, spec)).toEqual([]);
});

test("in a request, an attribute and a meta member of one name collide", async () => {
  const request = (meta: string) => `
paths:
  /things:
    post:
      requestBody:
        content:
          application/json:
            schema:
              properties:
                data: { properties: { attributes: { properties: { dry-run: {} } } } }
                meta: { properties: { ${meta}: {} } }
      responses: {}
`;
  expect(await messages(rule, request("key"))).toEqual([]);
  expect(await messages(rule, request("dryRun"))).toEqual([
    "The meta member `dryRun` collides with the attribute `dry-run`: callers see both as `dryRun`. Rename or remove one.",
  ]);
});
