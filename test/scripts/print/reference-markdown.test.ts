import { describe, expect, test } from "vitest";
import { cellProse, prose } from "../../../scripts/print/reference/blocks.js";
import { anchor, code, fenced, inline, listed, table, toPage } from "../../../scripts/print/reference/markdown.js";

describe("prose", () => {
  test.each([
    ["keeps emphasis, code and lists", "**Clone** it:\n- `a`,\n  or\n- b", "**Clone** it:\n- `a`, or\n- b"],
    ["joins the lines of a paragraph", "one\ntwo\n\nthree", "one two\n\nthree"],
    ["keeps the numbers of a list", "1. a\n2) b", "1. a\n2) b"],
    ["makes a line in bold of a heading", "# a\nb\n\n## **c** #", "**a**\n\nb\n\n**c**"],
    ["and of one that is underlined", "a\n---\nb", "**a**\n\nb"],
    ["makes a list of dashes no underline", "- a\n---", "- a ---"],
    ["keeps a table", "a|b\n-|:-:\n1 | `x` | 3\n2", "| a | b |\n| --- | --- |\n| 1 | `x` |\n\n2"],
    ["takes no line of pipes for a table", "a | b\n\nc", "a | b\n\nc"],
    ["keeps code in its block", "Try:\n```sh\ncurl --get x # y\n```\nz", "Try:\n\n```sh\ncurl --get x # y\n```\n\nz"],
    ["keeps code that holds a fence", "~~~\n```\n~~~", "````\n```\n````"],
    ["takes code that nothing ends for text", "```sh\na", "\\`\\`\\`sh a"],
    ["keeps a quote", "> a\n> - b\n\nc", "> a\n> - b\n\nc"],
    [
      "keeps links to the web",
      "[a `b`](https://x.example/(y) 'T') <http://z.example>",
      "[a `b`](https://x.example/%28y%29) [http://z.example](http://z.example/)",
    ],
    ["makes a link of an image", "see ![it](https://x.example/i.png)", "see [it](https://x.example/i.png)"],
    [
      "follows no other link",
      "[a](javascript:b) [c](/d) [`e](https://f.example)`",
      "\\[a\\](javascript:b) \\[c\\](/d) \\[`e](https://f.example)`",
    ],
    ["makes no rule of a line", "-----\n\n* * *\n\n___", "\\-----\n\n- \\* *\n\n\\___"],
    ["makes no heading by underlining", "a\n\n===", "a\n\n\\==="],
    ["makes no list of a year", "in\n\n2026", "in\n\n2026"],
    ["leaves a backtick alone that nothing closes", "a ` b `` c", "a \\` b \\`\\` c"],
    ["keeps what the spec has escaped", "a \\* b \\< c \\d", "a \\* b &#60; c \\\\d"],
    ["shows HTML as it is written", "<b> & &lt;", "&#60;b&#62; &#38; &#38;lt;"],
  ])("%s", (_, given, want) => {
    expect(prose(given)).toBe(want);
  });

  test("in a cell holds the text of tables, code and quotes", () => {
    expect(cellProse("# A\n\na|b\n-|-\n1|2\n\n```\nx|y\nz\n```\n\n> q")).toBe(
      "**A**<br><br>a · b<br>1 · 2<br><br>`x|y`<br>`z`<br><br>q",
    );
  });

  test("in a cell takes breaks for lines", () => {
    expect(cellProse("One:\n- a\n- b\n\nTwo")).toBe("One:<br>- a<br>- b<br><br>Two");
  });

  test("on one line has no breaks at all", () => {
    expect(inline(" a\n\n b\t c ")).toBe("a b c");
  });
});

describe("code", () => {
  test.each([
    ["is set in ticks", "a | b", "`a | b`"],
    ["is set in more ticks than it holds", "a`b", "``a`b``"],
    ["is kept apart from its ticks", "`a", "`` `a ``"],
    ["is spelled in HTML where ticks would not hold it", "a\\|```", "<code>a&#92;&#124;&#96;&#96;&#96;</code>"],
    ["shows that something unseen stands there", "a\u202eb\ud800", "`a\ufffdb\ufffd`"],
    ["of nothing is nothing", " ", ""],
  ])("%s", (_, given, want) => {
    expect(code(given)).toBe(want);
  });

  test("in a block has a fence of its own length", () => {
    expect(fenced("ts", "a\n```\nb")).toBe("````ts\na\n```\nb\n````");
  });
});

test("a table leaves out the columns that say nothing, and lets no pipe end a cell", () => {
  expect(
    table(
      ["A", "B", "C"],
      [
        ["1", "", "`x | y`"],
        ["2", "", ""],
      ],
    ),
  ).toBe("| A | C |\n| --- | --- |\n| 1 | `x \\| y` |\n| 2 |  |");
});

test("the anchor of a heading is GitHub's", () => {
  expect(anchor("`persona.connect.shareTokens` and Möre_1")).toBe("personaconnectsharetokens-and-möre_1");
});

test("a link leads to the web or is none", () => {
  expect(toPage("x", "https://example.com/a(b)|c d")).toBe("[x](https://example.com/a%28b%29%7Cc%20d)");
  expect(toPage("x", "javascript:alert(1)")).toBeUndefined();
  expect(toPage("x", "nowhere")).toBeUndefined();
  expect(toPage("x", undefined)).toBeUndefined();
});

test("a list in a sentence has a word before its last item", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]).toEqual([
    "",
    "a",
    "a and b",
    "a, b or c",
  ]);
});
