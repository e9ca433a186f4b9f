// The members and headers of a list's answer that describe its page, recognised by their names.

import { define, isObject } from "../../../json.js";
import { responseOf, type SpecOperation } from "../../document/operation.js";
import { letters } from "../infer/names.js";
import { isNullable, type Schemas, typesOf } from "../schema/schemas.js";
import type { PageParameters } from "./page-parameters.js";

export interface PageFacts {
  readonly address: string;
  readonly parameters: PageParameters;
  readonly total: number;
  readonly size: number;
  readonly from: number;
  readonly count: number;
  readonly next: number | undefined;
  readonly previous: number | undefined;
  readonly cursorAfter: string | undefined;
  readonly cursorBefore: string | undefined;
}

/** Members whose names say what they are get their values, wherever they stand beside the items. */
export function describeBy(body: unknown, schema: unknown, facts: PageFacts, schemas: Schemas, depth: number): void {
  if (!isObject(body) || depth > 2) return;
  const flat = schemas.flat(schema);
  const required = new Set(Array.isArray(flat.required) ? flat.required : []);
  const target = body as Record<string, unknown>;
  for (const [name, property] of schemas.properties(flat)) {
    const inner = schemas.flat(property);
    const types = typesOf(inner);
    const value = factFor(letters(name), types, facts);
    if (value === unknown) {
      const isNested =
        types.includes("object") &&
        /^(meta|metadata|pagination|paging|pageinfo|page|links|link|cursors|cursor|_?links|_?meta|result_?info)$/i.test(
          name.replace(/^_/, ""),
        );
      if (!isNested) continue;
      if (!isObject(target[name])) {
        if (!required.has(name) && facts.total === 0 && depth > 0) continue;
        define(target, name, {});
      }
      describeBy(target[name], inner, facts, schemas, depth + 1);
      if (Object.keys(target[name] as object).length === 0 && !required.has(name)) Reflect.deleteProperty(target, name);
    } else if (value !== undefined) define(target, name, value);
    else if (isNullable(inner)) define(target, name, null);
    else if (!required.has(name)) Reflect.deleteProperty(target, name);
    else define(target, name, types.includes("string") ? "" : 0);
  }
}

const unknown = Symbol("says nothing of the page");

function factFor(name: string, types: readonly string[], facts: PageFacts): unknown {
  const { total, size, from, count, next, previous, parameters } = facts;
  const isText = types.includes("string");
  const isNumber = types.includes("integer") || types.includes("number");
  const link = (at: number | undefined) => (at === undefined ? undefined : linkTo(facts, at));
  if (types.includes("boolean")) {
    if (/^(hasmore|hasnext|hasnextpage|more|isnext|morepages|truncated|istruncated)$/.test(name))
      return next !== undefined;
    if (/^(hasprevious|hasprev|haspreviouspage|hasprevpage|hasless)$/.test(name)) return previous !== undefined;
    if (/^(last|islast|lastpage|islastpage)$/.test(name)) return next === undefined;
    return unknown;
  }
  if (isNumber) {
    if (
      /^(total|totalcount|totalitems|totalresults|totalrecords|totalelements|resultcount|filtercount|totalsize)$/.test(
        name,
      )
    )
      return total;
    if (/^(totalpages|pages|pagecount|lastpage|numpages)$/.test(name))
      return Math.max(Math.ceil(total / Math.max(size, 1)), 1);
    if (/^(page|currentpage|pagenumber|pageindex)$/.test(name)) return Math.floor(from / Math.max(size, 1)) + 1;
    if (/^(perpage|pagesize|limit|size|itemsperpage)$/.test(name)) return size;
    if (/^(offset|skip|start|from|startindex)$/.test(name)) return from;
    if (/^(count|numberofelements|pageitems|resultsize)$/.test(name))
      return parameters.page === undefined && parameters.offset === undefined ? total : count;
    if (/^(next|nextpage)$/.test(name))
      return next === undefined ? undefined : Math.floor(next / Math.max(size, 1)) + 1;
    if (/^(nextoffset)$/.test(name)) return next;
    if (/^(prev|previous|prevpage|previouspage)$/.test(name))
      return previous === undefined ? undefined : Math.floor(previous / Math.max(size, 1)) + 1;
    return unknown;
  }
  if (!isText && types.length > 0) return unknown;
  const pagedBy = parameters.after ?? parameters.before ?? parameters.page ?? parameters.offset;
  if (pagedBy === undefined) return unknown;
  if (
    /^(nextcursor|nextpagetoken|nexttoken|nextpagecursor|endcursor|after|aftercursor|continuationtoken|nextmarker)$/.test(
      name,
    )
  )
    return next === undefined ? undefined : facts.cursorAfter;
  if (/^(previouscursor|prevcursor|startcursor|before|beforecursor|previouspagetoken)$/.test(name))
    return previous === undefined ? undefined : facts.cursorBefore;
  if (/^(next|nexturl|nextlink|nextpage|nextpageurl|nexthref)$/.test(name)) return link(next);
  if (/^(prev|previous|previousurl|prevurl|previouslink|prevpage|previouspage|prevpageurl)$/.test(name))
    return link(previous);
  if (/^(self|first)$/.test(name)) return linkTo(facts, name === "self" ? from : 0);
  if (name === "last") return linkTo(facts, Math.max(Math.ceil(total / Math.max(size, 1)) - 1, 0) * size);
  return unknown;
}

function linkTo({ address, parameters, size, next, cursorAfter, cursorBefore }: PageFacts, at: number): string {
  const [path = "", query] = address.split("?");
  const search = new URLSearchParams(query);
  const { page, offset, after, before } = parameters;
  for (const name of [page, offset, after, before]) if (name !== undefined) search.delete(name);
  if (page !== undefined) search.set(page, String(Math.floor(at / Math.max(size, 1)) + 1));
  else if (offset !== undefined) search.set(offset, String(at));
  else if (at === next && after !== undefined && cursorAfter !== undefined) search.set(after, cursorAfter);
  else if (at > 0 && before !== undefined && cursorBefore !== undefined) search.set(before, cursorBefore);
  return search.size === 0 ? path : `${path}?${search}`;
}

export function linkHeaders(operation: SpecOperation, facts: PageFacts): Record<string, string> {
  const response = responseOf(operation, operation.success);
  const name = response?.headers.find((each) => /^link$/i.test(each));
  const total = response?.headers.find((each) => /^(x-)?total(-count)?$|^x-total$/i.test(each));
  const links = [
    ...(facts.next === undefined ? [] : [`<${linkTo(facts, facts.next)}>; rel="next"`]),
    ...(facts.previous === undefined ? [] : [`<${linkTo(facts, facts.previous)}>; rel="prev"`]),
  ];
  return {
    ...(name !== undefined && links.length > 0 && { [name]: links.join(", ") }),
    ...(total !== undefined && { [total]: String(facts.total) }),
  };
}
