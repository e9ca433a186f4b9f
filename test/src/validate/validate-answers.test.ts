import { array, looseObject, number, picklist, string } from "valibot";
import { expect, test } from "vitest";
import { DecodeError, type StandardValidator, type ValidateMode } from "../../../src/index.js";
import { call, validateAnswers, writeQuery } from "../../../src/runtime/index.js";
import { failure, json, network, readItem, shop } from "../shop.js";

const item = looseObject({ id: string(), price: number(), parts: array(looseObject({ kind: picklist(["a", "b"]) })) });

function retrieve(data: unknown, mode: ValidateMode, validator: StandardValidator = item, logger?: object) {
  const { fetch } = network(json(200, { data }));
  const validate = validateAnswers({ "items.retrieve": validator }, mode);
  return call(shop({ fetch, retry: false, validate, ...(logger && { logger }) }), readItem, ["i1"], undefined);
}

const fitting = { id: "i1", price: 5, parts: [{ kind: "a" }], color: "not in the spec" };

test("a value that fits is given as it came, with what the spec does not know", async () => {
  expect(await retrieve(fitting, "throw")).toEqual(fitting);
});

test("with `throw`, one that does not is an error that says where, what is wanted and what kind came, and repeats no value", async () => {
  const error = await failure<DecodeError>(
    retrieve({ id: "i1", price: "4 secret", parts: [{ kind: "a" }, { kind: "secret" }] }, "throw"),
  );
  expect(error).toBeInstanceOf(DecodeError);
  expect(error.message).toBe(
    "shop: items.retrieve gave a value that does not fit its type.\n" +
      "  at /price: expected number, got a string\n" +
      '  at /parts/1/kind: expected ("a" | "b"), got a string',
  );
  expect(error.outcome).toBeUndefined();
});

test("with `warn`, it is given all the same, and the logger has the line", async () => {
  const lines: unknown[] = [];
  const logger = { warn: (entry: unknown, message: string) => lines.push(entry, message) };
  expect(await retrieve({ ...fitting, id: null }, "warn", item, logger)).toEqual({ ...fitting, id: null });
  expect(lines).toEqual([
    { service: "shop", operation: "items.retrieve", attempt: 1 },
    "shop: items.retrieve gave a value that does not fit its type.\n  at /id: expected string, got null",
  ]);
});

test("a long list of what is wrong is cut, and says how much more there is", async () => {
  const parts = Array.from({ length: 8 }, () => ({ kind: "c" }));
  const { message } = await failure<DecodeError>(retrieve({ ...fitting, parts }, "throw"));
  expect(message.split("\n")).toHaveLength(7);
  expect(message).toMatch(/\n {2}and 3 more$/);
});

test("validators of any library will do, also those that take their time", async () => {
  const validate = async (value: unknown) =>
    (value as { id: string }).id === "i1" ? {} : { issues: [{ message: "i2 is not i1", path: [{ key: "id" }] }] };
  const slow = { "~standard": { version: 1, vendor: "own", validate } } as const;
  expect(await retrieve({ id: "i1" }, "throw", slow)).toEqual({ id: "i1" });
  const { message } = await failure<DecodeError>(retrieve({ id: "i2" }, "throw", slow));
  expect(message).toMatch(/\n {2}at \/id: got a string$/);
});

test("a call without a validator is left alone", async () => {
  const { fetch } = network(json(200, { data: 5 }));
  const validate = validateAnswers({}, "throw");
  expect(await call(shop({ fetch, validate }), { ...readItem, name: "constructor" }, ["i1"], undefined)).toBe(5);
});

test("a client derived from another validates as it does, or as it is made to", async () => {
  const { fetch } = network(json(200, { data: 5 }), json(200, { data: 5 }));
  const validate = validateAnswers({ "items.retrieve": item }, "throw");
  const transport = shop({ fetch, validate });
  await failure(call(transport.withOptions({ timeoutMs: 500 }), readItem, ["i1"], undefined));
  expect(await call(transport.withOptions({ validate: () => {} }), readItem, ["i1"], undefined)).toBe(5);
});

test("a call that asks for less, by a sparse fieldset of JSON:API, is left alone", async () => {
  const { fetch } = network(json(200, { data: { id: "i1" } }), json(200, { data: { id: "i1" } }));
  const transport = shop({ fetch, validate: validateAnswers({ "items.retrieve": item }, "throw") });
  const sparse = { ...readItem, query: { fields: "fields" }, write: writeQuery };
  expect(await call(transport, sparse, ["i1"], { fields: "id" })).toEqual({ id: "i1" });
  await failure(call(transport, sparse, ["i1"], {}));
});
