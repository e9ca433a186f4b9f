/** Whether to try again, and how long to wait: pure functions of an answer. The loop is in `send.ts`. */

import type { SharewrightError } from "../errors.js";

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
  /**
   * Forbids an attempt that would be made again: unless it returns `true`, the call fails with what it has. It is called only
   * where repeating is safe, so that it can forbid and not force. An error that it throws, or rejects with, is the call's.
   */
  readonly when?: ((failure: RetryFailure) => boolean | Promise<boolean>) | undefined;
}

/** An attempt that failed, for {@link RetryOptions.when}. */
export interface RetryFailure {
  /** Resource and method, as in `items.list`. */
  readonly operation: string;
  /** Which attempt of the call it was, from 1. */
  readonly attempt: number;
  /** HTTP status, if there was an answer … */
  readonly status?: number | undefined;
  /** … and what went wrong, if there was none. */
  readonly error?: SharewrightError | undefined;
}

/** Statuses that say "not now" of a call that was not carried out: RFC 8470 section 5.2, RFC 6585 section 4. */
export function isPutOff(status: number | undefined): boolean {
  return status === 425 || status === 429;
}

/** Statuses that say "not now" rather than "no": these, and RFC 9110 sections 15.5.9 and 15.6. */
export function isTransient(status: number): boolean {
  return status === 408 || isPutOff(status) || (status >= 500 && status !== 501);
}

/**
 * Whether a call may have been carried out although it was answered with this status. 408 and 5xx leave it open; so does a
 * redirect, except 307 and 308, which ask for the same request at another address.
 */
export function isInconclusive(status: number): boolean {
  const isRedirect = status > 299 && status < 400;
  return isRedirect ? status !== 307 && status !== 308 : isTransient(status) && !isPutOff(status);
}

/** Whether a method only reads (RFC 9110, section 9.2.1; QUERY by its draft). No fetch sends TRACE. */
export function isSafe(method: string): boolean {
  return /^(GET|HEAD|OPTIONS|QUERY)$/.test(method);
}

/** Whether a method does no more twice than once (RFC 9110, section 9.2.2). Unknown methods are taken to do more. */
export function isIdempotent(method: string): boolean {
  return isSafe(method) || /^(PUT|DELETE)$/.test(method);
}

/**
 * Whether a failed fetch surely sent nothing: no connection came about. Node and Bun say so by a code; where none is
 * given, as in browsers, nothing is sure. EHOSTUNREACH is not among them: it can also end a connection that was open.
 */
export function isUnsent(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (code === undefined) return cause instanceof Error && isUnsent(cause);
  return /^(ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(String(code));
}

/**
 * Milliseconds to wait before attempt number `attempt` + 1, or `undefined` to give up.
 *
 * `requestedMs` is the wait that the service requests, and is obeyed. Without it the wait is drawn between zero and a bound that
 * doubles ("full jitter"), so that clients which failed together do not come back together.
 */
export async function delayMs(
  attempt: number,
  requestedMs: number | undefined,
  options: RetryOptions,
  random: () => number,
  failure: Omit<RetryFailure, "attempt">,
): Promise<number | undefined> {
  const { maxAttempts = 3, baseDelayMs = 500, maxDelayMs = 30_000, when } = options;
  if (attempt >= maxAttempts || (when && (await when({ ...failure, attempt })) !== true)) return undefined;
  if (requestedMs !== undefined) return requestedMs <= maxDelayMs ? requestedMs : undefined;
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}

/**
 * Retries a client may still make. In an outage every call would multiply itself by its attempts, just when the service
 * can bear it least: a client starts with some in hand, and earns one with every two calls that succeed.
 */
export interface RetryBudget {
  left: number;
}

const mostRetries = 100;

export function newBudget(): RetryBudget {
  return { left: mostRetries };
}

export function earn(budget: RetryBudget): void {
  budget.left = Math.min(mostRetries, budget.left + 0.5);
}

/** Takes one retry, if there is one. */
export function spend(budget: RetryBudget): boolean {
  if (budget.left < 1) return false;
  budget.left -= 1;
  return true;
}
