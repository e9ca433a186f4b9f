import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "operation-named";

const operations = (first: string, second: string) => `
paths:
  /things:
    get: { operationId: listThings, responses: {}${first} }
    post: { operationId: createThing, responses: {}${second} }
`;

test("two operations of one name are refused", async () => {
  const name = (method: string) => `, x-resource: things, x-method: ${method}`;
  expect(await messages(rule, operations(name("list"), name("create")))).toEqual([]);
  expect(await messages(rule, operations(name("list"), name("list")))).toEqual([
    "`createThing` is named `things.list`, as `listThings` already is. Give one of them another `x-method`.",
  ]);
});

test("half a name is refused", async () => {
  expect(await messages(rule, operations(", x-resource: things", ", x-method: create"))).toEqual([
    "`listThings` has `x-resource` but no `x-method`. Give it both, or neither to have them inferred.",
    "`createThing` has `x-method` but no `x-resource`. Give it both, or neither to have them inferred.",
  ]);
});

test("no name at all is left to inference", async () => {
  expect(await messages(rule, operations("", ""))).toEqual([]);
});
