import { describe, expect, test } from "vitest";
import { compare, Imports, moduleNames } from "../../../scripts/print/typescript/imports.js";

function imports(file: string, runtime = "../../src/index"): Imports {
  const files = new Map([
    ["Toy", "types/toy"],
    ["ToyInput", "resources/shop/toys"],
  ]);
  return new Imports(file, files, runtime);
}

test("files come from far to near, names in alphabetical order", () => {
  const of = imports("resources/shop/toys");
  of.declared("Toy");
  of.value("cursorPager", "pagination");
  of.runtimeValue("call");
  of.runtime("ApiPromise");
  of.type("paths", "schema");
  expect(of.print()).toBe(`import { type ApiPromise, call } from "../../../../src/index.js";
import { cursorPager } from "../../pagination.js";
import type { paths } from "../../schema.js";
import type { Toy } from "../../types/toy.js";
`);
});

test("what a file declares itself is not imported", () => {
  const of = imports("resources/shop/toys");
  expect(of.declared("ToyInput")).toBe("ToyInput");
  of.value("here", "resources/shop/toys");
  expect(of.print()).toBe("");
});

test("a neighbour is reached by a dot, the runtime by its package where it is one", () => {
  const of = imports("types/doll", "sharewright");
  of.declared("Toy");
  of.runtime("Reference");
  expect(of.print()).toBe('import type { Reference } from "sharewright";\nimport type { Toy } from "./toy.js";\n');
});

test("a type that is a value as well is imported once, as a value", () => {
  expect(moduleNames("export", "./a.js", ["A", "B"], ["A"])).toBe('export { A, type B } from "./a.js";\n');
});

test("names that do not fit on a line stand on one each", () => {
  const names = Array.from({ length: 4 }, (_, index) => `${"LongNameOfAType".repeat(2)}${index}`);
  expect(moduleNames("import", "./a.js", names, [])).toBe(
    `import type {\n${names.map((name) => `  ${name},\n`).join("")}} from "./a.js";\n`,
  );
});

describe("the order of names", () => {
  test.each([
    ["a letter's capital before it", ["a", "A", "b", "B"], ["A", "a", "B", "b"]],
    ["a shorter name before a longer", ["toyShop", "toy"], ["toy", "toyShop"]],
    [
      "a folder's files before a file",
      ["./toys.js", "./toys/a.js", "./toy-shop.js"],
      ["./toy-shop.js", "./toys/a.js", "./toys.js"],
    ],
  ])("puts %s", (_title, names, sorted) => {
    expect([...names].sort(compare)).toEqual(sorted);
  });
});
