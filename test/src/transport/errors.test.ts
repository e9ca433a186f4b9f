import { describe, expect, expectTypeOf, test } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  DecodeError,
  SharewrightError,
  TimeoutError,
} from "../../../src/index.js";
import { bearer, call } from "../../../src/runtime/index.js";
import { failure, json, network, readItem, shop } from "../shop.js";

const apiError = (facts: Partial<ConstructorParameters<typeof ApiError>[0]> = {}) =>
  new ApiError({
    service: "shop",
    operation: "items.create",
    status: 422,
    body: undefined,
    issues: [],
    headers: new Headers(),
    requestId: undefined,
    rateLimit: {},
    attempts: 1,
    ...facts,
  });

describe("the message of an ApiError", () => {
  test("says what happened to what, each issue with its place, and what to do", () => {
    const issues = [{ title: "Invalid", detail: "must be positive", pointer: "/data/price" }, { title: "Also wrong" }];
    expect(apiError({ issues, requestId: "r-1", attempts: 3 }).message).toBe(
      [
        "shop: items.create got 422 (3 attempts, request r-1).",
        "  Invalid: must be positive (at /data/price)",
        "  Also wrong",
        "Correct the request.",
      ].join("\n"),
    );
  });

  test("leaves out what is not known", () => {
    expect(apiError({ status: 418 }).message).toBe("shop: items.create got 418.");
    expect(apiError({ status: 418, requestId: "r-1" }).message).toBe("shop: items.create got 418 (request r-1).");
  });

  test.each([
    [400, "Correct the request"],
    [401, "Check the credentials"],
    [403, "Check what the credentials may do"],
    [404, "Check the id"],
    [409, "Read the resource again"],
    [429, "Slow down"],
    [500, "Try again later"],
    [503, "Try again later"],
  ])("for %i says what to do", (status, remedy) => {
    expect(apiError({ status }).message).toContain(remedy);
  });

  test("does not quote body or headers", () => {
    const error = apiError({ body: { iban: "NL91" }, headers: new Headers({ "set-cookie": "session=abc" }) });
    expect(error.message).not.toMatch(/NL91|abc/);
  });
});

describe("classes", () => {
  test("carry their own name, and one base catches them all", () => {
    const errors = [
      apiError(),
      new ConfigurationError(""),
      new ConnectionError(""),
      new TimeoutError("", 1),
      new DecodeError(""),
      new AuthenticationError(""),
    ];
    expect(errors.map(({ name }) => name)).toEqual([
      "ApiError",
      "ConfigurationError",
      "ConnectionError",
      "TimeoutError",
      "DecodeError",
      "AuthenticationError",
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(SharewrightError);
      expect(error).toBeInstanceOf(Error);
      expect(error.stack).toContain("errors.test.ts");
    }
  });

  test("a TimeoutError says which limit passed", () => {
    expect(new TimeoutError("late", 250)).toMatchObject({
      message: "late\nTry again, or allow more time.",
      timeoutMs: 250,
    });
  });
});

test("instanceof narrows to a status that is a number and a body that is unknown", () => {
  const error: unknown = apiError({ status: 404 });
  if (!(error instanceof ApiError)) throw new Error("it is not an ApiError");
  expectTypeOf(error.status).toEqualTypeOf<number>();
  expectTypeOf(error.body).toEqualTypeOf<unknown>();
  expect(error.status).toBe(404);
});

describe("the credential", () => {
  const secret = "sk_live_1234567890";
  /** Everything a log could print of an error. */
  const printed = (error: unknown): string => {
    const { message, stack, cause } = error as Error;
    return `${message}\n${stack}\n${JSON.stringify(error)}\n${cause === undefined ? "" : printed(cause)}`;
  };

  test.each([
    ["refused", () => json(401, { errors: [{ title: "Unauthorized" }] })],
    ["without an answer", () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNRESET") }))],
    ["answered with no JSON", () => new Response("<html>")],
    ["too late", () => new Promise<Response>(() => {})],
  ])("is in no error of a call that is %s", async (_, answer) => {
    const { fetch } = network(answer);
    const transport = shop({ fetch, retry: false, timeoutMs: 20, authentication: bearer(secret) });
    expect(printed(await failure(call(transport, readItem, ["i1"], undefined)))).not.toContain(secret);
  });

  test("is in no error when no header can carry it", async () => {
    const { fetch, sent } = network(json(200, { data: {} }));
    for (const broken of [`${secret}\nx`, `${secret}\0`, `“${secret}”`]) {
      for (const key of [broken, () => broken]) {
        const transport = shop({ fetch, authentication: bearer(key) });
        const error = await failure(call(transport, readItem, ["i1"], undefined));
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(error.message).toBe('"authorization" holds what no header may carry.');
        expect(printed(error)).not.toContain(secret);
      }
    }
    expect(sent).toEqual([]);
  });
});
