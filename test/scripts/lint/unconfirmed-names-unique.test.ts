import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const rule = "unconfirmed-names-unique";

const spec = (second: string) => `
x-unconfirmed: [{ name: page-limit, question: How many?, assumed: 100 }]
tags: [{ name: Things, x-unconfirmed: [{ name: ${second}, question: How many?, assumed: 50 }] }]
`;

test("two unconfirmed facts of one name are refused", async () => {
  expect(await messages(rule, spec("page-limit"))).toEqual([
    "The unconfirmed fact `page-limit` is named already at /#/x-unconfirmed/0/name. Give one of them another name.",
  ]);
});

test("facts of different names pass", async () => {
  expect(await messages(rule, spec("tag-limit"))).toEqual([]);
});
