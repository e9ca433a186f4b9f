import { readValue } from "../call/read-value.js";
import { ApiError, DecodeError } from "../errors.js";
import type { Exchange, ReadAnswer } from "../operation.js";
import { readJson } from "../transport/body/read-body.js";
import type { ParseText, TransportAnswer } from "../transport/call.js";
import type { ExactNumbers } from "./numbers.js";
import { type ExactReader, exactly } from "./read-exact.js";

/**
 * Reads the JSON of a success exactly. A number that the chosen form cannot hold is handed on as the error that
 * {@link readExactValue} throws: thrown here it would have the call repeated, which brings the same number.
 */
export function parseExact(text: string, response: Response, call: ExactReader, numbers: ExactNumbers): unknown {
  const value = readJson(text, response, call);
  try {
    return exactly(text, value, call, numbers);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

/** Reads the response of a call with exact numbers; `failures` has their places in the body of an error. */
export async function readExactValue(exchange: Exchange, failures?: ExactNumbers): Promise<ReadAnswer<unknown>> {
  const { call } = exchange;
  const answer = await exchange.answer;
  const { outcome } = answer;
  const refuse = (parsed: unknown): unknown => {
    if (!(parsed instanceof DecodeError)) return parsed;
    // The service has answered with a success, so that the call may have been carried out.
    throw new DecodeError(parsed.message, undefined, { ...outcome, mayBeDone: !outcome.readsOnly });
  };
  refuse(answer.parsed);
  const parse: ParseText = (...given) => refuse(call.parse(...given));
  try {
    return await readValue({ ...exchange, call: { ...call, parse } });
  } catch (error) {
    throw failures && error instanceof ApiError ? exactError(error, exchange, answer, failures) : error;
  }
}

/** The same error, with a body whose numbers are exact. */
function exactError(
  error: ApiError,
  { call, transport }: Exchange,
  answer: TransportAnswer,
  failures: ExactNumbers,
): ApiError {
  const { text } = answer;
  // A body that is no JSON is text already, and one that was left to the caller is not read here.
  if (text === undefined || typeof error.body !== "object") return error;
  const read = exactly(text, JSON.parse(text), call, failures);
  const { normalise = (value: unknown) => value } = transport.service;
  const { service, operation, status, issues, headers, requestId, rateLimit, attempts } = error;
  const facts = { service, operation, status, issues, headers, requestId, rateLimit, attempts };
  return new ApiError({ ...facts, body: normalise(read) }, answer.outcome, answer.bodyError);
}
