// Lists that are counted: by page number, or by the place of the first item.

import type { InferredPager } from "../types/pager.js";
import type { Evidence } from "./evidence.js";
import type { PagingParameter } from "./request-evidence.js";
import type { ResponseField } from "./response-evidence.js";
import * as words from "./words.js";

/** By page number: with a size parameter, or with fields of the response about the pages. */
export function byNumber(evidence: Evidence): InferredPager | undefined {
  const { parameters, inBody, common } = evidence;
  const page = parameters.find((each) => words.pageNumber.has(each.name) && isCount(each));
  if (page === undefined) return undefined;
  const pages = countIn(evidence, words.pages);
  const total = countIn(evidence, words.total);
  const found = pages ?? total ?? common.more ?? common.last;
  const size = sizeIn(parameters);
  if (found === undefined && (size === undefined || inBody)) return undefined;
  // A number that every call must have is part of the resource, as a book's page is, unless the response counts the pages.
  if (page.required && size === undefined && (pages ?? common.more ?? common.last) === undefined) return undefined;
  return {
    kind: "counted",
    ...common,
    parameter: page.path,
    first: firstOf(page) ?? 1,
    ...limits(size),
    pages,
    total,
    perPage: countIn(evidence, words.perPage),
    inBody,
  };
}

/** By offset. Services count from one or from zero, so that only the document's word decides. */
export function byOffset(evidence: Evidence): InferredPager | undefined {
  const { parameters, inBody, common } = evidence;
  const offset = parameters.find((each) => words.offset.has(each.name) && isCount(each));
  if (offset === undefined) return undefined;
  const total = countIn(evidence, words.total);
  const size = sizeIn(parameters);
  const found = total ?? common.more ?? common.last;
  if (found === undefined && (size === undefined || inBody)) return undefined;
  const first = firstOf(offset) ?? (offset.name === "startindex" ? undefined : 0);
  if (first === undefined) return undefined;
  return { kind: "offset", ...common, parameter: offset.path, first, ...limits(size), total, inBody };
}

function isCount({ types }: PagingParameter): boolean {
  return types.size === 0 || types.has("integer") || types.has("number");
}

function sizeIn(parameters: readonly PagingParameter[]): PagingParameter | undefined {
  return parameters.find((each) => words.size.has(each.name) && isCount(each));
}

function limits(size: PagingParameter | undefined): {
  size: readonly string[] | undefined;
  maximum: number | undefined;
} {
  const maximum = size?.schema.maximum;
  return { size: size?.path, maximum: typeof maximum === "number" ? maximum : undefined };
}

/** The number of the first page or item. */
function firstOf({ schema, description }: PagingParameter): number | undefined {
  for (const value of [schema.default, schema.minimum]) if (value === 0 || value === 1) return value;
  if (/zero[- ](based|index)|0[- ](based|index)|(start|begin)(s|ing)? (at|from|with) (0|zero)\b/i.test(description))
    return 0;
  return /one[- ](based|index)|1[- ](based|index)|(start|begin)(s|ing)? (at|from|with) (1|one)\b/i.test(description)
    ? 1
    : undefined;
}

function countIn({ response, pathOf }: Evidence, names: ReadonlySet<string>): readonly string[] | undefined {
  const counts = (field: ResponseField): boolean =>
    names.has(field.name) && (field.types.has("integer") || field.types.has("number")) && !field.link;
  return pathOf(response.fields.find(counts));
}
