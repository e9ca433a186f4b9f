import { describe, expect, test } from "vitest";
import { DecodeError } from "../../../src/index.js";
import { type CursorPager, readCursorPage } from "../../../src/runtime/index.js";
import { thrown } from "../shop.js";

const pager: CursorPager = {
  read: readCursorPage,
  items: (body) => (body as { items: unknown }).items,
  next: ["links", "next"],
  previous: ["links", "prev"],
  after: ["page", "after"],
  before: ["page", "before"],
};

const read = (links: unknown, change: Partial<CursorPager> = {}) =>
  readCursorPage({ items: [1], links }, { ...pager, ...change });

test("a page in the middle names both neighbours, and asking for one takes the other's cursor out", () => {
  expect(read({ next: "/items?page%5Bafter%5D=c2", prev: "/items?page%5Bbefore%5D=c1" })).toStrictEqual({
    items: [1],
    facts: { nextCursor: "c2", previousCursor: "c1" },
    next: [
      [["page", "after"], "c2"],
      [["page", "before"], undefined],
    ],
    previous: [
      [["page", "before"], "c1"],
      [["page", "after"], undefined],
    ],
  });
});

describe("the cursor", () => {
  test.each([
    ["a relative link", "/items?page[after]=c2"],
    ["a link that is only a query", "?page[after]=c2"],
    ["a link to another origin", "https://evil.test/items?page[after]=c2"],
    ["a link with other parameters", "https://shop.test/items?filter[a]=b&page[after]=c2&page[size]=5#top"],
  ])("is taken from %s", (_, next) => {
    expect(read({ next })).toMatchObject({ facts: { nextCursor: "c2" } });
  });

  test("is decoded", () => {
    expect(read({ next: "/items?page%5Bafter%5D=a%2Fb%3D%26" })).toMatchObject({ facts: { nextCursor: "a/b=&" } });
  });

  test("may stand in a parameter without brackets, or with more of them", () => {
    expect(read({ next: "?after=c2" }, { after: ["after"] })).toMatchObject({ facts: { nextCursor: "c2" } });
    expect(read({ next: "?a[b][c]=c2" }, { after: ["a", "b", "c"] })).toMatchObject({ facts: { nextCursor: "c2" } });
  });
});

describe("the last page", () => {
  test.each([[null], [undefined], [{}], [{ next: null, prev: null }], ["text"]])("has links %j", (links) => {
    expect(read(links)).toStrictEqual({ items: [1], facts: {} });
  });
});

test("a pager that knows no way back says nothing of it", () => {
  const { before: _, previous: __, ...forward } = pager;
  expect(
    readCursorPage({ items: [1], links: { next: "?page[after]=c2", prev: "?page[before]=c1" } }, forward),
  ).toStrictEqual({ items: [1], facts: { nextCursor: "c2" }, next: [[["page", "after"], "c2"]] });
});

test.each([["/items"], ["?page[before]=c1"], ["?page[after]="], ["https://[bad?page[after]=c2"], [""]])(
  "a link to the next page without its cursor (%j) is an error, not the end of the list",
  (next) => {
    const error = thrown(() => read({ next }));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toContain("has no `page[after]`");
  },
);
