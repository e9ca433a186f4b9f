import type { SharewrightError } from "../errors.js";
import { known } from "../json.js";
import { isTransient } from "./retry.js";

/**
 * Where a client writes what it does: `console`, pino, or anything with these methods. An entry holds no id, no body, no
 * query and no header but the service's id of the request, so nothing secret or personal can get into a log by it.
 */
export interface Logger {
  /** An attempt that was answered. */
  debug?(entry: LogEntry, message: string): void;
  /** An attempt that is made again. */
  warn?(entry: LogEntry, message: string): void;
  /** An attempt after which the call failed without a verdict of the service. */
  error?(entry: LogEntry, message: string): void;
}

/** One attempt of a call. */
export interface LogEntry {
  readonly service: string;
  /** Resource and method, as in `items.list`. */
  readonly operation: string;
  /** Which attempt of the call it was, from 1. */
  readonly attempt: number;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** The service's id of the request. */
  readonly requestId?: string;
  /** Class of the error, if there was no answer. */
  readonly error?: string;
  /** Time until the next attempt, in milliseconds. */
  readonly retryInMs?: number;
}

/** Tells the logger of an attempt. What a logger throws or rejects with does not touch the call. */
export function report(
  { logger, service: names }: { readonly logger: Logger | undefined; readonly service: { requestId?: string } },
  { service, operation, name, attempts: attempt }: Attempted,
  got: Response | SharewrightError,
  started: number,
  retryInMs: number | undefined,
): void {
  if (!logger) return;
  // An answer has a status, a failure has a name.
  const { status, headers, name: error } = got as Partial<Response & SharewrightError>;
  const requestId = (names.requestId && headers?.get(names.requestId)) ?? undefined;
  const level = retryInMs !== undefined ? "warn" : error || isTransient(status as number) ? "error" : "debug";
  const durationMs = Date.now() - started;
  const entry = known({ service, operation, attempt, durationMs, status, requestId, error, retryInMs });
  const write = async () => logger[level]?.(entry as LogEntry, `${name} got ${error ?? status}`);
  write().catch(() => {});
}

interface Attempted {
  readonly service: string;
  readonly operation: string;
  readonly name: string;
  readonly attempts: number;
}
