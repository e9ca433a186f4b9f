import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../../src/index.js";
import { fillPath } from "../../../src/request/path.js";
import { thrown } from "../shop.js";

const fill = (...ids: unknown[]) => fillPath("/items/{item-id}/parts/{part}", ids, "shop: parts.read");

describe("an id that is one path segment", () => {
  test("takes its place, in order", () => {
    expect(fill("i1", 7)).toBe("/items/i1/parts/7");
  });

  test("is encoded where URLs would read something into it", () => {
    expect(fill("a/b", "a?b#c")).toBe("/items/a%2Fb/parts/a%3Fb%23c");
    expect(fill("a\\b", "a b%")).toBe("/items/a%5Cb/parts/a%20b%25");
    expect(fill("../x", "%2e%2e%2fx")).toBe("/items/..%2Fx/parts/%252e%252e%252fx");
    expect(fill("{part}", "$&")).toBe("/items/%7Bpart%7D/parts/%24%26");
  });

  test("may be any text", () => {
    expect(fill("ä日", "😀\r\n")).toBe("/items/%C3%A4%E6%97%A5/parts/%F0%9F%98%80%0D%0A");
  });

  test("may hold dots, as long as it is more than dots", () => {
    expect(fill("...", "a..b")).toBe("/items/.../parts/a..b");
  });
});

describe("an id that is none", () => {
  test.each([
    [undefined, "is undefined"],
    [null, "is null"],
    ["", "is empty"],
    [{ id: "i1" }, "is object"],
    [true, "is boolean"],
    [".", "climbs out of the path"],
    ["..", "climbs out of the path"],
    ["%2e", "climbs out of the path"],
    ["%2E%2e", "climbs out of the path"],
    [".%2e", "climbs out of the path"],
    ["%2E.", "climbs out of the path"],
    ["a\ud800", "holds half of a surrogate pair"],
    ["\udc00", "holds half of a surrogate pair"],
  ])("%j is refused, and the message names operation, parameter and fault", (id, fault) => {
    const error = thrown(() => fill("i1", id));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^shop: parts\.read: the path parameter part .*\. Pass /);
    expect(error.message).toContain(fault);
  });
});

test("no id changes the number of segments, or what stands in the others", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (first, second) => {
      let path: string;
      try {
        path = fill(first, second);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigurationError);
        return;
      }
      const url = new URL(`https://shop.test${path}`);
      expect(url.search + url.hash).toBe("");
      expect(url.pathname.split("/").map(decodeURIComponent)).toEqual(["", "items", first, "parts", second]);
    }),
  );
});

test("no spelling of a dot segment gets through, encoded once or as it is", () => {
  const dot = fc.constantFrom(".", "%2e", "%2E");
  fc.assert(
    fc.property(fc.array(dot, { minLength: 1, maxLength: 2 }), (dots) => {
      expect(() => fill("i1", dots.join(""))).toThrow(ConfigurationError);
    }),
  );
});
