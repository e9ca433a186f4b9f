import { isObject, valueAt } from "../json.js";
import type { PageParts } from "../operation.js";
import { type BodyPager, type CursorParameters, cursorPage, isLast, itemsIn } from "./page-body.js";

/** Pages by item: the id of a page's last item is the parameter of the next page. */
export interface ItemPager extends BodyPager, CursorParameters {
  /** Path of the id in an item. */
  readonly id: readonly string[];
}

/** Reads a page whose items are cursors. An empty page is the last one. */
export function readItemPage(body: unknown, pager: ItemPager): PageParts {
  const items = itemsIn(body, pager);
  const last = items[items.length - 1];
  const id = isObject(last) && !isLast(body, pager) ? valueAt(last, pager.id) : undefined;
  return cursorPage(
    items,
    pager,
    typeof id === "string" || typeof id === "number" || typeof id === "bigint" ? String(id) : undefined,
  );
}
