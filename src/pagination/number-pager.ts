import { DecodeError } from "../errors.js";
import { known, valueAt } from "../json.js";
import type { PageParts } from "../operation.js";
import { type BodyPager, countAt, isLast, itemsIn, requestedSize, type Sized } from "./page-body.js";

/** Pages by number. */
export interface NumberPager extends BodyPager, Sized {
  /** Member with the page. */
  readonly parameter: readonly string[];
  /** The first page's number. Default: 1. */
  readonly first?: number;
  /** Path of this page's number in the body; absent, the number is known from the request. */
  readonly current?: readonly string[];
  /** Path in the body of the number of pages. */
  readonly pages?: readonly string[];
  /** Path of the number of items in all. */
  readonly total?: readonly string[];
  /** Path of the number of items that a page holds at most. */
  readonly perPage?: readonly string[];
}

/**
 * Reads a page that has a number. An empty page is the last one, whatever the totals are; so is one that is shorter than
 * its size. Without a certain size, this page's own length decides how many pages the total makes: on a short
 * last page that reads one page too many, and never one too few.
 */
export function readNumberedPage(
  body: unknown,
  pager: NumberPager,
  { parameters }: { readonly parameters: unknown } = { parameters: undefined },
): PageParts {
  const { parameter, first = 1, current } = pager;
  const items = itemsIn(body, pager, current !== undefined);
  const stated = integerAt(body, current);
  const number = (current ? stated : countAt(parameters, parameter)) ?? first;
  const count = current ? integerAt : countAt;
  const totalPages = count(body, pager.pages);
  if (current && (stated === undefined || (pager.pages && totalPages === undefined))) {
    throw new DecodeError("The answer lacks the number of its page, or of pages, as a number.");
  }
  const totalCount = count(body, pager.total);
  const perPage = count(body, pager.perPage);
  const requested = requestedSize(parameters, pager);
  const pagesRead = number - first + 1;
  const itemsRead = pagesRead * (perPage ?? requested ?? items.length);
  const over =
    isLast(body, pager) ||
    items.length === 0 ||
    (totalPages !== undefined
      ? pagesRead >= totalPages
      : totalCount !== undefined
        ? itemsRead >= totalCount
        : requested !== undefined && items.length < requested);
  return {
    items,
    facts: known({ number, totalPages, size: perPage, totalCount }),
    ...(!over && { next: [[parameter, number + 1]] }),
    ...(number > first && { previous: [[parameter, number - 1]] }),
  };
}

function integerAt(body: unknown, path: readonly string[] | undefined): number | undefined {
  const value = path && valueAt(body, path);
  return Number.isInteger(value) ? (value as number) : undefined;
}
