import { expect, test } from "vitest";
import type { HeaderParameters } from "../../../src/operation.js";
import { writeHeaders } from "../../../src/request/header-parameters.js";

const styles: HeaderParameters = {
  write: writeHeaders,
  headers: { "X-Ids": "list", "X-Filter": "explode" },
  cookies: { ids: ["ids", "list"], filter: ["filter", "explode"] },
};
const write = (headers: Readonly<Record<string, unknown>>, cookies: object = {}) =>
  writeHeaders({ headers, cookies }, styles, "items.list");

test("lists and objects are joined by commas", () => {
  expect(write({ "x-ids": [1, 2], "X-Filter": { a: 1 } }, { ids: ["a", "b"] })).toEqual({
    cookie: "ids=a,b",
    "x-ids": "1,2",
    "X-Filter": "a=1",
  });
});

test("a list or an object of nothing is left out, and a text of nothing is not", () => {
  const nothing = { "X-Ids": undefined, "X-Filter": undefined };
  expect(write({ "X-Ids": [], "X-Filter": {} }, { ids: [], filter: {} })).toEqual(nothing);
  expect(write({ "X-Ids": "" })).toEqual({ "X-Ids": "" });
});
