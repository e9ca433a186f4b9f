// The pager of a list by evidence alone. Parameters and response must agree: a wrong guess loses items, or asks without end;
// a list that is not recognised still gives its first page, and takes the parameters from the caller.

import { answersWith } from "../response/response-headers.js";
import type { InferredPager } from "../types/operation.js";
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
  const asked = query.length > 0 ? query : inside;
  const linked = httpMethod === "get" && answersWith(document, input.operation, "link");
  if (asked.length === 0 && httpMethod !== "get") return undefined;
  const answered = listResponseOf(document, body);
  if (answered === undefined) return undefined;
  const path = (names: readonly string[]): readonly string[] => names.map((name) => types.memberName(name));
  const pathOf = (leaf: ResponseField | undefined): readonly string[] | undefined => leaf && path(leaf.path);
  const flag = (names: ReadonlySet<string>): readonly string[] | undefined =>
    pathOf(answered.leaves.find(({ name, types: of }) => names.has(name) && of.has("boolean")));
  const common = { items: path(answered.items), more: flag(words.more), last: flag(words.last) };
  const evidence: Evidence = { asked, inBody: inside.length > 0, answered, common, pathOf };
  // No parameter asks for pages: the response may still link to the next.
  if (asked.length === 0) return byBodyLink(evidence);
  if (linked) return { kind: "link", ...common, otherwise: undefined };
  const told = byToken(evidence) ?? byBodyLink(evidence) ?? byItem(evidence);
  if (told !== undefined) return told;
  const counted = byNumber(evidence) ?? byOffset(evidence);
  // Services send the `Link` header with every list, though they declare it with some; and a bare array has no other place
  // for the next link.
  const supposed = httpMethod === "get" && (input.headers.has("link") || answered.items.length === 0);
  const turned = counted !== undefined || asked.some(({ name }) => words.forward.has(name));
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
function byToken({ asked, inBody, answered, common, pathOf }: Evidence): InferredPager | undefined {
  const { leaves } = answered;
  const takers = asked.filter(
    ({ name, types }) => words.forward.has(name) || (name === "offset" && types.has("string")),
  );
  for (const taker of takers) {
    const next = leaves.find((leaf) => isTokenFor(leaf, taker, takers, common.more !== undefined));
    const path = pathOf(next);
    if (path === undefined) continue;
    const before = asked.find(({ name }) => words.backward.has(name));
    const previous = before && leaves.find(({ name, link }) => !link && isBackward(name));
    return {
      kind: "token",
      ...common,
      after: taker.path,
      before: before?.path,
      next: path,
      previous: pathOf(previous),
      inBody,
    };
  }
  // `page: 3` after `"next_page": 3`.
  const page = asked.find(({ name }) => words.pageNumber.has(name));
  const next = leaves.find(({ name, types, link }) => name === "nextpage" && types.has("integer") && !link);
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
  leaf: ResponseField,
  taker: PagingParameter,
  takers: readonly PagingParameter[],
  hasMore: boolean,
): boolean {
  const { name, path, types, link, description } = leaf;
  if (link || types.has("boolean")) return false;
  const only = takers.length === 1;
  if (name === `next${taker.name}`) return true;
  if (words.nextToken.has(name)) return only || (name === "endcursor" && taker.name === "after");
  // `next` names the page and not the kind of value; `last_id` names the kind and not the page.
  if (name === "next") return only;
  if (name === "lastid") return hasMore && words.itemwise.has(taker.name);
  if (name === "after" && path.length > 1) return taker.name === "after" || taker.name === "pageafter";
  // A field with the parameter's own name may be the next value, or the one that was sent.
  if (name !== taker.name) return false;
  return (
    taker.name === "offset" || hasMore || /\b(next|subsequent|more|further|following|remaining)\b/i.test(description)
  );
}

/** A link whose query holds the parameters of the next page. */
function byBodyLink({ inBody, answered, common, pathOf }: Evidence): InferredPager | undefined {
  if (inBody) return undefined;
  const next = pathOf(answered.leaves.find(({ name, link }) => link && words.nextLink.has(name)));
  if (next === undefined) return undefined;
  const previous = pathOf(answered.leaves.find(({ name, link }) => link && words.previousLink.has(name)));
  return { kind: "bodyLink", ...common, next, previous };
}

/** Stripe's way: `has_more`, and the last item's id. */
function byItem({ asked, inBody, answered, common }: Evidence): InferredPager | undefined {
  const after = asked.find(({ name }) => words.itemwise.has(name));
  if (inBody || common.more === undefined || after === undefined || !answered.hasId) return undefined;
  const before = asked.find(({ name }) => words.backward.has(name));
  return { kind: "item", ...common, after: after.path, before: before?.path, id: ["id"] };
}
