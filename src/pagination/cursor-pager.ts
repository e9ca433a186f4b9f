import { DecodeError } from "../errors.js";
import { valueAt } from "../json.js";
import type { PageParts } from "../operation.js";
import { type BodyPager, type CursorParameters, cursorPage, isLast, itemsIn } from "./page-body.js";

/** Pages by token: the body holds the cursors of its neighbours. */
export interface TokenPager extends BodyPager, CursorParameters {
  /** Path of the next page's token in the body. */
  readonly next: readonly string[];
  /** Path of the token of the page before. */
  readonly previous?: readonly string[];
}

/** Pages by cursor: the body links to its neighbours, and each link carries the cursor in a query parameter. */
export type CursorPager = TokenPager;

/** Reads a page with tokens. Without a token, or with an empty one, the list ends. */
export function readTokenPage(body: unknown, pager: TokenPager): PageParts {
  const { previous } = pager;
  const next = isLast(body, pager) ? undefined : tokenAt(body, pager.next);
  return cursorPage(itemsIn(body, pager), pager, next, previous && tokenAt(body, previous));
}

function tokenAt(body: unknown, path: readonly string[]): string | number | undefined {
  const token = valueAt(body, path);
  if (typeof token === "bigint") return String(token);
  return typeof token === "number" || (typeof token === "string" && token !== "") ? token : undefined;
}

/**
 * Reads a page with links. Only the cursor is taken from a link: the request is built from the caller's own query, so that
 * credentials never follow a link to another origin, and filters are never lost on the way.
 */
export function readCursorPage(body: unknown, pager: CursorPager): PageParts {
  const { after, before, previous = [] } = pager;
  const link = valueAt(body, pager.next);
  const next = cursorIn(link, after);
  if (next === undefined && typeof link === "string") {
    throw new DecodeError(`The link to the next page has no \`${parameterName(after)}\`.`);
  }
  return cursorPage(itemsIn(body, pager), pager, next, before && cursorIn(valueAt(body, previous), before));
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
