import { expect, test } from "vitest";
import { messages, places } from "./lint-spec.js";

const rule = "extension-shape";

test("a value outside of a list says what the list holds", async () => {
  expect(await messages(rule, "x-envelope: json-api")).toEqual([
    '`x-envelope` must be `jsonapi`, `data` or `none`, got "json-api".',
  ]);
  expect(await messages(rule, "x-envelope: jsonapi")).toEqual([]);
});

test("an unknown member is named beside the known ones", async () => {
  expect(await messages(rule, "x-idempotency: { header: Key, methods: [post], verbs: [post] }")).toEqual([
    "`verbs` of `x-idempotency` is not a member; the members are `header`, `methods` and `keepsErrors`.",
  ]);
  expect(await messages(rule, "x-idempotency: { header: Key, methods: [post] }")).toEqual([]);
});

test("a missing member is named", async () => {
  expect(await messages(rule, "x-idempotency: { header: Key }")).toEqual(["`x-idempotency` lacks `methods`."]);
});

test("a mistake in a cursor is not explained in terms of page numbers", async () => {
  const right = "style: cursor, after: 'page[after]', items: /data, next: /links/next";
  expect(await messages(rule, `x-pagination: { ${right}, size: 50 }`)).toEqual([
    "`size` of `x-pagination` must be string, got 50.",
  ]);
  expect(await messages(rule, `x-pagination: { ${right.replace("/data", "data")} }`)).toEqual([
    '`items` of `x-pagination` must be a JSON pointer such as `/data`, got "data".',
  ]);
  expect(await messages(rule, "x-pagination: { style: offset }")).toEqual([
    '`style` of `x-pagination` must be `cursor`, `page`, `token` or `counted`, got "offset".',
  ]);
  expect(await messages(rule, `x-pagination: { ${right} }`)).toEqual([]);
});

test("pages can be switched off for one operation, not for all", async () => {
  const operation = "paths: { /things: { get: { x-pagination: false, responses: {} } } }";
  expect(await messages(rule, operation)).toEqual([]);
  expect(await messages(rule, operation.replace("false", "true"))).toEqual([
    "`x-pagination` must be an object or `false`.",
  ]);
  expect(await messages(rule, "x-pagination: false")).toEqual(["`x-pagination` must be object, got false."]);
});

test("x-rate-limit has one shape at the root and another on an operation", async () => {
  const operation = (value: string) => `paths: { /things: { get: { x-rate-limit: ${value}, responses: {} } } }`;
  expect(await messages(rule, "x-rate-limit: { retryAfter: Retry-After }")).toEqual([]);
  expect(await messages(rule, operation("{ quota: things }"))).toEqual([]);
  expect(await messages(rule, "x-rate-limit: { reset: RateLimit-Reset }")).toEqual([
    "`x-rate-limit` has `reset` but lacks `resetUnit`.",
  ]);
  expect(await messages(rule, operation("{ retryAfter: Retry-After }"))).toEqual([
    "`x-rate-limit` lacks `quota`.",
    "`retryAfter` of `x-rate-limit` is not a member; the members are `quota`.",
  ]);
});

test("a name that callers will write must be one they can write", async () => {
  const operation = (extension: string) => `paths: { /things: { get: { ${extension}, responses: {} } } }`;
  expect(await messages(rule, operation("x-resource: connect.shareTokens"))).toEqual([]);
  expect(await messages(rule, operation("x-resource: connect.share-tokens"))).toEqual([
    '`x-resource` must be camelCase names with dots between them, got "connect.share-tokens".',
  ]);
  expect(await messages(rule, operation("x-method: set-status"))).toEqual([
    '`x-method` must be a camelCase name, got "set-status".',
  ]);
});

test("a transition has one cause", async () => {
  const lifecycle = (cause: string) => `
components:
  schemas:
    Thing:
      x-lifecycle:
        property: status
        initial: new
        terminal: [old]
        states: { new: { description: New. }, old: { description: Old. } }
        transitions: [{ from: new, to: old${cause} }]
`;
  expect(await messages(rule, lifecycle(", by: ageThing"))).toEqual([]);
  expect(await messages(rule, lifecycle(", by: ageThing, at: old-at"))).toEqual([
    "`transitions.0` of `x-lifecycle` may have `by` or `at` but not both: a transition has one cause.",
  ]);
});

test("the finding stands on the line of the member", async () => {
  const spec = `x-unconfirmed:
  - name: first
    question: Why?
    assumed: true
  - name: Second One
    question: Why?
    assumed: true
`;
  expect(await messages(rule, spec)).toEqual(['`1.name` of `x-unconfirmed` must be kebab-case, got "Second One".']);
  expect(await places(rule, spec)).toEqual(["openapi.yaml:5 sharewright/extension-shape"]);
});
