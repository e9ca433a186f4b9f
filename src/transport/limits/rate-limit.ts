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
export function readRateLimit(
  { limit, remaining, reset }: RateLimitHeaders = {},
  headers: Headers,
  now = Date.now(),
): RateLimit {
  const found = known({
    limit: numberIn(headers, limit, Number.parseFloat, Math.max),
    remaining: numberIn(headers, remaining, Number.parseFloat, Math.min),
    resetSeconds: numberIn(headers, reset, (text) => secondsUntil(text, now), Math.max),
  });
  return found.remaining === undefined ? { ...found, ...structured(headers) } : found;
}

/**
 * The budget in `RateLimit`, as IETF's draft "RateLimit header fields for HTTP" has it: `"minute";r=5;t=30` for each policy,
 * of which the one with the least left counts, or `limit=10, remaining=5, reset=30` in its older form.
 */
function structured(headers: Headers): RateLimit {
  const value = headers.get("ratelimit");
  if (!value) return {};
  if (value.includes("remaining=")) return parametersOf(value, "limit", "remaining", "reset");
  const [least = ""] = value
    .split(",")
    .filter((text) => parameterOf(text, "r") !== undefined)
    .sort((a, b) => Number(parameterOf(a, "r")) - Number(parameterOf(b, "r")));
  const policies = headers.get("ratelimit-policy")?.split(",") ?? [];
  const policy = policies.find((text) => nameOf(text) === nameOf(least)) ?? "";
  return parametersOf(`${policy};${least}`, "q", "r", "t");
}

function nameOf(policy: string): string | undefined {
  return policy.trim().split(";", 1)[0];
}

function parametersOf(text: string, limit: string, remaining: string, reset: string): RateLimit {
  const seconds = parameterOf(text, reset);
  return known({
    limit: parameterOf(text, limit),
    remaining: parameterOf(text, remaining),
    resetSeconds: seconds && Math.min(seconds, longestResetSeconds),
  });
}

function parameterOf(text: string, name: string): number | undefined {
  const found = new RegExp(`(?:^|[;,])\\s*${name}=(\\d+(\\.\\d+)?)`).exec(text);
  return found ? Number(found[1]) : undefined;
}

/**
 * Of the numbers in a header, the one that `choose` chooses. Proxies join several headers of one name by commas; that of an
 * HTTP date stands before the day of its month.
 */
function numberIn(
  headers: Headers,
  name: string | undefined,
  read: (text: string) => number,
  choose: (...numbers: number[]) => number,
): number | undefined {
  const value = name && headers.get(name);
  if (!value) return undefined;
  const parts = value.split(/,(?!\s*\d+[ -][a-z])/i);
  const numbers = parts.map((part) => read(part.trim())).filter((number) => number >= 0);
  return numbers[0] === undefined ? undefined : choose(...numbers);
}

/**
 * Seconds until a moment, by size: a number beyond a thousand million is the moment itself, in seconds since the epoch, or
 * in milli-, micro- or nanoseconds. A date that names no zone is in UTC, as those that C writes are (RFC 9110, section
 * 5.6.7). NaN for a text that is none, and less than zero for a moment that has passed.
 */
function secondsUntil(text: string, now: number): number {
  const isNumber = /^\d+(\.\d+)?\s*(;|$)/.test(text);
  let number = Math.min(Number.parseFloat(text), 1e20);
  while (number > 1e11) number /= 1000;
  const moment = isNumber ? number : Date.parse(text.replace(/:\d\d:\d\d(\.\d+| \d+)?$/, "$&Z")) / 1000;
  return Math.min(isNumber && number < 1e9 ? number : moment - now / 1000, longestResetSeconds);
}

/**
 * `Retry-After` in milliseconds: seconds, or a moment (RFC 9110, section 10.2.3). Services that are more exact say it in
 * `Retry-After-Ms` too.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const fromMs = (text: string): number => Math.min(Number.parseFloat(text) / 1000, longestResetSeconds);
  const seconds =
    numberIn(headers, "retry-after-ms", fromMs, Math.max) ??
    numberIn(headers, "retry-after", (text) => secondsUntil(text, now), Math.max);
  return seconds && seconds * 1000;
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
