import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../../src/index.js";
import type { QueryParameters } from "../../../src/operation.js";
import { writeQuery } from "../../../src/request/query.js";
import { commaItems, deepMembers, pipeMembers, spaceMembers } from "../../../src/runtime/index.js";
import { thrown } from "../shop.js";

const parameters = {
  pageSize: "page-size",
  tags: "tags",
  include: ["include", commaItems],
  words: ["words", spaceMembers],
  codes: ["codes", pipeMembers],
  filter: [
    "filter",
    deepMembers,
    { createdAt: "created-at", owner: ["owner-of", { lastName: "last-name" }], createdBy: "created-by" },
  ],
  fields: ["fields", deepMembers],
} satisfies QueryParameters;

const write = (input: object) => writeQuery(parameters, input, "shop: items.list");

describe("styles", () => {
  test("form repeats the parameter for each item of a list", () => {
    expect(write({ pageSize: 50, tags: ["a", "b"] })).toBe("page-size=50&tags=a&tags=b");
  });

  test("comma, space and pipe join a list, and take a single value too", () => {
    expect(write({ include: ["a", "b"], words: ["a", "b"], codes: ["a", "b"] })).toBe(
      "include=a,b&words=a%20b&codes=a%7Cb",
    );
    expect(write({ include: "a" })).toBe("include=a");
  });

  test("deepObject writes a bracket for each level, in the wire's names", () => {
    expect(write({ filter: { createdAt: "2026", owner: { lastName: "X", age: 3 } } })).toBe(
      "filter%5Bcreated-at%5D=2026&filter%5Bowner-of%5D%5Blast-name%5D=X&filter%5Bowner-of%5D%5Bage%5D=3",
    );
  });

  test("a list inside a deepObject is joined by commas, a comma inside an item is told from them", () => {
    expect(write({ fields: { item: ["a", "b,c"] } })).toBe("fields%5Bitem%5D=a,b%2Cc");
  });

  test("names that the table does not know go out as they are", () => {
    expect(write({ fields: { "any&thing[x]": "y" } })).toBe("fields%5Bany%26thing%5Bx%5D%5D=y");
    expect(write({ filter: JSON.parse('{"__proto__":"x","constructor":"y"}') })).toBe(
      "filter%5B__proto__%5D=x&filter%5Bconstructor%5D=y",
    );
  });

  test("dates are written as ISO 8601, booleans and numbers as themselves", () => {
    const date = new Date("2026-11-22T10:00:00Z");
    expect(write({ tags: [true, 0, date], filter: { createdAt: date } })).toBe(
      "tags=true&tags=0&tags=2026-11-22T10%3A00%3A00.000Z&filter%5Bcreated-at%5D=2026-11-22T10%3A00%3A00.000Z",
    );
  });
});

describe("nothing", () => {
  test("undefined and null are left out, at every level", () => {
    expect(
      write({ pageSize: undefined, include: null, filter: { createdAt: null, owner: { lastName: undefined } } }),
    ).toBe("");
  });

  test("empty text is not nothing", () => {
    expect(write({ pageSize: "", filter: { createdAt: "" } })).toBe("page-size=&filter%5Bcreated-at%5D=");
  });

  test("an empty list is left out, but for one inside a deepObject", () => {
    expect(write({ tags: [], include: [], words: [], codes: [] })).toBe("");
    expect(write({ codes: {}, fields: { item: [] } })).toBe("fields%5Bitem%5D=");
  });
});

describe("refused", () => {
  test("a parameter the operation does not have, by name and with those it has", () => {
    const error = thrown(() => write({ fliter: {} }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(
      'shop: items.list: there is no query parameter "fliter". Known: pageSize, tags, include, words, codes, filter, fields.',
    );
    expect(thrown(() => writeQuery({}, { a: 1 }, "shop: x")).message).toContain("Known: none.");
  });

  test("one that every object inherits is unknown too", () => {
    for (const name of ["constructor", "toString"]) {
      expect(() => write({ [name]: "x" })).toThrow(`there is no query parameter "${name}"`);
    }
    expect(() => write(JSON.parse('{"__proto__":"x"}'))).toThrow('there is no query parameter "__proto__"');
  });

  test.each<[string, object, string?]>([
    ["half of a surrogate pair", { pageSize: "\ud800" }],
    ["half of a surrogate pair in a deep name", { fields: { "\ud800": "x" } }],
    ["a date that is none", { tags: [new Date("never")] }],
    ["an object where text belongs", { pageSize: { a: 1 } }, "an item is no text or number"],
    ["an object in a list", { fields: { item: [{ a: 1 }] } }, "an item is no text or number"],
    ["null in a list", { include: ["a", null] }, "an item is no text or number"],
    ["undefined in a list", { tags: [undefined] }, "an item is no text or number"],
  ])("%s, by operation and parameter", (_, input, reason = "") => {
    const error = thrown(() => write(input));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(
      `shop: items.list: the query parameter ${Object.keys(input)[0]} cannot be written: ${reason}`,
    );
  });
});

const text = fc.string({ unit: "grapheme" });

test("URLSearchParams reads back what went in, whatever the text", () => {
  fc.assert(
    fc.property(text, fc.array(text), fc.dictionary(text, text), (size, tags, fields) => {
      const read = new URLSearchParams(write({ pageSize: size, tags, fields }));
      expect(read.getAll("page-size")).toEqual([size]);
      expect(read.getAll("tags")).toEqual(tags);
      const pairs = Object.entries(fields).map(([name, value]) => [`fields[${name}]`, value]);
      expect([...read].filter(([name]) => name.startsWith("fields["))).toEqual(pairs);
    }),
  );
});

test("the text can be a URL's query: nothing ends it early or climbs out of it", () => {
  fc.assert(
    fc.property(text, text, (name, value) => {
      const url = new URL(`https://shop.test/items?${write({ fields: { [name]: [value, value] } })}`);
      expect([url.pathname, url.hash, url.searchParams.size]).toEqual(["/items", "", 1]);
    }),
  );
});
