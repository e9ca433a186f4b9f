import { known, valueAt } from "../json.js";
import type { PageParts, QueryPatch } from "../operation.js";
import { type BodyPager, isLast, itemsIn } from "./page-body.js";

/** Pages by token: the body holds what asks for the next page. */
export interface TokenPager extends BodyPager {
  /** Path of the next page's token in the body. */
  readonly next: readonly string[];
  /** Path of the token of the page before. */
  readonly previous?: readonly string[];
  /** Member that takes the token. */
  readonly after: readonly string[];
  readonly before?: readonly string[];
}

/** Reads a page with tokens. Where none is, an empty one included, the list ends. */
export function readTokenPage(body: unknown, pager: TokenPager): PageParts {
  const { after, before, previous } = pager;
  const next = isLast(body, pager) ? undefined : tokenAt(body, pager.next);
  const back = before && previous && tokenAt(body, previous);
  const patch = (to: readonly string[], token: string | number, from?: readonly string[]): QueryPatch => [
    [to, token],
    ...(from === undefined ? [] : ([[from, undefined]] as const)),
  ];
  return known({
    items: itemsIn(body, pager),
    facts: known({ nextCursor: text(next), previousCursor: text(back) }),
    next: next === undefined ? undefined : patch(after, next, before),
    previous: before && back !== undefined ? patch(before, back, after) : undefined,
  }) as PageParts;
}

function tokenAt(body: unknown, path: readonly string[]): string | number | undefined {
  const token = valueAt(body, path);
  return typeof token === "number" || (typeof token === "string" && token !== "") ? token : undefined;
}

function text(token: string | number | undefined): string | undefined {
  return token === undefined ? undefined : String(token);
}
