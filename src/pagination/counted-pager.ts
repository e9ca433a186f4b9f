import { known } from "../json.js";
import type { PageParts } from "../operation.js";
import { askedSize, type BodyPager, countAt, isLast, itemsIn, type Sized } from "./page-body.js";

/** Pages by number, of a service that need not say which page it is or how many there are. */
export interface CountedPager extends BodyPager, Sized {
  readonly parameter: readonly string[];
  /** The first page's number. Default: 1. */
  readonly first?: number;
  /** Path in the body of the number of pages. */
  readonly pages?: readonly string[];
  /** Path of the number of items in all. */
  readonly total?: readonly string[];
  /** Path of the number of items that a page holds at most. */
  readonly perPage?: readonly string[];
}

/**
 * Reads a page whose number is known from the request. An empty page is the last one, whatever the totals say; so is one
 * that is shorter than the service was asked for. Without a size that is certain, this page's own length tells how many
 * pages the total makes: on a short last page that asks once too often, and never once too seldom.
 */
export function readCountedPage(body: unknown, pager: CountedPager, { asked }: { readonly asked: unknown }): PageParts {
  const { parameter, first = 1 } = pager;
  const items = itemsIn(body, pager);
  const number = countAt(asked, parameter) ?? first;
  const totalPages = countAt(body, pager.pages);
  const totalCount = countAt(body, pager.total);
  const size = askedSize(asked, pager);
  const read = number - first + 1;
  const seen = read * (countAt(body, pager.perPage) ?? size ?? items.length);
  const over =
    isLast(body, pager) ||
    items.length === 0 ||
    (totalPages !== undefined
      ? read >= totalPages
      : totalCount !== undefined
        ? seen >= totalCount
        : size !== undefined && items.length < size);
  return {
    items,
    facts: known({ number, totalPages, totalCount }),
    ...(!over && { next: [[parameter, number + 1]] }),
    ...(number > first && { previous: [[parameter, number - 1]] }),
  };
}
