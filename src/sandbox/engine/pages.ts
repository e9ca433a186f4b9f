// Pages of a list by whatever the parameters of the operation and the members of its answer are called. A document with
// `x-pagination` says it itself.

import { define, isObject } from "../../json.js";
import { cursorOf, cursorPage, describePage, numberedPageOf, UnknownCursor } from "../answer/pagination.js";
import { refuse } from "../answer/refusal.js";
import type { SpecOperation } from "../document/operation.js";
import { responseOf } from "../document/operation.js";
import type { Call } from "../service.js";
import type { Pagination, Spec } from "../spec.js";
import { letters } from "./infer/names.js";
import type { ResourceRecord } from "./record.js";
import type { Schemas } from "./schema/schemas.js";
import { isNullable, typesOf } from "./schema/schemas.js";

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

export interface ListedPage {
  readonly items: readonly ResourceRecord[];
  /** Puts into the answer what callers must know of the page. */
  describe(body: unknown): void;
  readonly headers: Readonly<Record<string, string>>;
}

/** Lists that nobody pages are not endless either. */
const usualSize = 30;

export function listedPage(
  call: Call,
  records: readonly ResourceRecord[],
  parameters: PageParameters,
  address: string,
  schemas: Schemas,
): ListedPage {
  const declared = paginationOf(call.operation, call.spec);
  if (declared !== undefined && declared !== false && isAsked(declared, call.operation))
    return declaredPage(call, records, declared, address);
  const query = (name: string | undefined) => (name === undefined ? undefined : memberOf(call.query, name));
  const number = (name: string | undefined): number | undefined => {
    const value = Number(query(name) ?? Number.NaN);
    return Number.isFinite(value) && value >= 0 ? Math.floor(value) : undefined;
  };
  const { page, offset, after, before } = parameters;
  const pages = page !== undefined || offset !== undefined || after !== undefined || before !== undefined;
  const asked = number(parameters.size);
  const size =
    Math.max(asked ?? (pages ? usualSize : records.length), pages || asked !== undefined ? 1 : 0) || records.length;
  let from = 0;
  if (query(page) !== undefined) from = (Math.max(number(page) ?? 1, 1) - 1) * size;
  else if (query(offset) !== undefined) from = number(offset) ?? 0;
  else if (query(after) !== undefined) from = positionAfter(String(query(after)), records, after);
  else if (query(before) !== undefined) {
    const end = records.findIndex(({ id }) => id === decodeCursor(String(query(before))));
    from = Math.max((end === -1 ? records.length : end) - size, 0);
  }
  const items = records.slice(from, from + size);
  const known: PageFacts = {
    ...{ address, parameters, total: records.length, size, from, count: items.length },
    next: from + size < records.length ? from + size : undefined,
    previous: from > 0 ? Math.max(from - size, 0) : undefined,
    cursorAfter: items.at(-1)?.id,
    cursorBefore: items[0]?.id,
  };
  return {
    items,
    describe: (body) => describeBy(body, responseSchema(call.operation, schemas), known, schemas, 0),
    headers: linkHeaders(call.operation, known),
  };
}

function paginationOf(operation: SpecOperation, spec: Spec): Pagination | false | undefined {
  const own = spec.references.at(operation.pointer)?.node["x-pagination"];
  return (own ?? spec.pagination) as Pagination | false | undefined;
}

function isAsked(pagination: Pagination, { parameters }: SpecOperation): boolean {
  const name = pagination.style === "cursor" ? pagination.after : pagination.page;
  const outer = name.split("[")[0];
  return parameters.some((each) => each.in === "query" && (each.name === name || each.name === outer));
}

function declaredPage(
  call: Call,
  records: readonly ResourceRecord[],
  pagination: Pagination,
  address: string,
): ListedPage {
  const page =
    pagination.style === "page"
      ? numberedPageOf(pagination, call.query, records)
      : declaredCursor(call, records, pagination);
  return {
    items: page.items,
    describe: (body) => describePage(pagination, page, address, body as Record<string, unknown>),
    headers: {},
  };
}

/** By the service's rules where the operation pages as the whole document does. */
function declaredCursor(call: Call, records: readonly ResourceRecord[], pagination: Pagination & { style: "cursor" }) {
  try {
    return pagination === call.spec.pagination
      ? call.page(records)
      : cursorPage(records, cursorOf(pagination, call.query));
  } catch (error) {
    if (error instanceof UnknownCursor) throw refuse(400, error.message);
    throw error;
  }
}

function positionAfter(cursor: string, records: readonly ResourceRecord[], name: string | undefined): number {
  const id = decodeCursor(cursor);
  const at = records.findIndex((record) => record.id === id);
  if (at !== -1) return at + 1;
  throw refuse(400, { detail: `${name} names nothing in this list`, ...(name !== undefined && { parameter: name }) });
}

function decodeCursor(cursor: string): string {
  return cursor;
}

interface PageFacts {
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

function responseSchema(operation: SpecOperation, schemas: Schemas): unknown {
  return schemas.at(responseOf(operation, operation.success)?.schema);
}

/** Members whose names say what they are get their values, wherever they stand beside the items. */
function describeBy(body: unknown, schema: unknown, facts: PageFacts, schemas: Schemas, depth: number): void {
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

function linkHeaders(operation: SpecOperation, facts: PageFacts): Record<string, string> {
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

/** `page[size]` is the member `size` of `page`, or a parameter of that name. */
export function memberOf(query: Readonly<Record<string, unknown>>, name: string): unknown {
  if (query[name] !== undefined) return query[name];
  const [, outer, inner] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
  const value = outer === undefined ? undefined : query[outer];
  return inner !== undefined && isObject(value) ? value[inner] : undefined;
}
