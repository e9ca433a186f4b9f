import { isObject, known, valueAt } from "../json.js";
import type { PageParts } from "../operation.js";
import { type BodyPager, isLast, itemsIn } from "./page-body.js";

/** Pages by item: the last one's id asks for what comes after it. */
export interface ItemPager extends BodyPager {
  readonly after: readonly string[];
  readonly before?: readonly string[];
  /** Path of the id in an item. */
  readonly id: readonly string[];
}

/** Reads a page whose items are cursors. An empty page is the last one. */
export function readItemPage(body: unknown, pager: ItemPager): PageParts {
  const { after, before, id } = pager;
  const items = itemsIn(body, pager);
  const cursorOf = (item: unknown): string | undefined => {
    const value = isObject(item) ? valueAt(item, id) : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const nextCursor = isLast(body, pager) ? undefined : cursorOf(items[items.length - 1]);
  return known({
    items,
    facts: known({ nextCursor }),
    next: nextCursor && [[after, nextCursor], ...(before === undefined ? [] : [[before, undefined]])],
  }) as PageParts;
}
