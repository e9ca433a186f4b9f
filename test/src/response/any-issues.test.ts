import { expect, test } from "vitest";
import { ApiError } from "../../../src/index.js";
import { anyIssues } from "../../../src/response/any-issues.js";
import { anonymous, call, createTransport } from "../../../src/runtime/index.js";

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
  ["a code alone", { error: { code: "gone" } }, [{ title: "gone" }]],
  ["a text", "upstream timed out\n", [{ title: "upstream timed out" }]],
  ["a page, by its title", " <html><title>Bad Gateway</title><body>x", [{ title: "Bad Gateway" }]],
  ["a page without one", "<html><body>Jane, sign in</body>", []],
  ["nothing", {}, []],
  ["no object", 3, []],
])("an error body says what it says in any shape: %s", (_title, body, wanted) => {
  expect(anyIssues(body)).toEqual(wanted);
});

test("a body without a word for people is told as a whole, where that is wanted, but for what looks secret", () => {
  const body = { state: { x: 1 }, apiKey: "k-123" };
  expect(anyIssues(body)).toEqual([]);
  expect(anyIssues(body, { orAll: true })).toEqual([{ title: '{"state":{"x":1},"apiKey":"[redacted]"}' }]);
});

test("a body that nests deeply or has very many faults is looked through no further", () => {
  let deep: object = { message: "deep" };
  for (let level = 0; level < 9; level += 1) deep = { error: deep };
  expect(anyIssues(deep)).toEqual([]);
  expect(anyIssues({ errors: Array.from({ length: 1000 }, () => ({ message: "m" })) })).toHaveLength(5);
});

test("what is told is short, and masked before it is cut", async () => {
  const secret = "key-0123456789-0123456789";
  const body = { message: `${"x".repeat(285)} ${secret} &amp;\n ${"y".repeat(5000)}` };
  const fetch = async () => Response.json(body, { status: 400 });
  const service = { name: "shop", servers: { production: "https://shop.test" } };
  const transport = createTransport(service, { fetch, headers: { "X-Api-Key": secret } }, anonymous);
  const item = { name: "items.get", method: "GET", path: "/items", errors: [] } as const;
  const error = await Promise.resolve(call(transport, item, [], undefined, undefined)).then(
    () => expect.fail("The call did not fail."),
    (reason: ApiError) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  expect(error.message).toContain(`${"x".repeat(285)} [redacted] &am…`);
  expect(error.message).not.toContain("key-");
  expect(error.message.length).toBeLessThan(400);
  expect(error.issues[0]?.title).toHaveLength(301);
});
