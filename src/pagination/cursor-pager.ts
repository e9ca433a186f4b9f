import { DecodeError } from "../errors.js";
import { known, valueAt } from "../json.js";
import type { Decode, PageParts, Pager, QueryPatch } from "../operation.js";

/** Pages by cursor: the body links to its neighbours, and each link carries the cursor in a query parameter. */
export interface CursorPager extends Pager {
  readonly items: Decode;
  /** Path of the link to the next page in the body. */
  readonly next: readonly string[];
  /** Path of the link to the page before. */
  readonly previous?: readonly string[];
  /** Path of the cursor in the query: `page[after]` is `["page", "after"]`. */
  readonly after: readonly string[];
  readonly before?: readonly string[];
}

/**
 * Reads a page with cursors. Only the cursor is taken from a link: the request is built anew from the caller's own
 * query, so that credentials never follow a link to another origin and filters are never lost on the way.
 */
export function readCursorPage(body: unknown, pager: CursorPager): PageParts {
  const { after, before } = pager;
  const next = valueAt(body, pager.next);
  const nextCursor = cursorIn(next, after);
  if (nextCursor === undefined && typeof next === "string") {
    throw new DecodeError(`The link to the next page has no \`${parameterName(after)}\`.`);
  }
  const previousCursor = before && cursorIn(valueAt(body, pager.previous ?? []), before);
  const patch = (to: readonly string[], cursor: string, from?: readonly string[]): QueryPatch => [
    [to, cursor],
    ...(from === undefined ? [] : ([[from, undefined]] as const)),
  ];
  return known({
    items: pager.items(body) as readonly unknown[],
    facts: known({ nextCursor, previousCursor }),
    next: nextCursor && patch(after, nextCursor, before),
    previous: before && previousCursor && patch(before, previousCursor, after),
  }) as PageParts;
}

function cursorIn(link: unknown, parameter: readonly string[]): string | undefined {
  // The base only makes relative links parse; nothing is ever sent to it.
  const base = "http://localhost";
  if (typeof link !== "string" || !URL.canParse(link, base)) return undefined;
  return new URL(link, base).searchParams.get(parameterName(parameter)) || undefined;
}

/** `["page", "after"]` → `page[after]`. */
function parameterName([head = "", ...tail]: readonly string[]): string {
  return head + tail.map((name) => `[${name}]`).join("");
}
