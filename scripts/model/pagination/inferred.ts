// The pager of a list by evidence alone. Parameters and response must agree: a wrong guess loses items, or asks without end;
// a list that is not recognised still gives its first page, and takes the parameters from the caller.

import { answersWith } from "../response/response-headers.js";
import type { InferredPager } from "../types/pager.js";
import type { Evidence } from "./evidence.js";
import type { PagerInput } from "./input.js";
import { byNumber, byOffset } from "./page-and-offset.js";
import { bodyPagingParameters, type PagingParameter, queryPagingParameters } from "./request-evidence.js";
import { listResponseOf, type ResponseField } from "./response-evidence.js";
import * as words from "./words.js";

export function inferPager(input: PagerInput): InferredPager | undefined {
  const { document, httpMethod, body, types } = input;
  if (body === undefined || !["get", "post", "query"].includes(httpMethod)) return undefined;
  const query = queryPagingParameters(input).filter(asksForPages);
  const inside = query.length > 0 || httpMethod === "get" ? [] : bodyPagingParameters(input).filter(asksForPages);
  const parameters = query.length > 0 ? query : inside;
  const linked = httpMethod === "get" && answersWith(document, input.operation, "link");
  if (parameters.length === 0 && httpMethod !== "get") return undefined;
  const response = listResponseOf(document, body);
  if (response === undefined) return undefined;
  const path = (names: readonly string[]): readonly string[] => names.map((name) => types.memberName(name));
  const pathOf = (field: ResponseField | undefined): readonly string[] | undefined => field && path(field.path);
  const flag = (names: ReadonlySet<string>): readonly string[] | undefined =>
    pathOf(response.fields.find(({ name, types: of }) => names.has(name) && of.has("boolean")));
  const common = { items: path(response.items), more: flag(words.more), last: flag(words.last) };
  const evidence: Evidence = { parameters, inBody: inside.length > 0, response, common, pathOf };
  // No parameter asks for pages: the response may still link to the next.
  if (parameters.length === 0) return byBodyLink(evidence);
  if (linked) return { kind: "link", ...common, otherwise: undefined };
  const found = byToken(evidence) ?? byBodyLink(evidence) ?? byItem(evidence);
  if (found !== undefined) return found;
  const counted = byNumber(evidence) ?? byOffset(evidence);
  // Services send the `Link` header with every list, though they declare it with some; and a bare array has no other place
  // for the next link.
  const supposed = httpMethod === "get" && (input.headers.has("link") || response.items.length === 0);
  const turned = counted !== undefined || parameters.some(({ name }) => words.forward.has(name));
  if (supposed && turned && (counted !== undefined || input.headers.has("link"))) {
    return { kind: "link", ...common, otherwise: counted };
  }
  return counted;
}

function asksForPages({ name }: PagingParameter): boolean {
  return (
    words.forward.has(name) ||
    words.backward.has(name) ||
    words.pageNumber.has(name) ||
    words.offset.has(name) ||
    words.size.has(name) ||
    name === "since"
  );
}

/** A field of the response whose value a parameter takes. */
function byToken({ parameters, inBody, response, common, pathOf }: Evidence): InferredPager | undefined {
  const { fields } = response;
  const candidates = parameters.filter(
    ({ name, types }) => words.forward.has(name) || (name === "offset" && types.has("string")),
  );
  for (const parameter of candidates) {
    const next = fields.find((field) => isTokenFor(field, parameter, candidates, common.more !== undefined));
    const path = pathOf(next);
    if (path === undefined) continue;
    const before = parameters.find(({ name }) => words.backward.has(name));
    const previous = before && fields.find(({ name, link }) => !link && isBackward(name));
    return {
      kind: "token",
      ...common,
      after: parameter.path,
      before: before?.path,
      next: path,
      previous: pathOf(previous),
      inBody,
    };
  }
  // `page: 3` after `"next_page": 3`.
  const page = parameters.find(({ name }) => words.pageNumber.has(name));
  const next = fields.find(({ name, types, link }) => name === "nextpage" && types.has("integer") && !link);
  const path = pathOf(next);
  if (page === undefined || path === undefined) return undefined;
  return { kind: "token", ...common, after: page.path, before: undefined, next: path, previous: undefined, inBody };
}

function isBackward(name: string): boolean {
  return (
    words.previousToken.has(name) || name === "before" || name === "firstid" || name === "prev" || name === "previous"
  );
}

function isTokenFor(
  field: ResponseField,
  parameter: PagingParameter,
  candidates: readonly PagingParameter[],
  hasMore: boolean,
): boolean {
  const { name, path, types, link, description } = field;
  if (link || types.has("boolean")) return false;
  const only = candidates.length === 1;
  if (name === `next${parameter.name}`) return true;
  if (words.nextToken.has(name)) return only || (name === "endcursor" && parameter.name === "after");
  // `next` names the page and not the kind of value; `last_id` names the kind and not the page.
  if (name === "next") return only;
  if (name === "lastid") return hasMore && words.itemwise.has(parameter.name);
  if (name === "after" && path.length > 1) return parameter.name === "after" || parameter.name === "pageafter";
  // A field with the parameter's own name may be the next value, or the one that was sent.
  if (name !== parameter.name) return false;
  return (
    parameter.name === "offset" ||
    hasMore ||
    /\b(next|subsequent|more|further|following|remaining)\b/i.test(description)
  );
}

/** A link whose query holds the parameters of the next page. */
function byBodyLink({ inBody, response, common, pathOf }: Evidence): InferredPager | undefined {
  if (inBody) return undefined;
  const next = pathOf(response.fields.find(({ name, link }) => link && words.nextLink.has(name)));
  if (next === undefined) return undefined;
  const previous = pathOf(response.fields.find(({ name, link }) => link && words.previousLink.has(name)));
  return { kind: "bodyLink", ...common, next, previous };
}

/** Stripe's way: `has_more`, and the last item's id. */
function byItem({ parameters, inBody, response, common }: Evidence): InferredPager | undefined {
  const after = parameters.find(({ name }) => words.itemwise.has(name));
  if (inBody || common.more === undefined || after === undefined || !response.hasId) return undefined;
  const before = parameters.find(({ name }) => words.backward.has(name));
  return { kind: "item", ...common, after: after.path, before: before?.path, id: ["id"] };
}
