import type { RateLimit } from "../errors.js";
import { known } from "../json.js";

/** Response headers in which a service reports a request budget. */
export interface RateLimitHeaders {
  /** Header with the calls allowed in a window. */
  readonly limit?: string;
  /** Header with the calls left in the current window. */
  readonly remaining?: string;
  /** Header with the end of the current window. */
  readonly reset?: string;
  /** `reset` is a Unix time in seconds instead of seconds from now. */
  readonly epoch?: true;
}

/** The request budget an answer reports. `now`: milliseconds since the epoch. */
export function readRateLimit(names: RateLimitHeaders = {}, headers: Headers, now = Date.now()): RateLimit {
  const limit = integer(headers, names.limit);
  const remaining = integer(headers, names.remaining);
  const reset = integer(headers, names.reset);
  const resetSeconds = reset !== undefined && names.epoch ? Math.max(0, reset - now / 1000) : reset;
  return known({ limit, remaining, resetSeconds });
}

function integer(headers: Headers, name: string | undefined): number | undefined {
  const value = name && headers.get(name);
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const ms = /^[-+.\d]+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Milliseconds that a refusal asks to wait: by `Retry-After`, or on 429 until its window ends. */
export function askedMs(
  { headers, status }: Response,
  names: RateLimitHeaders | undefined,
  now: number,
): number | undefined {
  const { resetSeconds } = status === 429 ? readRateLimit(names, headers, now) : {};
  return retryAfterMs(headers, now) ?? (resetSeconds && resetSeconds * 1000);
}
