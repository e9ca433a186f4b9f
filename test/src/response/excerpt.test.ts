import { expect, test } from "vitest";
import { ApiError } from "../../../src/index.js";
import { excerpt } from "../../../src/response/issues/excerpt.js";
import { anonymous, anyIssues, call, createTransport, jsonApiIssues } from "../../../src/runtime/index.js";

test.each<[string, unknown, readonly object[]]>([
  ["a text", "upstream timed out\n", [{ title: "upstream timed out" }]],
  ["a page, by its title", " <html><title>Bad Gateway</title><body>x", [{ title: "Bad Gateway" }]],
  [
    "XML, by its texts",
    '<?xml version="1.0"?><Error><Code>NoSuchKey</Code> <apiKey a="b">k-123</apiKey></Error>',
    [{ title: "NoSuchKey [redacted]" }],
  ],
  ["a page without one", "<html><body>Jane, sign in</body>", []],
  [
    "JSON, but for what looks secret",
    { state: { x: 1 }, apiKey: "k-123" },
    [{ title: '{"state":{"x":1},"apiKey":"[redacted]"}' }],
  ],
  ["nothing", {}, []],
  ["no object", 3, []],
])("what an error body says without a format: %s", (_title, body, wanted) => {
  expect(excerpt(body)).toEqual(wanted);
});

test.each([
  [
    "all of one that says nothing in the format of its service",
    jsonApiIssues,
    { message: "No such route." },
    '{"message":"No such route."}',
  ],
  ["all of one without words for people", anyIssues, { state: 1 }, '{"state":1}'],
  ["what one in any shape says", anyIssues, { message: "No such route." }, "No such route."],
])("an error says what its body does: %s", async (_title, issues, body, title) => {
  expect((await failed(body, { issues })).issues).toEqual([{ title }]);
});

test("an excerpt is short, and masked before it is cut", async () => {
  const secret = "key-0123456789-0123456789";
  const body = { message: `${"x".repeat(273)} ${secret} &amp;\n ${"y".repeat(5000)}` };
  const error = await failed(body, {}, { "X-Api-Key": secret });
  expect(error.message).toContain(`${"x".repeat(273)} [redacted] &am…`);
  expect(error.message).not.toContain("key-");
  expect(error.message.length).toBeLessThan(400);
  expect(error.issues[0]?.title).toHaveLength(301);
});

/** The error of a call that is answered with a status of 400. */
async function failed(body: object, service: object, headers: Record<string, string> = {}): Promise<ApiError> {
  const fetch = async () => Response.json(body, { status: 400 });
  const shop = { name: "shop", servers: { production: "https://shop.test" }, ...service };
  const item = { name: "items.get", method: "GET", path: "/items", errors: [] } as const;
  const transport = createTransport(shop, { fetch, headers }, anonymous);
  return Promise.resolve(call(transport, item, [], undefined, undefined)).then(
    () => expect.fail("The call did not fail."),
    (reason: ApiError) => {
      expect(reason).toBeInstanceOf(ApiError);
      return reason;
    },
  );
}
