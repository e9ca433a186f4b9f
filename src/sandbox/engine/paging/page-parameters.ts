// The query parameters of a list that choose its page, recognised by their names.

import { isObject } from "../../../json.js";
import type { SpecOperation } from "../../document/operation.js";
import { letters } from "../infer/names.js";
import { typesOf } from "../schema/schemas.js";

/** The parameters that choose a page, by what they mean. */
export interface PageParameters {
  readonly page: string | undefined;
  readonly size: string | undefined;
  readonly offset: string | undefined;
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly sort: string | undefined;
  readonly order: string | undefined;
}

const meanings: readonly (readonly [keyof PageParameters, RegExp])[] = [
  ["page", /^(page|pagenumber|pageno|pageindex|currentpage|pagenum)$/],
  [
    "size",
    /^(perpage|pagesize|limit|size|count|maxresults|maxitems|pagelimit|top|first|take|results|resultsperpage|itemsperpage|pagecount)$/,
  ],
  ["offset", /^(offset|skip|start|startat|startindex|from|pageoffset)$/],
  [
    "after",
    /^(after|cursor|startingafter|pageafter|aftercursor|nextcursor|pagetoken|nexttoken|continuationtoken|marker|pagecursor|since_id|continue|startcursor|nextpagetoken|page_id)$/,
  ],
  ["before", /^(before|endingbefore|pagebefore|beforecursor|previouscursor|prevcursor)$/],
  ["sort", /^(sort|sortby|orderby|sortfield|sortkey|ordering)$/],
  ["order", /^(order|direction|sortorder|sortdirection|orderdirection|sortdir|dir)$/],
];

export function pageParameters({ parameters }: SpecOperation): PageParameters {
  const found: { -readonly [Name in keyof PageParameters]: PageParameters[Name] } = {
    ...{
      page: undefined,
      size: undefined,
      offset: undefined,
      after: undefined,
      before: undefined,
      sort: undefined,
      order: undefined,
    },
  };
  for (const { name, in: place, schema } of parameters) {
    if (place !== "query") continue;
    const members =
      name === "page" && isObject(schema.properties)
        ? Object.keys(schema.properties).map((inner) => `page[${inner}]`)
        : [name];
    for (const each of members) {
      const plain = letters(each);
      const meaning = meanings.find(([, form]) => form.test(plain))?.[0] ?? insidePage(each);
      if (meaning === undefined || found[meaning] !== undefined) continue;
      // A cursor may be called `page`, and then it is text.
      if (
        meaning === "page" &&
        typesOf(schema).includes("string") &&
        schema.format === undefined &&
        members.length === 1 &&
        schema.pattern === undefined
      ) {
        found.after ??= each;
      } else found[meaning] = each;
    }
  }
  return found;
}

function insidePage(name: string): keyof PageParameters | undefined {
  const inner = letters(/^page\[(.+)\]$/.exec(name)?.[1] ?? "");
  return inner === ""
    ? undefined
    : (meanings.find(([, form]) => form.test(inner))?.[0] ?? (inner === "number" ? "page" : undefined));
}

/** `page[size]` is the member `size` of `page`, or a parameter of that name. */
export function memberOf(query: Readonly<Record<string, unknown>>, name: string): unknown {
  if (query[name] !== undefined) return query[name];
  const [, outer, inner] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
  const value = outer === undefined ? undefined : query[outer];
  return inner !== undefined && isObject(value) ? value[inner] : undefined;
}
