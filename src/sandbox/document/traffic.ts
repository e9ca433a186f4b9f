// Headers by which a document has calls repeated and counted, by the names in use where it does not say so itself.

import type { SpecOperation } from "./operation.js";

/** Headers of answers, by what they tell. */
export interface RateLimitHeaders {
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
  readonly resetUnit?: "seconds" | "epoch-seconds";
  readonly retryAfter?: string;
  readonly quota?: { readonly limit: string; readonly remaining: string; readonly reset: string };
}

interface IdempotencyHeader {
  readonly header: string;
  readonly methods: readonly string[];
}

/** The header parameter that a repeated call is recognised by, and the methods that have it somewhere. */
export function idempotencyHeader(operations: readonly SpecOperation[]): IdempotencyHeader | undefined {
  const taking = operations.flatMap(({ method, parameters }) =>
    parameters.flatMap((each) =>
      each.in === "header" && /^(x-)?idempoten(cy|t)-key$/i.test(each.name) ? [{ method, header: each.name }] : [],
    ),
  );
  const [first] = taking;
  return first && { header: first.header, methods: [...new Set(taking.map(({ method }) => method))] };
}

/** The headers of answers that tell how much may still be called. */
export function rateLimitHeaders(operations: readonly SpecOperation[]): RateLimitHeaders | undefined {
  const names = new Set(
    operations.flatMap(({ responses, ranges }) =>
      [...responses.values(), ...ranges.values()].flatMap(({ headers }) => headers),
    ),
  );
  const named = (pattern: RegExp) => [...names].find((name) => pattern.test(name));
  const limit = named(/^(x-)?rate-?limit-limit$/i);
  const remaining = named(/^(x-)?rate-?limit-remaining$/i);
  const reset = named(/^(x-)?rate-?limit-reset$/i);
  const retryAfter = named(/^retry-after$/i);
  if (limit === undefined && remaining === undefined && reset === undefined && retryAfter === undefined)
    return undefined;
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { reset }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
