import type { RateLimit } from "./errors.js";
import { known } from "./json.js";

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
export function readRateLimit(names: RateLimitHeaders | undefined, headers: Headers, now = Date.now()): RateLimit {
  if (names === undefined) return {};
  const limit = integer(headers, names.limit);
  const remaining = integer(headers, names.remaining);
  const reset = integer(headers, names.reset);
  const resetSeconds = reset !== undefined && names.epoch ? Math.max(0, reset - now / 1000) : reset;
  return known({ limit, remaining, resetSeconds });
}

function integer(headers: Headers, name: string | undefined): number | undefined {
  const value = name === undefined ? null : headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
