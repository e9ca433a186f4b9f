import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonApiIssues, problemIssues } from "../../../src/response/issues/standard-issues.js";

const bothIssues = (body: unknown) => [...jsonApiIssues(body), ...problemIssues(body)];

describe("JSON:API errors", () => {
  test("give title, detail, pointer and meta", () => {
    const errors = [
      { title: "Bad value", detail: "must be text", source: { pointer: "/data/attributes/name" }, meta: { code: 7 } },
      { title: "Second" },
    ];
    expect(jsonApiIssues({ errors })).toStrictEqual([
      { title: "Bad value", detail: "must be text", pointer: "/data/attributes/name", meta: { code: 7 } },
      { title: "Second" },
    ]);
  });

  test("may say `details`, which counts before `detail`", () => {
    expect(jsonApiIssues({ errors: [{ title: "T", details: "plural" }] })).toEqual([{ title: "T", detail: "plural" }]);
    expect(jsonApiIssues({ errors: [{ title: "T", details: "plural", detail: "singular" }] })).toEqual([
      { title: "T", detail: "plural" },
    ]);
  });

  test("without a title are called Error, and members of another type are passed over", () => {
    expect(jsonApiIssues({ errors: [{}, { title: 3, detail: {}, source: "x" }, "text", null] })).toStrictEqual([
      { title: "Error" },
      { title: "Error" },
    ]);
  });
});

describe("problem details", () => {
  test("give title and detail", () => {
    expect(problemIssues({ type: "about:blank", title: "Forbidden", status: 403, detail: "no scope" })).toStrictEqual([
      { title: "Forbidden", detail: "no scope" },
    ]);
    expect(problemIssues({ title: "Forbidden" })).toStrictEqual([{ title: "Forbidden" }]);
    expect(problemIssues({ detail: "no scope" })).toStrictEqual([{ title: "Error", detail: "no scope" }]);
  });

  test("with errors by field give one issue for each message", () => {
    const errors = { name: ["too short", "no capital"], age: "negative" };
    expect(problemIssues({ title: "Invalid", errors })).toStrictEqual([
      { title: "Invalid", detail: "too short", pointer: "/name" },
      { title: "Invalid", detail: "no capital", pointer: "/name" },
      { title: "Invalid", detail: "negative", pointer: "/age" },
    ]);
  });

  test.each([
    ["Ids[0]", "/Ids/0"],
    ["$.ids[0].name", "/ids/0/name"],
    ["$[2].name", "/2/name"],
    ["[2].name", "/2/name"],
    ["matrix[0][1]", "/matrix/0/1"],
    ["$", ""],
    ["", ""],
  ])("the .NET field name %j is the pointer %j", (field, pointer) => {
    expect(problemIssues({ errors: { [field]: ["wrong"] } })).toEqual([{ title: "Error", detail: "wrong", pointer }]);
  });

  test("with no field in errors keep title and detail", () => {
    for (const errors of [{}, null, "text"]) {
      expect(problemIssues({ title: "Invalid", detail: "why", errors })).toEqual([{ title: "Invalid", detail: "why" }]);
    }
  });
});

describe("anything else", () => {
  test.each([[undefined], [null], ["<html>"], [3], [[]], [{}], [{ error: "x" }], [{ message: "x" }], [{ errors: [] }]])(
    "%j has no issues",
    (body) => {
      expect(bothIssues(body)).toEqual([]);
    },
  );

  test("whatever a body holds, every issue has a title of text", () => {
    const near = fc.record(
      { title: fc.jsonValue(), detail: fc.jsonValue(), errors: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(near, fc.jsonValue()), (body) => {
        for (const { title } of bothIssues(body)) expect(typeof title).toBe("string");
      }),
    );
  });
});
