import { known } from "../json.js";
import type { PageParts } from "../operation.js";
import { askedSize, type BodyPager, countAt, isLast, itemsIn, type Sized } from "./page-body.js";

/** Pages by offset: the place of the first item asks for a page. */
export interface OffsetPager extends BodyPager, Sized {
  readonly parameter: readonly string[];
  /** The first item's place. Default: 0. */
  readonly first?: number;
  /** Path in the body of the number of items in all. */
  readonly total?: readonly string[];
}

/**
 * Reads a page at an offset. The next begins behind the items that came, however many were asked for; a page that is empty,
 * or shorter than the service was asked for, is the last.
 */
export function readOffsetPage(body: unknown, pager: OffsetPager, { asked }: { readonly asked: unknown }): PageParts {
  const { parameter, first = 0 } = pager;
  const items = itemsIn(body, pager);
  const offset = countAt(asked, parameter) ?? first;
  const totalCount = countAt(body, pager.total);
  const size = askedSize(asked, pager);
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
