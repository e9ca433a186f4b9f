import { known } from "../json.js";
import type { PageParts } from "../operation.js";
import { type BodyPager, countAt, isLast, itemsIn, requestedSize, type Sized } from "./page-body.js";

/** Pages by offset: the position of the first item is the parameter. */
export interface OffsetPager extends BodyPager, Sized {
  readonly parameter: readonly string[];
  /** The first item's position. Default: 0. */
  readonly first?: number;
  /** Path in the body of the number of items in all. */
  readonly total?: readonly string[];
}

/**
 * Reads a page at an offset. The next begins after the items that came, whatever the limit was; a page that is empty,
 * or shorter than its limit, is the last.
 */
export function readOffsetPage(
  body: unknown,
  pager: OffsetPager,
  { parameters }: { readonly parameters: unknown },
): PageParts {
  const { parameter, first = 0 } = pager;
  const items = itemsIn(body, pager);
  const offset = countAt(parameters, parameter) ?? first;
  const totalCount = countAt(body, pager.total);
  const size = requestedSize(parameters, pager);
  const end = offset + items.length;
  const over =
    isLast(body, pager) ||
    items.length === 0 ||
    (totalCount !== undefined ? end - first >= totalCount : size !== undefined && items.length < size);
  return {
    items,
    facts: known({ offset, totalCount }),
    ...(!over && { next: [[parameter, end]] }),
    ...(offset > first && size && { previous: [[parameter, Math.max(first, offset - size)]] }),
  };
}
