// Every number that JSON can spell survives the way in and out.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClientOptions, DecodeError } from "../../../src/index.js";
import {
  call,
  type ExactNumbers,
  type Operation,
  parseExact,
  prepareExact,
  prepareJson,
  readExactValue,
  withInt64,
} from "../../../src/runtime/index.js";
import { network, shop } from "../shop.js";

const numbers: ExactNumbers = [
  { members: { items: 1, rates: 3, tree: 0, amount: "decimal", id: "int64" } },
  { items: 2 },
  { members: { amount: "decimal", id: "int64", inner: 2, both: 4 } },
  { rest: "decimal" },
  { number: "decimal", items: "decimal" },
];

const operation: Operation = {
  name: "accounts.import",
  method: "POST",
  path: "/accounts",
  body: {},
  prepare: (...given) => prepareExact(prepareJson, numbers, ...given),
  parse: (text, response, reader) => parseExact(text, response, reader, numbers),
  readValue: (exchange) => readExactValue(exchange, numbers),
};

type Int64Form = "number" | "bigint" | "string";

function answered(text: string, int64?: Int64Form, status = 200, options: ClientOptions = {}) {
  const { fetch, sent } = network(new Response(text, { status, headers: { "content-type": "application/json" } }));
  const transport = withInt64(shop({ fetch, retry: false, ...options }), int64);
  return { transport, sent };
}

async function read(text: string, int64?: Int64Form): Promise<unknown> {
  return call<unknown, unknown>(answered(text, int64).transport, operation, [], {});
}

async function written(input: unknown, int64?: Int64Form): Promise<string | undefined> {
  const { transport, sent } = answered("{}", int64);
  await call(transport, operation, [], input);
  return sent[0]?.body;
}

/** A number as JSON's grammar has it, with as many digits as chance wants. */
const digits = (minLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength: 40 }).map((all) => all.join(""));
const whole = fc.oneof(
  fc.constant("0"),
  fc.tuple(fc.integer({ min: 1, max: 9 }), digits(0)).map(([first, rest]) => `${first}${rest}`),
);
const jsonNumber = fc
  .record({
    sign: fc.constantFrom("", "-"),
    whole,
    fraction: fc.option(digits(1), { nil: undefined }),
    exponent: fc.option(fc.tuple(fc.constantFrom("e", "E", "e+", "E-"), digits(1)), { nil: undefined }),
  })
  .map(
    (parts) =>
      `${parts.sign}${parts.whole}${parts.fraction === undefined ? "" : `.${parts.fraction}`}${parts.exponent?.join("") ?? ""}`,
  );

test("every number that JSON can spell arrives digit by digit, and is sent so", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(jsonNumber, { minLength: 1, maxLength: 6 }), async (texts) => {
      const wire = `{"items":[${texts.map((text) => `{"amount":${text}}`).join(",")}]}`;
      const value = await read(wire);
      expect(value).toEqual({ items: texts.map((amount) => ({ amount })) });
      expect(await written(value)).toBe(wire);
    }),
  );
});

test("so do numbers in lists and under names that are data, whatever text stands beside them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), jsonNumber),
      fc.array(jsonNumber),
      fc.string(),
      async (rates, both, note) => {
        const pairs = Object.entries(rates).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
        const wire = `{"rates":{${pairs.join(",")}},"items":[{"both":[${both.join(",")}]}],"note":${JSON.stringify(note)}}`;
        const value = await read(wire);
        expect(value).toEqual({ rates, items: [{ both }], note });
        expect(await written(value)).toBe(wire);
      },
    ),
  );
});

test("64-bit numbers arrive as bigint or text, and are sent so", async () => {
  await fc.assert(
    fc.asyncProperty(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }), async (id) => {
      const wire = `{"tree":{"id":${id}},"items":[{"id":${id},"amount":1.50}]}`;
      const big = await read(wire, "bigint");
      expect(big).toEqual({ tree: { id }, items: [{ id, amount: "1.50" }] });
      expect(await written(big, "bigint")).toBe(wire);
      const text = await read(wire, "string");
      expect(text).toEqual({ tree: { id: `${id}` }, items: [{ id: `${id}`, amount: "1.50" }] });
      expect(await written(text, "string")).toBe(wire);
    }),
  );
});

test("a 64-bit number beyond 2^53 is refused with the name of its member, after one request, unless the caller chose a form", async () => {
  expect(await read('{"items":[{"id":9007199254740991}]}')).toEqual({ items: [{ id: 9007199254740991 }] });
  const { transport, sent } = answered('{"items":[{"id":1},{"id":9007199254740993}]}', undefined, 200, { retry: {} });
  const failed = call(transport, { ...operation, method: "PUT" }, [], {});
  await expect(failed).rejects.toThrow(DecodeError);
  await expect(failed).rejects.toThrow(
    'shop: accounts.import: `items.1.id` is beyond 2^53, which no number holds exactly. Make the client with `int64: "bigint"` or `"string"`.',
  );
  expect(sent).toHaveLength(1);
});

test("a success that cannot be read may have been carried out", async () => {
  await expect(read('{"id":9007199254740993}')).rejects.toMatchObject({ outcome: "unknown" });
});

test("numbers of an error's body are as exact", async () => {
  const { transport } = answered('{"amount":10.00,"id":7}', "bigint", 409);
  await expect(call(transport, operation, [], {})).rejects.toMatchObject({
    status: 409,
    body: { amount: "10.00", id: 7n },
  });
});

test("what looks like a member in a text, and a member that is not described, stay what they are", async () => {
  const wire = String.raw`{"note":"\"amount\": 5","x\"amount":2.50,"other":{"amount":3.50},"items":[{"amount":4.50}]}`;
  expect(await read(wire)).toEqual({
    note: '"amount": 5',
    'x"amount': 2.5,
    other: { amount: 3.5 },
    items: [{ amount: "4.50" }],
  });
});

test("a name that is spelled with escapes, or stands there twice, costs no digit", async () => {
  expect(await read(String.raw`{"am\u006funt":1.10,"items":[{"amount":2.20}]}`)).toEqual({
    amount: "1.10",
    items: [{ amount: "2.20" }],
  });
  expect(await read('{"amount":1.0,"amount":1.00}')).toEqual({ amount: "1.00" });
});

test("null, text and an empty answer in the place of a number are no numbers", async () => {
  expect(await read('{"amount":null,"items":[{"amount":"1.5"}]}')).toEqual({
    amount: null,
    items: [{ amount: "1.5" }],
  });
  expect(await read("")).toBeUndefined();
});

test("text that is no number is not sent in the place of one", async () => {
  await expect(written({ items: [{ amount: "12,50" }] })).rejects.toThrow(
    "shop: accounts.import: items.0.amount is no decimal number: `decimal` makes one.",
  );
  await expect(written({ id: "1.5" })).rejects.toThrow("shop: accounts.import: id is no whole number.");
  await expect(written({ id: 2 ** 53 })).rejects.toThrow(
    "shop: accounts.import: id is beyond 2^53, which no number holds exactly: give it as a bigint.",
  );
  expect(await written({ amount: 12.5, id: 7n, items: undefined })).toBe('{"amount":12.5,"id":7}');
});

test("an answer that is nested without end is refused like any other that cannot be read", async () => {
  const deep = `${'{"tree":'.repeat(20_000)}{"amount":1.5}${"}".repeat(20_000)}`;
  await expect(read(deep)).rejects.toThrow(DecodeError);
});
