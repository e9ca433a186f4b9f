// Reading the body of a page, in the same way for pagers of every kind.

import { DecodeError } from "../errors.js";
import { define, isObject, known, valueAt } from "../json.js";
import type { Decode, ItemList, PageParts, PageRequest, Pager, QueryPatch } from "../operation.js";

/** Members of a body that describe its page, for every kind of pager. */
export interface BodyPager extends Pager {
  readonly items: Decode;
  /** Path of the member that is `false` on the last page. */
  readonly more?: readonly string[];
  /** Path of the member that is `true` on the last page. */
  readonly last?: readonly string[];
}

/** Members of a request that ask for a number of items. */
export interface Sized {
  /** Member with the number of items. */
  readonly size?: readonly string[];
  /** The largest number of items. */
  readonly maximum?: number;
}

/** Reads a page in the way of its pager. */
export function readPage(pager: Pager | undefined, body: unknown, request: PageRequest): PageParts {
  return (pager as { read(body: unknown, pager: unknown, request: PageRequest): PageParts }).read(body, pager, request);
}

/** The members of a body beside its items, at these paths. */
export function besideItems(body: unknown, paths: readonly (readonly string[])[] = []): object {
  const tree: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueAt(body, path);
    if (value === undefined) continue;
    let at = tree;
    for (const name of path.slice(0, -1)) {
      if (!isObject(at[name])) at[name] = {};
      at = at[name] as Record<string, unknown>;
    }
    define(at, path[path.length - 1] as string, value);
  }
  return tree;
}

/** The items of a page. Services leave out an empty list, or write null, unless the list is `required`. */
export function itemsIn(body: unknown, pager: BodyPager, required = false): ItemList {
  const items = pager.items(body) ?? (required ? undefined : []);
  if (!Array.isArray(items)) throw new DecodeError("The answer's items are not an array.");
  return items;
}

/** Whether the body states that no page follows. */
export function isLast(body: unknown, { more, last }: BodyPager): boolean {
  return (more !== undefined && valueAt(body, more) === false) || (last !== undefined && valueAt(body, last) === true);
}

/** A count at a path, as a number or its digits. */
export function countAt(value: unknown, path: readonly string[] | undefined): number | undefined {
  const found = path && valueAt(value, path);
  return /^\d+$/.test(String(found)) ? Number(found) : undefined;
}

/** The number of items in the request, if the service certainly gives as many while it has them. */
export function requestedSize(parameters: unknown, { size, maximum = 0 }: Sized): number | undefined {
  const count = countAt(parameters, size);
  return count && count <= maximum ? count : undefined;
}

/** Members of a request that take a cursor. */
export interface CursorParameters {
  /** Path of the member that takes the cursor of the next page: `page[after]` is `["page", "after"]`. */
  readonly after: readonly string[];
  readonly before?: readonly string[];
}

/** A page with cursors to its neighbours. Either cursor replaces the other in the query. */
export function cursorPage(
  items: readonly unknown[],
  { after, before }: CursorParameters,
  next: string | number | undefined,
  previous?: string | number | undefined,
): PageParts {
  const patch = (to: readonly string[], cursor: string | number, from?: readonly string[]): QueryPatch => [
    [to, cursor],
    ...(from === undefined ? [] : ([[from, undefined]] as const)),
  ];
  const text = (cursor: string | number | undefined): string | undefined =>
    cursor === undefined ? undefined : String(cursor);
  return known({
    items,
    facts: known({ nextCursor: text(next), previousCursor: text(before && previous) }),
    next: next === undefined ? undefined : patch(after, next, before),
    previous: before && previous !== undefined ? patch(before, previous, after) : undefined,
  }) as PageParts;
}
