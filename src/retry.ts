/** Whether to try again, and how long to wait: pure functions over what came back. The loop is in `send.ts`. */

export interface RetryOptions {
  /** Attempts in all, the first included. Default: 3. */
  readonly maxAttempts?: number | undefined;
  /** Upper bound of the first wait, in milliseconds; it doubles with each attempt. Default: 500. */
  readonly baseDelayMs?: number | undefined;
  /**
   * Longest wait, in milliseconds. Default: 30,000. When the service asks for a longer one, the call fails at once
   * rather than come back too early.
   */
  readonly maxDelayMs?: number | undefined;
}

/** Statuses that say "not now" rather than "no": RFC 9110 sections 15.5.9 and 15.6, RFC 6585 section 4. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Whether sending this request twice does no more than sending it once. */
export function isRepeatable(request: Request, idempotencyHeader: string | undefined): boolean {
  // The only methods in use that are not idempotent by definition (RFC 9110, section 9.2.2; RFC 5789).
  return (
    !["POST", "PATCH"].includes(request.method) ||
    (idempotencyHeader !== undefined && request.headers.has(idempotencyHeader))
  );
}

/**
 * Milliseconds to wait before attempt number `attempt` + 1, or `undefined` to give up.
 *
 * What the service asked for (`Retry-After`) is obeyed. Otherwise the wait is drawn between zero and a bound that
 * doubles ("full jitter"), so that clients which failed together do not come back together.
 */
export function delayMs(
  attempt: number,
  response: Response | undefined,
  options: RetryOptions,
  now: number,
  random: () => number,
): number | undefined {
  const { maxAttempts = 3, baseDelayMs = 500, maxDelayMs = 30_000 } = options;
  if (attempt >= maxAttempts) return undefined;
  const asked = retryAfterMs(response?.headers.get("retry-after") ?? null, now);
  if (asked !== undefined) return asked <= maxDelayMs ? asked : undefined;
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3). */
function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
