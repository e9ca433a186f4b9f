import { describe, expect, test } from "vitest";
import { DecodeError } from "../../../src/index.js";
import { type NumberPager, readNumberedPage } from "../../../src/runtime/index.js";

const pager: NumberPager = {
  read: readNumberedPage,
  items: (body) => (body as { items: unknown }).items,
  current: ["paging", "page"],
  pages: ["paging", "pages"],
  total: ["paging", "count"],
  perPage: ["paging", "size"],
  parameter: ["page"],
};

const read = (paging: unknown, items: unknown = ["a"]) => readNumberedPage({ items, paging }, pager);

test("a page in the middle tells its numbers and names both neighbours", () => {
  expect(read({ page: 2, pages: 3, count: 25, size: 10 })).toStrictEqual({
    items: ["a"],
    facts: { number: 2, totalPages: 3, size: 10, totalCount: 25 },
    next: [[["page"], 3]],
    previous: [[["page"], 1]],
  });
});

describe("the ends", () => {
  test("the first page has none before it, the last none after it", () => {
    expect(read({ page: 1, pages: 2 })).toStrictEqual({
      items: ["a"],
      facts: { number: 1, totalPages: 2 },
      next: [[["page"], 2]],
    });
    expect(read({ page: 2, pages: 2 })).toStrictEqual({
      items: ["a"],
      facts: { number: 2, totalPages: 2 },
      previous: [[["page"], 1]],
    });
  });

  test("an empty page is the last, whatever the totals say", () => {
    expect(read({ page: 1, pages: 9 }, [])).not.toHaveProperty("next");
  });

  test("a page beyond the last one leads back only", () => {
    expect(read({ page: 7, pages: 2 })).toMatchObject({ previous: [[["page"], 6]] });
    expect(read({ page: 7, pages: 2 })).not.toHaveProperty("next");
  });
});

describe("numbers that are missing or none", () => {
  test.each([
    [undefined],
    [null],
    ["text"],
    [{}],
    [{ page: "1", pages: 2.5 }],
    [{ page: 1, pages: "3" }],
    [{ pages: 3 }],
  ])("in %j are an error, because the list could end there unseen", (paging) => {
    expect(() => read(paging)).toThrow(
      new DecodeError("The answer lacks the number of its page, or of pages, as a number."),
    );
  });

  test("of a pager that names no totals are not looked for", () => {
    const { total: _, perPage: __, ...rest } = pager;
    expect(readNumberedPage({ items: [], paging: { page: 1, pages: 1, count: 3, size: 4 } }, rest).facts).toStrictEqual(
      {
        number: 1,
        totalPages: 1,
      },
    );
  });
});

test.each([[null], [undefined], [{}], ["text"]])("items that are no list (%j) are an error", (items) => {
  expect(() => readNumberedPage({ items, paging: { page: 1, pages: 2 } }, pager)).toThrow(
    new DecodeError("The answer's items are not an array."),
  );
});
