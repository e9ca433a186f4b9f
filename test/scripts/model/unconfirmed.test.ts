import { expect, test } from "vitest";
import { unconfirmedOf } from "../../../scripts/model/unconfirmed.js";

const fact = { name: "order", question: "Which order?", assumed: true, alternatives: [false] };

test("every fact that no source states is found, with the place it stands at, but none in an example", () => {
  const root = {
    "x-unconfirmed": [{ ...fact, alternatives: undefined }],
    paths: { "/a~b": { get: { parameters: [{ "x-unconfirmed": [fact, "no object"] }] } } },
    example: { "x-unconfirmed": [fact] },
    examples: [{ "x-unconfirmed": [fact] }],
    other: { "x-unconfirmed": "no list" },
  };
  expect(unconfirmedOf(root)).toEqual([
    { ...fact, alternatives: [], pointer: "#" },
    { ...fact, pointer: "#/paths/~1a~0b/get/parameters/0" },
  ]);
});

test("a part of a document says where it stands in the whole", () => {
  expect(unconfirmedOf({ get: { "x-unconfirmed": [fact] } }, ["paths", "/a"])).toEqual([
    { ...fact, pointer: "#/paths/~1a/get" },
  ]);
});
