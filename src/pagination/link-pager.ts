import { known, valueAt } from "../json.js";
import type { PageParts, PageRequest } from "../operation.js";
import { linkPatch } from "./link-patch.js";
import type { NumberPager } from "./number-pager.js";
import type { OffsetPager } from "./offset-pager.js";
import { type BodyPager, isLast, itemsIn, readPage } from "./page-body.js";

/** Pages by `Link` header (RFC 8288). */
export interface LinkPager extends BodyPager {
  /** Pager for answers without such a header, where the spec only suggests that there is one. */
  readonly otherwise?: NumberPager | OffsetPager;
}

/** Pages by links in the body. */
export interface BodyLinkPager extends BodyPager {
  /** Path of the link to the next page. */
  readonly next: readonly string[];
  /** Path of the link to the page before. */
  readonly previous?: readonly string[];
}

/** Reads a page whose neighbours stand in its `Link` header, as `rel="next"` and `rel="prev"`. */
export function readLinkPage(body: unknown, pager: LinkPager, request: PageRequest): PageParts {
  const links = relations(request.headers.get("link") ?? "");
  const pages = ["next", "prev", "previous", "first", "last"].some((relation) => links.has(relation));
  const parts = pager.otherwise ? readPage(pager.otherwise, body, request) : { items: itemsIn(body, pager), facts: {} };
  if (pager.otherwise && !pages) return parts;
  return linkedPage(body, pager, request, parts, links.get("next"), links.get("prev") ?? links.get("previous"));
}

/** Reads a page whose body links to its neighbours. Without a link the list ends. */
export function readBodyLinkPage(body: unknown, pager: BodyLinkPager, request: PageRequest): PageParts {
  const linkAt = (path: readonly string[] | undefined): string | undefined => {
    const link = path && valueAt(body, path);
    return typeof link === "string" && link !== "" ? link : undefined;
  };
  const parts = { items: itemsIn(body, pager), facts: {} };
  return linkedPage(body, pager, request, parts, linkAt(pager.next), linkAt(pager.previous));
}

function linkedPage(
  body: unknown,
  pager: BodyPager,
  request: PageRequest,
  parts: PageParts,
  next: string | undefined,
  previous: string | undefined,
): PageParts {
  return known({
    ...parts,
    next: next === undefined || isLast(body, pager) ? undefined : linkPatch(next, request),
    previous: previous === undefined ? undefined : linkPatch(previous, request),
  }) as PageParts;
}

/** The links of a header, by their relations. */
function relations(header: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const [, link = "", parameters = ""] of header.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    for (const relation of (quoted ?? bare ?? "").toLowerCase().split(/\s+/)) {
      if (!links.has(relation)) links.set(relation, link);
    }
  }
  return links;
}
