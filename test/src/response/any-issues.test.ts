import { expect, test } from "vitest";
import { anyIssues } from "../../../src/response/issues/any-issues.js";

test.each<[string, unknown, readonly object[]]>([
  ["a message", { message: "No such toy." }, [{ title: "No such toy." }]],
  ["a message in capitals", { Message: "Denied." }, [{ title: "Denied." }]],
  [
    "an error with its code, as Stripe and OpenAI have it",
    { error: { message: "Bad key.", type: "invalid_request", code: "bad_key", param: null } },
    [{ title: "bad_key", detail: "Bad key." }],
  ],
  [
    "OAuth's",
    { error: "invalid_grant", error_description: "Expired." },
    [{ title: "invalid_grant", detail: "Expired." }],
  ],
  ["a detail that is a text, as FastAPI has it", { detail: "Not allowed." }, [{ title: "Not allowed." }]],
  [
    "details with places, as FastAPI has them",
    { detail: [{ loc: ["body", "age", 0], msg: "Too low.", type: "value_error" }] },
    [{ title: "value_error", detail: "Too low.", pointer: "/body/age/0" }],
  ],
  [
    "GitHub's",
    { message: "Validation Failed", errors: [{ resource: "Issue", field: "title", code: "missing" }] },
    [{ title: "Validation Failed" }, { title: "missing", pointer: "/title" }],
  ],
  [
    "Plaid's, also in camelCase",
    { errorType: "ITEM", errorCode: "LOGIN", errorMessage: "Log in.", displayMessage: null },
    [{ title: "LOGIN", detail: "Log in." }],
  ],
  ["texts", { errors: ["one", "two"] }, [{ title: "one" }, { title: "two" }]],
  [
    "texts by field",
    { errors: { name: ["is blank"], "a.b": "is odd" } },
    [
      { title: "is blank", pointer: "/name" },
      { title: "is odd", pointer: "/a/b" },
    ],
  ],
  [
    "Google's, with details",
    { code: 3, message: "Bad.", details: [{ fieldViolations: [{ field: "f", description: "Odd." }] }] },
    [{ title: "Bad." }, { title: "Odd.", pointer: "/f" }],
  ],
  [
    "texts by field without a name for all of them, as Django has them",
    { name: ["is blank"], non_field_errors: ["is odd"] },
    [{ title: "is blank", pointer: "/name" }, { title: "is odd" }],
  ],
  [
    "the address of a page about the problem, which is no word for it",
    { type: "https://toys.test/errors/7", title: "Bad.", status: 400 },
    [{ title: "Bad." }],
  ],
  [
    "Spring's, whose path is that of the request",
    { timestamp: "2026-01-01", error: "Bad Request", message: "Too long.", path: "/toys" },
    [{ title: "Bad Request", detail: "Too long." }],
  ],
  ["a code alone", { error: { code: "gone" } }, [{ title: "gone" }]],
  [
    "JSON:API's",
    { errors: [{ title: "Bad.", detail: "Too long.", source: { pointer: "/data/attributes/a.b" } }] },
    [{ title: "Bad.", detail: "Too long.", pointer: "/data/attributes/a.b" }],
  ],
  [
    "problem details",
    { title: "Bad.", status: 400, errors: { name: ["Too long."] } },
    [{ title: "Bad." }, { title: "Too long.", pointer: "/name" }],
  ],
  ["no words for people", { state: { x: 1 } }, []],
  ["nothing", {}, []],
  ["no object", 3, []],
])("an error body says what it says in any shape: %s", (_title, body, wanted) => {
  expect(anyIssues(body)).toEqual(wanted);
});

test("a body that nests deeply or has very many faults is looked through no further", () => {
  let deep: object = { message: "deep" };
  for (let level = 0; level < 9; level += 1) deep = { error: deep };
  expect(anyIssues(deep)).toEqual([]);
  expect(anyIssues({ errors: Array.from({ length: 1000 }, () => ({ message: "m" })) })).toHaveLength(5);
});
