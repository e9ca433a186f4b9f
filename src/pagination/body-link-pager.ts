import { known, valueAt } from "../json.js";
import type { PageParts, QueryPatch, Turn } from "../operation.js";
import { linkPatch } from "./link-patch.js";
import { type BodyPager, isLast, itemsIn } from "./page-body.js";

/** Pages by links in the body. */
export interface BodyLinkPager extends BodyPager {
  /** Path of the link to the next page. */
  readonly next: readonly string[];
  /** Path of the link to the page before. */
  readonly previous?: readonly string[];
}

/** Reads a page whose body links to its neighbours. Where no link is, the list ends. */
export function readBodyLinkPage(body: unknown, pager: BodyLinkPager, turn: Turn): PageParts {
  const patch = (path: readonly string[] | undefined): QueryPatch | undefined => {
    const link = path && valueAt(body, path);
    return typeof link === "string" && link !== "" ? linkPatch(link, turn) : undefined;
  };
  return known({
    items: itemsIn(body, pager),
    facts: {},
    next: isLast(body, pager) ? undefined : patch(pager.next),
    previous: patch(pager.previous),
  }) as PageParts;
}
