import { describe, expect, test } from "vitest";
import {
  access,
  commentText,
  literal,
  propertyKey,
  stringLiteral,
  typeKey,
} from "../../../scripts/print/typescript/escape.js";

/** What a JavaScript engine makes of an expression. */
function evaluate(expression: string): unknown {
  return new Function(`"use strict"; return (${expression});`)();
}

const texts = [
  'a "quote" and a \\ backslash',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to stay one.
  "`template ${alert(1)}`",
  "line\nbreak\r\ttab",
  "line\u2028separator\u2029paragraph\u0085next",
  "bidi \u202e\u2066 zero\u200bwidth \ufeff",
  "nul \u0000 escape \u001b delete \u007f",
  "half \ud800 other \udfff whole \u{1f600}",
  "</script><!-- */ //",
  "\ua66e0\ua66e",
];

describe("a string", () => {
  test.each(texts)("of %j is itself again when it is evaluated, with nothing hidden in it", (text) => {
    const printed = stringLiteral(text);
    expect(evaluate(printed)).toBe(text);
    expect(printed).toMatch(/^"[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ua66e]*"$/u);
  });

  test("shows what cannot be seen", () => {
    expect(stringLiteral("a\u2028\u202eb\ud800")).toBe('"a\\u2028\\u202eb\\ud800"');
  });
});

test("a literal is the value's spelling", () => {
  expect([literal('"'), literal(-1.5), literal(true)]).toEqual(['"\\""', "-1.5", "true"]);
});

describe("a property key", () => {
  test.each([
    ["name", "name"],
    ["$ref", "$ref"],
    ["größe", "größe"],
    // A digit since 2024, which not every compiler knows.
    ["a\u{1ccf0}", `"a\u{1ccf0}"`],
    ["class", "class"],
    ["created-at", '"created-at"'],
    ["1", '"1"'],
    ["", '""'],
    ["a b", '"a b"'],
    ["]: alert(1), [", '"]: alert(1), ["'],
    ["\ua66e0\ua66e", '"\\ua66e0\\ua66e"'],
  ])("%j is %s, in a literal and in a type", (name, key) => {
    expect([propertyKey(name), typeKey(name)]).toEqual([key, key]);
  });

  test.each([...texts, "__proto__", "constructor", ""])("%j is an own key of the object it stands in", (name) => {
    expect(Object.keys(evaluate(`{ ${propertyKey(name)}: 1 }`) as object)).toEqual([name]);
    expect(evaluate(`({ ${propertyKey(name)}: 1 })${access(name)}`)).toBe(1);
  });

  test("__proto__ is computed in a literal, and a name like any other in a type", () => {
    expect([propertyKey("__proto__"), typeKey("__proto__")]).toEqual(['["__proto__"]', "__proto__"]);
  });
});

test("access is by a dot where it can be", () => {
  expect([access("name"), access("created-at")]).toEqual([".name", '["created-at"]']);
});

describe("prose in a comment", () => {
  test.each([
    ["ends */ here */", "ends *\\/ here *\\/"],
    ["@deprecated\n  @see x and a@b.test", "\\@deprecated\n  \\@see x and a@b.test"],
    ["one\r\ntwo", "one\ntwo"],
    ["one\rtwo\u2028three", "one\\u000dtwo\\u2028three"],
    ["\u202eevil\u200b", "\\u202eevil\\u200b"],
    ["{@link Toy} and `code`", "{@link Toy} and `code`"],
    ["\ua66e1\ua66e", "\\ua66e1\\ua66e"],
  ])("%j becomes %j", (text, printed) => {
    expect(commentText(text)).toBe(printed);
  });
});
