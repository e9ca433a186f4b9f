// The pager of a list as the runtime takes it.

import type { Operation } from "../../model/types/operation.js";
import type { InferredPager, Pager } from "../../model/types/pager.js";
import { access, typeKey } from "../typescript/escape.js";
import { type Data, Expression } from "../typescript/literal.js";
import type { FileBuilder } from "../typescript/source-file.js";

export const pagersFile = "pagination";

/** The name of each kind in the runtime and in prose. */
export const wordsOf = {
  cursor: { read: "readCursorPage", type: "CursorPager", page: "CursorPage", way: "cursor" },
  number: { read: "readNumberedPage", type: "NumberPager", page: "NumberedPage", way: "number" },
  token: { read: "readTokenPage", type: "TokenPager", page: "CursorPage", way: "cursor" },
  item: { read: "readItemPage", type: "ItemPager", page: "CursorPage", way: "the last item" },
  offset: { read: "readOffsetPage", type: "OffsetPager", page: "OffsetPage", way: "offset" },
  counted: { read: "readNumberedPage", type: "NumberPager", page: "CountedPage", way: "number" },
  link: { read: "readLinkPage", type: "LinkPager", page: "Page", way: "link" },
  bodyLink: { read: "readBodyLinkPage", type: "BodyLinkPager", page: "Page", way: "link" },
} as const satisfies Record<Pager["kind"], { read: string; type: string; page: string; way: string }>;

/** The runtime's type of a page. */
export function pageType(pager: Pager): "CursorPage" | "NumberedPage" | "OffsetPage" | "CountedPage" | "Page" {
  return pager.kind === "link" && pager.otherwise !== undefined ? pageType(pager.otherwise) : wordsOf[pager.kind].page;
}

/** The caller's member that asks for a page; undefined where a link leads to the next. */
export function pagingParameterOf(pager: Pager): readonly string[] | undefined {
  if ("after" in pager) return pager.after;
  if ("parameter" in pager) return pager.parameter;
  return pager.kind === "link" && pager.otherwise !== undefined ? pagingParameterOf(pager.otherwise) : undefined;
}

export function pagerData(
  pager: Pager,
  decode: Operation["decode"],
  file: FileBuilder,
  beside?: Operation["beside"],
): { [fact: string]: Data | undefined } {
  return {
    ...readerData(pager, decode, file),
    beside: beside === undefined || beside.paths.length === 0 ? undefined : beside.paths.map((path) => [...path]),
  };
}

function readerData(
  pager: Pager,
  decode: Operation["decode"],
  file: FileBuilder,
): { [fact: string]: Data | undefined } {
  const read = new Expression(file.imports.runtimeValue(wordsOf[pager.kind].read));
  const items = new Expression(itemsReader(pager, decode, file));
  if (pager.kind === "cursor") {
    const { next, previous, after, before } = pager;
    return { read, items, next, previous, after, before };
  }
  if (pager.kind === "number") {
    const { parameter, current, pages, total, size } = pager;
    return { read, items, parameter, current, pages, total, perPage: size };
  }
  const { more, last } = pager;
  return { read, items, more, last, ...inferredData(pager, decode, file) };
}

function inferredData(
  pager: InferredPager,
  decode: Operation["decode"],
  file: FileBuilder,
): { [fact: string]: Data | undefined } {
  switch (pager.kind) {
    case "token": {
      const { next, previous, after, before } = pager;
      return { next, previous, after, before, inBody: pager.inBody || undefined };
    }
    case "item": {
      const { after, before, id } = pager;
      return { after, before, id };
    }
    case "offset": {
      const { parameter, first, size, maximum, total } = pager;
      return { parameter, first: first || undefined, size, maximum, total, inBody: pager.inBody || undefined };
    }
    case "counted": {
      const { parameter, first, size, maximum, pages, total, perPage } = pager;
      const from = first === 1 ? undefined : first;
      return { parameter, first: from, size, maximum, pages, total, perPage, inBody: pager.inBody || undefined };
    }
    case "link":
      return { otherwise: pager.otherwise && pagerData(pager.otherwise, decode, file) };
    case "bodyLink":
      return { next: pager.next, previous: pager.previous };
  }
}

/** The path of the items in a body: in the envelope, or the pager's own. */
function itemsReader({ items }: Pager, decode: Operation["decode"], { imports }: FileBuilder): string {
  if (decode === "jsonapi") return imports.runtimeValue("flattenItems");
  if (items.length === 1 && items[0] === "data") return imports.runtimeValue("unwrapData");
  if (items.length === 0) return "(body) => body";
  const shape = items.reduceRight((inner, name) => `{ ${typeKey(name)}: ${inner} }`, "unknown");
  return `(body) => (body as ${shape})${items.map(access).join("")}`;
}
