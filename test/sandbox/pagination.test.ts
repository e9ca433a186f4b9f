// Pages by cursor, whatever the filter says of the record that the cursor names.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type CursorPage, cursorPage, UnknownCursor } from "../../src/sandbox/answer/pagination.js";

const records = ["a", "b", "c", "d", "e", "f"].map((id) => ({ id }));
const told = ({ items, next, previous }: CursorPage<{ id: string }>) => [
  items.map(({ id }) => id).join(""),
  next,
  previous,
];

test("A page follows or precedes its cursor, and says where the others are.", () => {
  expect(told(cursorPage(records, { size: 2 }))).toEqual(["ab", "b", undefined]);
  expect(told(cursorPage(records, { after: "b", size: 2 }))).toEqual(["cd", "d", "c"]);
  expect(told(cursorPage(records, { after: "d", size: 2 }))).toEqual(["ef", undefined, "e"]);
  expect(told(cursorPage(records, { before: "e", size: 2 }))).toEqual(["cd", "d", "c"]);
  expect(told(cursorPage(records, { before: "c", size: 3 }))).toEqual(["ab", "b", undefined]);
  expect(told(cursorPage(records, { after: "f", size: 2 }))).toEqual(["", undefined, "f"]);
  expect(() => cursorPage(records, { after: "x", size: 2 })).toThrow(UnknownCursor);
});

test("A cursor that has ceased to match still says where to go on.", () => {
  const isOdd = ({ id }: { id: string }) => "ace".includes(id);
  expect(told(cursorPage(records, { after: "b", size: 1 }, isOdd))).toEqual(["c", "c", "c"]);
  expect(told(cursorPage(records, { after: "d", size: 5 }, isOdd))).toEqual(["e", undefined, "e"]);
  expect(told(cursorPage(records, { before: "d", size: 1 }, isOdd))).toEqual(["c", "c", "c"]);
  expect(told(cursorPage(records, { before: "b", size: 1 }, isOdd))).toEqual(["a", "a", undefined]);
});

test("Forwards and backwards, all pages together hold what matches, once and in order.", () => {
  const page = fc.record({ size: fc.integer({ min: 1, max: 7 }), matching: fc.subarray(records) });
  fc.assert(
    fc.property(page, ({ size, matching }) => {
      const matches = (record: { id: string }) => matching.includes(record);
      const walked: string[] = [];
      let page = cursorPage(records, { size }, matches);
      walked.push(...page.items.map(({ id }) => id));
      while (page.next !== undefined) {
        page = cursorPage(records, { after: page.next, size }, matches);
        walked.push(...page.items.map(({ id }) => id));
      }
      const back = page.items.map(({ id }) => id);
      while (page.previous !== undefined) {
        page = cursorPage(records, { before: page.previous, size }, matches);
        back.unshift(...page.items.map(({ id }) => id));
      }
      expect([walked, back]).toEqual([matching.map(({ id }) => id), matching.map(({ id }) => id)]);
    }),
  );
});
