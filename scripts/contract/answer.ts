// The answer that a fixture shows, completed where the source left something out.

import type { FixtureAnswer } from "./exchange.js";
import type { Fixture } from "./fixture.js";
import { isObject } from "./spec/json.js";
import type { Operation } from "./spec/spec.js";

export interface ShownAnswer extends FixtureAnswer {
  readonly body: unknown;
}

/** The answer, or `undefined` if the fixture shows a request only. */
export function answerOf({ response }: Fixture, operation: Operation): ShownAnswer | undefined {
  if (response === undefined) return undefined;
  const { status = likelyStatus(operation, response.body), headers = {}, body, file } = response;
  if (status === undefined) return undefined;
  if (file !== undefined)
    return { status, headers, text: undefined, file: new Uint8Array(Buffer.from(file, "base64")), body };
  // A success without the body that the operation answers with is a page that shows the status only.
  if (body === undefined && status < 300 && operation.responses.get(status) !== undefined) return undefined;
  return answered(status, headers, body);
}

export function answered(status: number, headers: Readonly<Record<string, string>>, body: unknown): ShownAnswer {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const type = text === undefined ? {} : { "Content-Type": "application/json" };
  return { status, headers: { ...type, ...headers }, text, body };
}

/** Some pages print a body without a status: the first success that has such a body, or else the first error. */
function likelyStatus(operation: Operation, body: unknown): number | undefined {
  if (body === undefined) return undefined;
  const declared = [...operation.responses].sort(([a], [b]) => a - b);
  const success = declared.find(([status, schema]) => status < 300 && schema !== undefined);
  if (success !== undefined && isSuccess(operation, body)) return success[0];
  // An item without the envelope that it comes in is neither.
  if (!isObject(body) || !("title" in body || "errors" in body)) return undefined;
  return declared.find(([status, schema]) => status >= 400 && schema !== undefined)?.[0];
}

/** By the envelope; a body without one is a success unless it has the title of a problem. */
function isSuccess({ envelope }: Operation, body: unknown): boolean {
  if (!isObject(body)) return envelope === "none";
  return "data" in body || (envelope === "none" && !("title" in body));
}
