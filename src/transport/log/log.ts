/**
 * Where a client writes its attempts: `console`, pino, or anything with these methods. An entry holds no id, no body, no
 * query and no header but the service's id of the request, so nothing secret or personal can get into a log by it.
 */
export interface Logger {
  /** An attempt that was answered. */
  debug?(entry: LogEntry, message: string): void;
  /** An attempt that is made again, or a value that does not fit its type. */
  warn?(entry: LogEntry | UnfitEntry, message: string): void;
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

/** The call that gave a value which does not fit its type. */
export type UnfitEntry = Pick<LogEntry, "service" | "operation" | "attempt">;

/** An attempt that is about to be sent. It holds no header and no body. */
export interface RequestEvent extends Pick<LogEntry, "service" | "operation" | "attempt"> {
  readonly method: string;
  /** Without its query, where keys and personal values can stand; of a signed URL the host alone. */
  readonly url: string;
}

/** The result of an attempt: a `status`, or an `error`. */
export interface ResponseEvent extends RequestEvent, LogEntry {}
