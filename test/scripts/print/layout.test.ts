import { describe, expect, test } from "vitest";
import { alternatives, group, type Layout, list, print } from "../../../scripts/print/typescript/layout.js";
import { dataLayout, Expression } from "../../../scripts/print/typescript/literal.js";

function printed(layout: Layout, room = 20, indent = 0): string {
  return print(layout, { column: 120 - room, indent });
}

describe("a list", () => {
  test("stands on one line as long as it fits", () => {
    expect(printed(list("[", ["one", "two", "three"], "]"), 17)).toBe("[one, two, three]");
    expect(printed(list("[", ["one", "two", "three"], "]"), 16)).toBe("[\n  one,\n  two,\n  three,\n]");
  });

  test("leaves room for what follows it", () => {
    const layout = list("(", ["a", "b"], ")");
    expect(print(layout, { column: 114, indent: 0 })).toBe("(a, b)");
    expect(print(layout, { column: 114, indent: 0, behind: 1 })).toBe("(\n  a,\n  b,\n)");
  });

  test("has a blank inside its brackets when it is padded, and nothing when it is empty", () => {
    expect(printed(list("{", ["a: 1"], "}", { padded: true }))).toBe("{ a: 1 }");
    expect(printed(list("{", [], "}", { padded: true }))).toBe("{}");
  });

  test("is broken although it would fit, when it has to be", () => {
    expect(printed(list("{", ["a", "b"], "}", { separator: ";", broken: true }))).toBe("{\n  a;\n  b;\n}");
    const outer = list("[", [list("{", ["a"], "}", { broken: true })], "]");
    expect(printed(outer)).toBe("[\n  {\n    a,\n  },\n]");
  });

  test("of type arguments has no comma at its end", () => {
    expect(printed(list("<", ["One", "Two"], ">"), 5)).toBe("<\n  One,\n  Two\n>");
  });

  test("breaks at its outermost brackets first", () => {
    const inner = list("[", ["one", "two"], "]");
    expect(printed(list("(", ["first", inner], ")"), 16, 2)).toBe("(\n    first,\n    [one, two],\n  )");
  });
});

describe("alternatives", () => {
  test("stand on one line, or each behind its operator", () => {
    const layout = alternatives("|", ["one", "two"]);
    expect(printed(layout, 9)).toBe("one | two");
    expect(printed(layout, 8)).toBe("\n  | one\n  | two");
    expect(printed(alternatives("|", ["one"]), 1)).toBe("one");
  });

  test("that break inside are indented from behind the operator", () => {
    const long = `"${"x".repeat(60)}"`;
    const layout = alternatives("|", ["one", group("Two", list("<", [long, long], ">"))]);
    expect(printed(layout)).toBe(`\n  | one\n  | Two<\n      ${long},\n      ${long}\n    >`);
  });
});

test("data is a literal without the members that are undefined, names stay as they are", () => {
  const data = { name: "a", "wire-name": 1, gone: undefined, list: ["b", true], read: new Expression("read"), __: {} };
  expect(print(dataLayout(data), { column: 0, indent: 0 })).toBe(
    '{ name: "a", "wire-name": 1, list: ["b", true], read, __: {} }',
  );
  expect(print(dataLayout({ a: 1, b: { c: 2 } }, true), { column: 0, indent: 0 })).toBe(
    "{\n  a: 1,\n  b: { c: 2 },\n}",
  );
});
