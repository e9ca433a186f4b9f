import { describe, expect, test } from "vitest";
import { docComment, wrap } from "../../../scripts/print/typescript/comment.js";
import { docs } from "../model/nodes.js";

describe("text", () => {
  test("is filled to the width, a blank line between paragraphs", () => {
    expect(wrap("one  two\nthree four\n\n\nfive", 13)).toEqual(["one two three", "four", "", "five"]);
  });

  test("keeps a word that is longer than a line", () => {
    expect(wrap("see https://shop.test/a/long/way now", 10)).toEqual(["see", "https://shop.test/a/long/way", "now"]);
  });

  test("hangs the items of a list under their first word", () => {
    expect(wrap("Ways:\n- one two three\n  four\n- five\n10. six seven eight", 11)).toEqual([
      "Ways:",
      "- one two",
      "  three",
      "  four",
      "- five",
      "10. six",
      "    seven",
      "    eight",
    ]);
  });

  test("keeps the lines of code, tables, quotes and headings", () => {
    const text =
      "Look:\n```ts\nconst   a = 1; // and more\n\n  b();\n```\n| a | b |\n|---|---|\n> said a man\n# Head\n\n    code   here";
    expect(wrap(text, 10)).toEqual(text.split("\n"));
  });

  test("has no blank lines around it", () => {
    expect(wrap("\n\none\n\n", 20)).toEqual(["one"]);
    expect(wrap("", 20)).toEqual([]);
  });

  test("begins no tag where a line happens to break", () => {
    expect(wrap("write to @deprecated people", 10)).toEqual(["write to", "\\@deprecated", "people"]);
  });
});

describe("a comment", () => {
  test("is one line where it fits, the closing included", () => {
    const fits = "x".repeat(113);
    expect(docComment(docs({ description: fits }))).toBe(fits);
    expect(docComment(docs({ description: `${fits}x` }))).toBe(`\n${fits}x`);
    expect(docComment(docs({ description: fits }), [], 2)).toBe(`\n${fits}`);
  });

  test("is the summary as a sentence, the description, the limits, then the tags", () => {
    const all = docs({
      summary: "List toys",
      description: "All of them.",
      notes: ["At most 3.", "Default: 1."],
      deprecated: true,
      link: "https://shop.test/toys",
    });
    expect(docComment(all, [{ name: "throws", text: "{ApiError} with status 404." }], 2)).toBe(
      `
List toys.

All of them. At most 3. Default: 1.

@deprecated
@throws {ApiError} with status 404.
@see https://shop.test/toys`,
    );
  });

  test("of a tag alone is one line as well, and of nothing is none", () => {
    expect(docComment(docs({ deprecated: true }))).toBe("@deprecated");
    expect(docComment(docs({ description: "" }))).toBeUndefined();
    expect(docComment(docs({}))).toBeUndefined();
  });

  test.each(["Toys!", "Toys?", "Toys:", "Toys."])("leaves the end of %s", (summary) => {
    expect(docComment(docs({ summary }))).toBe(summary);
  });

  test("hangs a long tag under itself", () => {
    const text = `toyId ${"word ".repeat(30)}`;
    expect(docComment(docs({}), [{ name: "param", text }])?.split("\n")).toEqual([
      "",
      `@param toyId ${"word ".repeat(20).trim()}`,
      `  ${"word ".repeat(10).trim()}`,
    ]);
  });

  test("cannot be ended or given a tag by the spec", () => {
    const evil = "*/ alert(1) /*\n@private\u2028";
    expect(docComment(docs({ description: evil, link: evil }))).toBe(
      "\n*\\/ alert(1) /* \\@private\\u2028\n\n@see *\\/ alert(1) /* \\@private\\u2028",
    );
  });
});
