// Calls that hold only while a resource is the same, or another (RFC 9110, section 13), where the document has them.

import { createHash } from "node:crypto";
import { refuse } from "../answer/refusal.js";
import type { SpecOperation } from "../document/operation.js";
import type { Answer, Call, Handler } from "../service.js";

/** The answer to a read of the resource in the path; undefined if there is no such read. */
export type Current = (call: Call) => Answer | undefined;

/** `handler`, with the conditions that the operation's document declares: parameters, statuses or the header of the tag. */
export function conditional(handler: Handler, operation: SpecOperation, current: Current): Handler {
  const takes = (name: string) =>
    operation.parameters.some((each) => each.in === "header" && each.name.toLowerCase() === name);
  const { responses, method } = operation;
  const isRead = method === "GET" || method === "HEAD";
  const tells = [...responses.values()].some(({ headers }) => headers.some((name) => /^etag$/i.test(name)));
  const matches = takes("if-match") || responses.has(412);
  const differs = takes("if-none-match") || responses.has(isRead ? 304 : 412);
  if (!tells && !matches && !differs) return handler;
  return (call) => {
    const [ifMatch, ifNoneMatch] = [call.headers.get("if-match"), call.headers.get("if-none-match")];
    if (!isRead) {
      const there = ifMatch !== null || ifNoneMatch !== null ? tagOf(current(call)) : undefined;
      if (matches && ifMatch !== null && !names(ifMatch, there))
        throw refuse(412, "The resource is not the one that If-Match names any more");
      if (differs && ifNoneMatch !== null && names(ifNoneMatch, there))
        throw refuse(412, "The resource is there, and If-None-Match says that it must not be");
      if (ifMatch === null && takes("if-match") && responses.has(428)) throw refuse(428, "Send If-Match");
    }
    const answer = handler(call);
    const tag = tagOf(answer);
    if (tag === undefined) return answer;
    const headers = { ...answer.headers, ETag: tag };
    if (isRead && responses.has(304) && ifNoneMatch !== null && names(ifNoneMatch, tag))
      return { status: 304, headers };
    return { ...answer, headers };
  };
}

/** The tag of what is answered: the same for the same bytes. Nothing without a body. */
function tagOf(answer: Answer | undefined): string | undefined {
  const shown = answer?.raw?.content ?? answer?.body;
  if (shown === undefined) return undefined;
  const bytes = typeof shown === "string" || shown instanceof Uint8Array ? shown : JSON.stringify(shown);
  return `"${createHash("sha1").update(bytes).digest("base64url").slice(0, 16)}"`;
}

/** Whether a list of tags, or `*`, names this one. */
function names(list: string, tag: string | undefined): boolean {
  if (tag === undefined) return false;
  return list.trim() === "*" || list.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
