import { DecodeError } from "../errors.js";
import { known, valueAt } from "../json.js";
import type { Decode, PageParts, Pager } from "../operation.js";

/** Pages by number: the body says which page it is and how many there are. */
export interface NumberPager extends Pager {
  readonly items: Decode;
  /** Path of this page's number in the body. */
  readonly current: readonly string[];
  /** Path of the number of pages. */
  readonly pages: readonly string[];
  /** Path of the number of items in all. */
  readonly total?: readonly string[];
  /** Path of the page size. */
  readonly size?: readonly string[];
  /** Query member that asks for a page. */
  readonly parameter: readonly string[];
}

/** Reads a numbered page. An empty page is the last one, whatever the totals say. */
export function readNumberedPage(body: unknown, pager: NumberPager): PageParts {
  const items = pager.items(body);
  if (!Array.isArray(items)) throw new DecodeError("The answer's items are not an array.");
  const current = integer(body, pager.current);
  const number = current ?? 1;
  const totalPages = integer(body, pager.pages) ?? number;
  const totalCount = integer(body, pager.total);
  const size = integer(body, pager.size);
  return {
    items,
    facts: known({ number, totalPages, size, totalCount }),
    // Without its own number a page cannot say which one is next: asking on would ask for the same one for ever.
    ...(current !== undefined && number < totalPages && items.length > 0 && { next: [[pager.parameter, number + 1]] }),
    ...(number > 1 && { previous: [[pager.parameter, number - 1]] }),
  };
}

function integer(body: unknown, path: readonly string[] | undefined): number | undefined {
  const value = path && valueAt(body, path);
  return Number.isInteger(value) ? (value as number) : undefined;
}
