import { expect, test } from "vitest";
import { type Parameter, SpecDocument } from "../../../scripts/document/resolve.js";
import { sensitiveMembers, sensitiveParameters } from "../../../scripts/model/request/sensitive.js";
import { type Json, json, ref, spec } from "./spec.js";

const secret = { type: "string", "x-sensitive": "secret" };
const plain = { kind: "plain", names: {}, always: true } as const;
const jsonapi = { kind: "jsonapi", attributes: {}, meta: {}, always: true } as const;

function namesOf(schema: Json, { schemas = {}, body = plain as typeof plain | typeof jsonapi } = {}) {
  return sensitiveMembers(new SpecDocument(spec({ schemas })), { requestBody: json(schema) }, body);
}

const object = (properties: Json) => ({ type: "object", properties });

test.each<[string, Json, readonly string[]]>([
  ["a member", object({ "user-name": secret, status: { type: "string" } }), ["user-name"]],
  [
    "an object as a whole, by its own name",
    object({ fields: { type: "object", "x-sensitive": "personal" } }),
    ["fields"],
  ],
  ["what lies in lists and objects", object({ kids: { items: object({ name: secret }) } }), ["name"]],
  [
    "items and values of a map, by the name of what holds them",
    object({ a: { items: secret }, b: { additionalProperties: secret } }),
    ["a", "b"],
  ],
  [
    "what an alternative or a part has",
    { oneOf: [object({ b: secret }), { allOf: [object({ a: secret })] }] },
    ["a", "b"],
  ],
  [
    "every member of a body that is sensitive itself",
    { ...object({ b: {}, a: {} }), "x-sensitive": "personal" },
    ["a", "b"],
  ],
  ["nothing where nothing is marked", object({ status: { type: "string" } }), []],
])("the sensitive members of a body are %s", (_, schema, names) => {
  expect(namesOf(schema)).toEqual(names);
});

test("a query that holds queries is read once", () => {
  const schemas = { Query: object({ value: secret, not: ref("Query"), and: { items: ref("Query") } }) };
  expect(namesOf(ref("Query"), { schemas })).toEqual(["value"]);
});

test("what stands around a JSON:API body is no member", () => {
  const schema = object({
    data: object({ attributes: object({ name: secret, files: { items: object({ data: secret }) } }) }),
    meta: { ...object({ "user-email": { type: "string" } }), "x-sensitive": "personal" },
  });
  expect(namesOf(schema, { body: jsonapi })).toEqual(["data", "name", "user-email"]);
});

test("a call without a body has none", () => {
  expect(sensitiveMembers(new SpecDocument(spec()), {}, undefined)).toEqual([]);
});

test("parameters are known by their names, headers by those in lower case, objects by their members", () => {
  const parameters = [
    { in: "query", name: "user", schema: secret },
    { in: "query", name: "filter", schema: object({ "user-name": secret, status: {} }) },
    { in: "header", name: "X-Person", schema: { type: "string", format: "password" } },
    { in: "query", name: "status", schema: { type: "string" } },
    { in: "path", name: "id", schema: secret },
  ] as unknown as readonly Parameter[];
  expect(sensitiveParameters(new SpecDocument(spec()), parameters)).toEqual(["user", "user-name", "x-person"]);
});
