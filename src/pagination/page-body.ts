// What pagers of every kind read in a body in the same way.

import { DecodeError } from "../errors.js";
import { valueAt } from "../json.js";
import type { Decode, Pager } from "../operation.js";

/** What a body may say of a page, whatever asks for the next. */
export interface BodyPager extends Pager {
  readonly items: Decode;
  /** Path of what is `false` on the last page. */
  readonly more?: readonly string[];
  /** Path of what is `true` on the last page. */
  readonly last?: readonly string[];
}

/** Where the members stand that ask for a number of items. */
export interface Sized {
  /** Query member that asks for items, this many at most. */
  readonly size?: readonly string[];
  /** The most that may be asked for. */
  readonly maximum?: number;
}

/** The items of a page. Services leave out an empty list, or say null. */
export function itemsIn(body: unknown, pager: BodyPager): readonly unknown[] {
  const items = pager.items(body) ?? [];
  if (!Array.isArray(items)) throw new DecodeError("The answer's items are not an array.");
  return items;
}

/** Whether the body says that no page follows. */
export function isLast(body: unknown, { more, last }: BodyPager): boolean {
  return (more !== undefined && valueAt(body, more) === false) || (last !== undefined && valueAt(body, last) === true);
}

/** A count at a path, as a number or its digits. */
export function countAt(value: unknown, path: readonly string[] | undefined): number | undefined {
  const found = path && valueAt(value, path);
  return /^\d+$/.test(String(found)) ? Number(found) : undefined;
}

/** How many items the caller asked for, if the service is sure to give as many while it has them. */
export function askedSize(asked: unknown, { size, maximum = 0 }: Sized): number | undefined {
  const count = countAt(asked, size);
  return count && count <= maximum ? count : undefined;
}
