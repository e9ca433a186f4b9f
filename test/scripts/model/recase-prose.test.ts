import { describe, expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { recaseProse } from "../../../scripts/model/naming/recase-prose.js";
import { spec } from "./spec.js";

const document = spec({
  schemas: {
    Toy: {
      properties: {
        "expires-at": {},
        "is-new": {},
        name: {},
        "sold-out": {},
        status: { enum: ["sold-out"] },
        kind: { const: "wind-up" },
        "wind-up": {},
        color: { "x-extensible-enum": ["dark-red"] },
        "dark-red": {},
      },
      example: { properties: { "only-in-example": {} } },
    },
  },
  paths: { "/a": { get: { parameters: [{ in: "query", name: "page-size" }] } } },
});

function told(description: string): string {
  return recaseProse({ description }, new SpecDocument(document)).description;
}

describe("a name in backticks", () => {
  test.each([
    ["Until `expires-at`, at most `page-size`.", "Until `expiresAt`, at most `pageSize`."],
    ["With `is-new=true` only.", "With `isNew: true` only."],
    ["`name` is `expires-at`.", "`name` is `expiresAt`."],
  ])("of a member is retold: %s", (before, after) => {
    expect(told(before)).toBe(after);
  });

  test.each([
    "The word expires-at without backticks.",
    "`sold-out`, `wind-up` and `dark-red` are values as well.",
    "`only-in-example` and `unknown-name`.",
    "`page[expires-at]` and `expires-at desc`.",
    "`is-new=maybe`",
  ])("that is no member's stays: %s", (text) => {
    expect(told(text)).toBe(text);
  });
});

test("only prose is retold, however deep it stands; values stay", () => {
  const model = {
    summary: "`expires-at`",
    name: "`expires-at`",
    notes: ["`expires-at`"],
    list: [{ docs: { description: "`expires-at`", link: undefined } }, 1, null],
    description: { wire: "`expires-at`" },
  };
  expect(recaseProse(model, new SpecDocument(document))).toEqual({
    ...model,
    summary: "`expiresAt`",
    list: [{ docs: { description: "`expiresAt`", link: undefined } }, 1, null],
  });
});
