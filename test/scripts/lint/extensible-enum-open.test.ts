import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "extensible-enum-open";

const status = (rest: string) => `
components: { schemas: { Status: { x-extensible-enum: [open, closed]${rest} } } }
`;

const string = '`x-extensible-enum` belongs on a string. Set `type` to `string`, or to `[string, "null"]`.';

test("it belongs on a string, perhaps null", async () => {
  expect(await messages(rule, status(", type: string"))).toEqual([]);
  expect(await messages(rule, status(', type: [string, "null"]'))).toEqual([]);
  expect(await messages(rule, status(", type: [string, integer]"))).toEqual([string]);
  expect(await messages(rule, status(', type: "null"'))).toEqual([string]);
  expect(await messages(rule, status(""))).toEqual([string]);
});

test("enum and const would close what it leaves open", async () => {
  const closes = (name: string) =>
    `\`${name}\` closes the set that \`x-extensible-enum\` leaves open. Remove one of them.`;
  expect(await messages(rule, status(", type: string, enum: [open, closed]"))).toEqual([closes("enum")]);
  expect(await messages(rule, status(", type: string, const: open"))).toEqual([closes("const")]);
});
