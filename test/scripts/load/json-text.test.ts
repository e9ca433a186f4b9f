import fc from "fast-check";
import { expect, test } from "vitest";
import { duplicateKey, jsonPlaces } from "../../../scripts/load/json-text.js";

test("the place of a value is that of its key, or of the item in its list", () => {
  const text = `{
  "a \\"b\\" {": [1, { "x": "]}" }],
  "c/d": { "e": null }
}`;
  const places = jsonPlaces(text, [
    ['a "b" {', "1"],
    ['a "b" {', "1", "x"],
    ["c/d", "e"],
    ["c/d", "nobody"],
    ["nobody"],
    [],
  ]);
  expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual(["2:20", "2:22", "3:12", "3:3", "1:1", "1:1"]);
});

test("every key of any document is found where it stands", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value, null, 1);
      const keys = Object.keys(value);
      const lines = text.split("\n");
      for (const [index, { line, column }] of jsonPlaces(
        text,
        keys.map((key) => [key]),
      ).entries()) {
        expect(lines[line - 1]?.slice(column - 1)).toMatch(/^"/);
        expect(lines[line - 1]?.slice(column - 1).startsWith(`${JSON.stringify(keys[index])}:`)).toBe(true);
      }
    }),
  );
});

test("a document that was printed from a value has no key twice; one more of it is found", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value);
      expect(duplicateKey(text)).toBeUndefined();
      const [key = ""] = Object.keys(value);
      expect(duplicateKey(`${text.slice(0, -1)},${JSON.stringify(key)}:1}`)).toMatchObject({ key });
    }),
  );
});
