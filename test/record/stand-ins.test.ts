import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Schema } from "../../src/record/document.js";
import { createStandIns, NoStandIn } from "../../src/record/stand-ins.js";

const ajv = new Ajv2020({ strict: false });
ajvFormats.default(ajv);

function accepts(schema: Schema, value: unknown): boolean {
  return ajv.compile(schema)(value) as boolean;
}

const formats = "date date-time time duration uuid email hostname ipv4 ipv6 uri uri-reference byte".split(" ");
const count = fc.integer({ min: 0, max: 40 });
const texts = fc.oneof(
  fc.constantFrom(...formats).map((format): Schema => ({ type: "string", format })),
  fc
    .tuple(count, count)
    .map(([a, b]): Schema => ({ type: "string", minLength: Math.min(a, b), maxLength: Math.max(a, b, 1) })),
  fc
    .constantFrom("^[A-Z]{2}\\d{2}[A-Z]{4}\\d{10}$", "^\\+?\\d{6,15}$", "^[a-z]+$", "-")
    .map((pattern): Schema => ({ pattern })),
  fc.constant<Schema>({ enum: ["m", "f", "x"] }),
);
const limit = fc.integer({ min: -1000, max: 1000 });
const numbers = fc.oneof(
  fc.constant<Schema>({ type: "integer" }),
  fc.tuple(limit, count).map(([minimum, span]): Schema => ({ type: "integer", minimum, maximum: minimum + span })),
  fc
    .tuple(limit, count)
    .map(([low, span]): Schema => ({ type: "integer", exclusiveMinimum: low, exclusiveMaximum: low + span + 2 })),
  limit.map((maximum): Schema => ({ type: "integer", maximum })),
  fc
    .tuple(limit, fc.constantFrom(5, 10))
    .map(([minimum, multipleOf]): Schema => ({ type: "integer", minimum, multipleOf })),
);

test("a stand-in is what the spec asks for, and the same for the same value", () => {
  const values = fc.constantFrom("NL91ABNA0417164300", "+31612345678", "jane", "a-b", "1990-02-03", "Jane Doe");
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, values), { minLength: 1, maxLength: 20 }), (asked) => {
      const standIn = createStandIns();
      for (const [schema, value] of asked) {
        if (schema.pattern !== undefined && !accepts(schema, value)) continue;
        const given = standIn(value, [schema]);
        expect(accepts(schema, given), `${JSON.stringify(schema)} ${given}`).toBe(true);
        expect(given).not.toBe(value);
        expect(standIn(value, [schema])).toBe(given);
      }
    }),
  );
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 20 }), (schemas) => {
      const standIn = createStandIns();
      for (const schema of schemas) {
        const given = standIn(5000, [schema]);
        expect(accepts(schema, given), `${JSON.stringify(schema)} ${given}`).toBe(true);
      }
    }),
  );
});

test.each([
  ["1990-02-03", "2000-01-02"],
  ["1990-02-03T10:00:00+01:00", "2000-01-01T00:00:01.000Z"],
  ["jane.doe@mail.test", "redacted-1@example.com"],
  ["https://files.test/a?access_token=b", "https://redacted.example/redacted-1"],
  ["7C0F3A52-58d1-4b0e-9a63-2f8d1c64be10", "00000000-0000-4000-8000-000000000001"],
  ["Jane", "redacted-1"],
])("where the spec names no format, %s is replaced by something that looks alike", (value, standIn) => {
  expect(createStandIns()(value, [])).toBe(standIn);
});

test("different values have different stand-ins, and none tells of the value", () => {
  const standIn = createStandIns();
  expect(["a", "b", "a", 3, 8, 3, true, false, ""].map((value) => standIn(value, []))).toEqual([
    "redacted-1",
    "redacted-2",
    "redacted-1",
    6,
    9,
    6,
    false,
    false,
    "",
  ]);
});

test("where nothing else satisfies the spec, that is said", () => {
  expect(() => createStandIns()("jane", [{ pattern: "^jane$" }])).toThrow(NoStandIn);
  expect(() => createStandIns()(3, [{ minimum: 3, maximum: 2 }])).toThrow(NoStandIn);
});
