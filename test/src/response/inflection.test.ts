import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { camelCase } from "../../../src/response/inflection.js";
import { camelKeys } from "../../../src/runtime/index.js";

const camel = (value: unknown) => camelKeys(value, ["fields"]);

describe("keys", () => {
  test.each([
    ["created-at", "createdAt"],
    ["created_at", "createdAt"],
    ["createdAt", "createdAt"],
    ["a--b", "aB"],
    ["line-2", "line2"],
    ["CREATED-AT", "CREATEDAT"],
    ["-private", "-private"],
    ["_private_key", "_privateKey"],
    ["trailing-", "trailing-"],
    ["dotted.name", "dotted.name"],
    ["naïve-é", "naïve-é"],
    ["", ""],
  ])("%j becomes %j", (key, name) => {
    expect(camelCase(key)).toBe(name);
  });

  test("are renamed at every level, and values are left alone", () => {
    expect(camel({ "a-b": { "c-d": [{ "e-f": "g-h" }, null, ["i-j"]] } })).toEqual({
      aB: { cD: [{ eF: "g-h" }, null, ["i-j"]] },
    });
  });

  test("inside verbatim members are data and stay, in whichever casing the member itself comes", () => {
    expect(camel({ fields: { "my-field": { "a-b": 1 } }, "other-thing": { "a-b": 1 } })).toEqual({
      fields: { "my-field": { "a-b": 1 } },
      otherThing: { aB: 1 },
    });
    expect(camelKeys({ "extra-fields": { "my-field": 1 } }, ["extraFields"])).toEqual({
      extraFields: { "my-field": 1 },
    });
  });
});

describe("two spellings of one name in one object", () => {
  test("neither is lost: the later one keeps its own", () => {
    expect(camel({ "a-b": 1, a_b: 2 })).toEqual({ aB: 1, a_b: 2 });
    expect(camel({ aB: 1, "a-b": 2 })).toEqual({ aB: 1, "a-b": 2 });
    expect(camel({ "a-b": 1, aB: 2 })).toEqual({ "a-b": 1, aB: 2 });
  });
});

describe("names that every object has", () => {
  test("are names like any other", () => {
    expect(camel({ "value-of": 1, "to-string": 2, "has-own-property": 3 })).toEqual({
      valueOf: 1,
      toString: 2,
      hasOwnProperty: 3,
    });
  });

  test("__proto__ stays a member and changes no prototype", () => {
    const value = camel(JSON.parse('{"__proto__":{"is-admin":true},"a-b":1,"c":{"__proto__":1}}')) as object;
    expect(JSON.stringify(value)).toBe('{"__proto__":{"isAdmin":true},"c":{"__proto__":1},"aB":1}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty("isAdmin");
  });
});

describe("copies", () => {
  test("nothing is copied: the value itself is changed", () => {
    const value = { "a-b": 1, same: { cD: 1 }, list: [{ eF: 1 }, { "g-h": 1 }] };
    expect(camel(value)).toBe(value);
    expect(value).toEqual({ aB: 1, same: { cD: 1 }, list: [{ eF: 1 }, { gH: 1 }] });
  });
});

test("more different keys than the cache holds are still renamed", () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `key-a${index}`);
  expect(keys.map(camelCase)).toEqual(keys.map((key) => key.replace("-a", "A")));
});

const key = fc.oneof(fc.string(), fc.stringMatching(/^[-_a-cA-C1]{0,6}$/), fc.constantFrom("__proto__", "value-of"));
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.constant(null), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc.dictionary(key, tie("value"), { maxKeys: 5 }),
}));

test("doing it twice is doing it once", () => {
  fc.assert(
    fc.property(json, (value) => {
      const once = camel(value);
      expect(JSON.stringify(camel(once))).toBe(JSON.stringify(once));
    }),
  );
});

test("no member is ever lost", () => {
  const size = (value: unknown): number =>
    typeof value === "object" && value !== null
      ? Object.values(value).reduce<number>((sum, inner) => sum + 1 + size(inner), 0)
      : 0;
  fc.assert(
    fc.property(json, (value) => {
      expect(size(camel(value))).toBe(size(value));
    }),
  );
});
