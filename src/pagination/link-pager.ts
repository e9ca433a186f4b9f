import { known } from "../json.js";
import type { PageParts, Turn } from "../operation.js";
import type { CountedPager } from "./counted-pager.js";
import { linkPatch } from "./link-patch.js";
import { read } from "./list.js";
import type { OffsetPager } from "./offset-pager.js";
import { type BodyPager, isLast, itemsIn } from "./page-body.js";

/** Pages by `Link` header (RFC 8288). */
export interface LinkPager extends BodyPager {
  /** What pages when an answer has no such header: the spec only lets us suppose it. */
  readonly otherwise?: CountedPager | OffsetPager;
}

/** Reads a page whose neighbours stand in its `Link` header, as `rel="next"` and `rel="prev"`. */
export function readLinkPage(body: unknown, pager: LinkPager, turn: Turn): PageParts {
  const links = relations(turn.headers.get("link") ?? "");
  const pages = ["next", "prev", "previous", "first", "last"].some((relation) => links.has(relation));
  const parts = pager.otherwise ? read(pager.otherwise, body, turn) : { items: itemsIn(body, pager), facts: {} };
  if (pager.otherwise && !pages) return parts;
  const next = isLast(body, pager) ? undefined : links.get("next");
  const previous = links.get("prev") ?? links.get("previous");
  return known({
    ...parts,
    next: next === undefined ? undefined : linkPatch(next, turn),
    previous: previous === undefined ? undefined : linkPatch(previous, turn),
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
