// Pages of a list as `x-pagination` describes them: by cursor in both directions, or by number.

import { isObject } from "../../json.js";
import type { Pagination } from "../spec.js";
import type { Stored } from "../world/state/store.js";

type Query = Readonly<Record<string, unknown>>;

/** Some records of a list, and where the others are. */
export type Page<T extends Stored> = CursorPage<T> | NumberedPage<T>;

export interface CursorPage<T extends Stored> {
  readonly kind: "cursor";
  readonly items: readonly T[];
  /** Id after which the next page begins; `undefined` on the last. */
  readonly next: string | undefined;
  /** Id before which the previous page ends; `undefined` on the first. */
  readonly previous: string | undefined;
}

export interface NumberedPage<T extends Stored> {
  readonly kind: "number";
  readonly items: readonly T[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

export interface Cursor {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly size: number;
}

/** A cursor that names none of the records. */
export class UnknownCursor extends Error {
  override readonly name = "UnknownCursor";
  readonly cursor: string;

  constructor(cursor: string) {
    super(`No record of this list has the id ${cursor}.`);
    this.cursor = cursor;
  }
}

/**
 * The page that follows `after`, or precedes `before`, in the order of `records`, of those that `matches`. The cursor
 * need not match: whoever changes what they filter by, page after page, goes on from where they were.
 *
 * @throws {UnknownCursor}
 */
export function cursorPage<T extends Stored>(
  records: readonly T[],
  { after, before, size }: Cursor,
  matches: (record: T) => boolean = () => true,
): CursorPage<T> {
  const cursor = after ?? before;
  const at = cursor === undefined ? -1 : records.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && at === -1) throw new UnknownCursor(cursor);
  const ahead = at === -1 ? [] : records.slice(0, at).filter(matches);
  const behind = records.slice(at + 1).filter(matches);
  const itself = records.slice(Math.max(at, 0), at + 1).filter(matches);
  const items = before === undefined ? behind.slice(0, size) : ahead.slice(-size);
  const hasMore = before === undefined ? behind.length > size : itself.length + behind.length > 0;
  const hasLess = before === undefined ? ahead.length + itself.length > 0 : ahead.length > size;
  return {
    kind: "cursor",
    items,
    next: hasMore ? (items.at(-1)?.id ?? cursor) : undefined,
    previous: hasLess ? (items[0]?.id ?? cursor) : undefined,
  };
}

/** The cursor that a query holds, by the parameters that the document names. */
export function cursorOf(pagination: Pagination & { style: "cursor" }, query: Query): Cursor {
  return {
    after: parameter(query, pagination.after) as string | undefined,
    before: parameter(query, pagination.before) as string | undefined,
    size: Number(parameter(query, pagination.size) ?? 10),
  };
}

/** The page of a query by number, counted from 1, by the parameters that the document names; one past the end is empty. */
export function numberedPageOf<T extends Stored>(
  pagination: Pagination & { style: "page" },
  query: Query,
  records: readonly T[],
): NumberedPage<T> {
  const number = (name: string | undefined, otherwise: number) => Number(parameter(query, name) ?? otherwise);
  const page = number(pagination.page, 1);
  const size = number(pagination.size, Math.max(records.length, 1));
  return { kind: "number", items: records.slice((page - 1) * size, page * size), page, size, total: records.length };
}

/**
 * Puts what the caller must know of a page into the answer, where the document says. `address` is the list's, relative;
 * links keep the query in it.
 */
export function describePage(
  pagination: Pagination,
  page: Page<Stored>,
  address: string,
  body: Record<string, unknown>,
): void {
  if (pagination.style === "page" && page.kind === "number") {
    put(body, pagination.current, page.page);
    put(body, pagination.pages, Math.ceil(page.total / page.size));
    if (pagination.total !== undefined) put(body, pagination.total, page.total);
    if (pagination.perPage !== undefined) put(body, pagination.perPage, page.size);
  } else if (pagination.style === "cursor" && page.kind === "cursor") {
    const { after, before } = pagination;
    if (pagination.previous !== undefined) {
      put(body, pagination.previous, before && page.previous ? link(address, pagination, before, page.previous) : null);
    }
    put(body, pagination.next, page.next === undefined ? null : link(address, pagination, after, page.next));
  }
}

/** An address with another cursor, brackets percent-encoded. */
function link(
  address: string,
  { after, before }: Pagination & { style: "cursor" },
  name: string,
  cursor: string,
): string {
  const [path, query] = address.split("?");
  const search = new URLSearchParams(query);
  search.delete(after);
  if (before !== undefined) search.delete(before);
  search.append(name, cursor);
  return `${path}?${search}`;
}

/** The parameter `page[size]` is the member `size` of the value of `page`. */
function parameter(query: Query, name: string | undefined): unknown {
  if (name === undefined) return undefined;
  const [, outer, inner] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
  if (outer === undefined || inner === undefined) return query[name];
  const value = query[outer];
  return isObject(value) ? value[inner] : undefined;
}

function put(body: Record<string, unknown>, pointer: string, value: unknown): void {
  const steps = pointer.split("/").slice(1);
  const last = steps.pop() as string;
  let node = body;
  for (const step of steps) {
    if (!isObject(node[step])) node[step] = {};
    node = node[step] as Record<string, unknown>;
  }
  node[last] = value;
}
