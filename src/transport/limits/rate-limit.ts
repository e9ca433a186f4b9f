import type { RateLimit } from "../../errors.js";
import { known } from "../../json.js";

/** Response headers in which a service reports a request budget. */
export interface RateLimitHeaders {
  /** Header with the calls allowed in a window. */
  readonly limit?: string;
  /** Header with the calls left in the current window. */
  readonly remaining?: string;
  /** Header with the end of the current window. */
  readonly reset?: string;
  /** `reset` is documented as a Unix time. It is read by its size all the same. */
  readonly epoch?: true;
}

/** The longest time that a service is believed to mean. */
const longestResetSeconds = 86_400;

/** The request budget an answer reports. `now`: milliseconds since the epoch. */
export function readRateLimit(names: RateLimitHeaders = {}, headers: Headers, now = Date.now()): RateLimit {
  const numbers = (name: string | undefined): number[] => partsOf(headers, name).map(Number.parseFloat).filter(isCount);
  const most = (values: readonly (number | undefined)[]): number | undefined =>
    values.reduce((a, b) => ((b ?? -1) > (a ?? -1) ? b : a), undefined);
  const remaining = numbers(names.remaining);
  return known({
    limit: most(numbers(names.limit)),
    remaining: remaining.length > 0 ? Math.min(...remaining) : undefined,
    resetSeconds: most(partsOf(headers, names.reset).map((text) => secondsUntil(text, now))),
  });
}

/** The values of a header. Proxies join several headers of one name by commas. */
function partsOf(headers: Headers, name: string | undefined): string[] {
  const value = (name && headers.get(name)) ?? "";
  // An HTTP date has a comma of its own.
  return /[a-z]{3}/i.test(value) ? [value] : value.split(",");
}

/**
 * Seconds until a moment, by size: a number beyond a thousand million is the moment itself, in seconds since the epoch, or
 * in milliseconds. Undefined for a text that is none, and for a moment that has passed.
 */
function secondsUntil(text: string, now: number): number | undefined {
  const isNumber = /^\s*\d+(\.\d+)?\s*(;|$)/.test(text);
  const number = Number.parseFloat(text);
  const moment = isNumber ? (number > 1e11 ? number / 1000 : number) : Date.parse(text) / 1000;
  const seconds = isNumber && number < 1e9 ? number : moment - now / 1000;
  return seconds >= 0 ? Math.min(seconds, longestResetSeconds) : undefined;
}

function isCount(value: number): boolean {
  return value >= 0;
}

/** `Retry-After` in milliseconds: seconds, or a moment (RFC 9110, section 10.2.3). */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const seconds = readRateLimit({ reset: "retry-after" }, headers, now).resetSeconds;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Milliseconds that an answer requests to wait: by `Retry-After`, or on 429 until its window ends. */
export function requestedDelayMs(
  { headers, status }: Response,
  names: RateLimitHeaders | undefined,
  now: number,
): number | undefined {
  const { resetSeconds } = status === 429 ? readRateLimit(names, headers, now) : {};
  return retryAfterMs(headers, now) ?? (resetSeconds && resetSeconds * 1000);
}
