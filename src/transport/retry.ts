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

/** Whether the service may have done something although it answered this: 408 and 5xx may come from halfway. */
export function isDoubtful(status: number): boolean {
  return isTransient(status) && status !== 429;
}

/** Whether a method only reads (RFC 9110, section 9.2.1; QUERY by its draft). No fetch sends TRACE. */
export function isSafe(method: string): boolean {
  return /^(GET|HEAD|OPTIONS|QUERY)$/.test(method);
}

/** Whether a method does no more twice than once (RFC 9110, section 9.2.2): of one that is not known, nobody can say. */
export function isIdempotent(method: string): boolean {
  return isSafe(method) || /^(PUT|DELETE)$/.test(method);
}

/**
 * Whether a failed fetch surely sent nothing: no connection came about. Node and Bun say so by a code; where none is
 * given, as in browsers, nothing is sure. A host that cannot be reached (EHOSTUNREACH) may have been, a moment before.
 */
export function isUnsent(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (code === undefined) return cause instanceof Error && isUnsent(cause);
  return /^(ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(String(code));
}

/**
 * Milliseconds to wait before attempt number `attempt` + 1, or `undefined` to give up.
 *
 * `askedMs` is what the service asked for, and is obeyed. Without it the wait is drawn between zero and a bound that
 * doubles ("full jitter"), so that clients which failed together do not come back together.
 */
export function delayMs(
  attempt: number,
  askedMs: number | undefined,
  options: RetryOptions,
  random: () => number,
): number | undefined {
  const { maxAttempts = 3, baseDelayMs = 500, maxDelayMs = 30_000 } = options;
  if (attempt >= maxAttempts) return undefined;
  if (askedMs !== undefined) return askedMs <= maxDelayMs ? askedMs : undefined;
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}

/**
 * Retries a client may still make. In an outage every call would multiply itself by its attempts, just when the service
 * can bear it least: a client starts with some in hand, and earns one with every two calls that succeed.
 */
export interface RetryBudget {
  left: number;
}

const most = 100;

export function newBudget(): RetryBudget {
  return { left: most };
}

export function earn(budget: RetryBudget): void {
  budget.left = Math.min(most, budget.left + 0.5);
}

/** Takes one retry, if there is one. */
export function spend(budget: RetryBudget): boolean {
  if (budget.left < 1) return false;
  budget.left -= 1;
  return true;
}
