// Places of exact numbers in an operation's request and response bodies.

import { isObject, type Json } from "../document/json.js";
import type { Schema, SpecDocument } from "../document/resolve.js";
import type { Losses } from "./losses.js";
import { jsonSchema } from "./request/request-body.js";
import { eventData } from "./response/event-data.js";
import type { Responses } from "./response/responses.js";
import { lineOf } from "./response/success-value.js";
import { exactNumbersIn } from "./schema/exact-numbers.js";
import type { Types } from "./schema/types.js";
import type { ExactBodies } from "./types/exact.js";
import type { Body } from "./types/operation.js";

/** Undefined where JavaScript's numbers hold all of them. */
export function exactBodiesOf(
  document: SpecDocument,
  operation: Json,
  { responses, body, types, losses }: Parts,
): ExactBodies | undefined {
  // A service answers in the caller's casing where the header asks for it; a proxy may have dropped the header.
  const answered = (wire: string): readonly string[] => [...new Set([wire, types.memberName(wire)])];
  const { reading } = responses;
  const isStream = reading === "jsonEvents" || reading === "lines";
  const successes = responses.answers.flatMap<Schema>(({ media }) => {
    if (media === undefined) return [];
    if (!isStream) return media.schema ?? [];
    return (reading === "lines" ? lineOf(document, media) : eventData(document, media).schema) ?? [];
  });
  const read = exactNumbersIn(document, successes, answered);
  const isRead = reading === undefined || isStream;
  if (read !== undefined && !isRead) {
    losses.report(
      "exact-unread",
      "The answer is text, or no JSON at times: its decimals and 64-bit numbers arrive as JavaScript rounds them, whatever their type says.",
      "Nothing, if they are small. Otherwise read the response's text, by `.raw()`.",
    );
  }
  const answer = isRead ? read : undefined;
  const failure = exactNumbersIn(document, responses.failureBodies, answered);
  const request = document.resolve(operation.requestBody);
  const isJson = body?.kind === "plain" || body?.kind === "jsonapi";
  const sent = isJson && isObject(request) && isObject(request.content) ? jsonSchema(request.content) : undefined;
  const written = sent && exactNumbersIn(document, [sent as Schema], (wire) => [wire]);
  if (answer === undefined && failure === undefined && written === undefined) return undefined;
  return { answer, failure: reading === undefined ? failure : undefined, body: written };
}

interface Parts {
  readonly responses: Responses;
  readonly body: Body | undefined;
  readonly types: Types;
  readonly losses: Losses;
}
