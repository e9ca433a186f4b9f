// From the answer of a call to its value, or to the error that it fails with.

import {
  ApiError,
  type CallOutcome,
  ConfigurationError,
  DecodeError,
  type Issue,
  oneLine,
  type RateLimit,
} from "../errors.js";
import type { Exchange, ReadAnswer } from "../operation.js";
import { excerpt } from "../response/issues/excerpt.js";
import { maskIssues, maskText } from "../response/issues/mask.js";
import { readText } from "../transport/body/read-body.js";
import type { TransportAnswer } from "../transport/call.js";
import { readRateLimit } from "../transport/limits/rate-limit.js";
import type { Transport } from "../transport/service.js";

/** Waits for the answer of a call, reads all of it and makes its value. */
export async function readValue(exchange: Exchange): Promise<ReadAnswer<unknown>> {
  const { call } = exchange;
  const answer = await exchange.answer;
  const { response } = answer;
  if (answer.text === undefined && response.bodyUsed) {
    throw new ConfigurationError(`${call.name}: its body was read by \`raw()\` already. Use one or the other.`);
  }
  // Without text the caller has the response: it is cloned, so that its body remains to be read.
  const text = answer.text ?? (await readText(response.clone(), call));
  if (!response.ok) throw apiError(exchange, answer, text);
  const parsed = answer.text === undefined ? call.parse(text, response, call) : answer.parsed;
  return { value: decode(exchange, answer, parsed), text, answer };
}

/** The longest body, in characters, whose issues are read: values are looked for in all their texts, which takes its time. */
const longestRead = 100_000;

function apiError({ transport, operation }: Exchange, answer: TransportAnswer, text: string): ApiError {
  const { service } = transport;
  const { secrets = [] } = answer;
  const facts = factsOf(transport, answer);
  let body: unknown;
  let issues: readonly Issue[] = [];
  try {
    body = normalised(transport, parseLoosely(text));
    const read = text.length > longestRead ? [] : (service.issues?.(body) ?? []);
    // The body of a redirect is for browsers.
    const isExcerpt = read.length === 0 && answer.response.status >= 400;
    const found = isExcerpt ? excerpt(body) : read;
    const redacted = operation.body?.redact?.(found, operation.body, answer.sentText) ?? found;
    const masked = maskIssues(redacted, secrets);
    // Only now: half a secret would not be found.
    issues = isExcerpt ? masked.map(({ title }) => ({ title: oneLine(title) })) : masked;
  } catch {
    // The body is nested more deeply than the stack is: its text is all that can be given.
    body = text;
  }
  return new ApiError(
    {
      service: service.name,
      operation: operation.name,
      body,
      issues,
      ...facts,
      // A service may repeat in it what was sent.
      requestId: maskText(facts.requestId, secrets),
    },
    answer.outcome,
    answer.bodyError,
  );
}

/** Facts of an answer beside its body. */
export interface AnswerFacts {
  readonly status: number;
  readonly headers: Headers;
  /** The service's id of this request. */
  readonly requestId: string | undefined;
  /** The request budget the service reported. */
  readonly rateLimit: RateLimit;
  /** How often the request was sent. */
  readonly attempts: number;
}

export function factsOf(
  { service }: Transport,
  { attempts, response: { status, headers } }: TransportAnswer,
): AnswerFacts {
  const requestId = (service.requestId && headers.get(service.requestId)) ?? undefined;
  return { status, headers, requestId, rateLimit: readRateLimit(service.rateLimit, headers), attempts };
}

function decode(
  { transport, operation, call }: Exchange,
  { outcome, response }: TransportAnswer,
  body: unknown,
): unknown {
  try {
    const json = normalised(transport, body);
    return operation.decode ? operation.decode(json, response.headers) : json;
  } catch (error) {
    // The service has answered with a success, so that the call may have been carried out.
    const open: CallOutcome = { ...outcome, mayBeDone: !outcome.readsOnly };
    throw new DecodeError(`${call.name}: ${(error as Error).message}`, { cause: error }, open);
  }
}

function normalised({ service }: Transport, body: unknown): unknown {
  return service.normalise ? service.normalise(body) : body;
}

/** JSON if the text is JSON, else the text; undefined if it is empty. */
export function parseLoosely(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
