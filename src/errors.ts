/**
 * Errors, one class for each case that a caller would catch.
 *
 * An aborted call rejects with the reason of the caller's own signal, as `fetch` does, unless it may have been carried out.
 */

/** One issue that the service found in a request, in the same shape for JSON:API errors and RFC 9457 problem details. */
export interface Issue {
  /** Kind of the issue. Human text: it may change without notice, so branch on the status. */
  readonly title: string;
  /** The issue in this request. */
  readonly detail?: string;
  /** JSON pointer to the offending member of the request body, such as `/data/attributes/source-id`. */
  readonly pointer?: string;
  /** Further members of the service's own. */
  readonly meta?: unknown;
}

/** The request budget the service reported with its answer. Numbers that the answer lacks are absent. */
export interface RateLimit {
  /** Requests allowed in the current window. */
  readonly limit?: number;
  /** Requests left in the current window. */
  readonly remaining?: number;
  /** Seconds until the window ends. */
  readonly resetSeconds?: number;
}

/** Whether a call may have been carried out although it failed, and how to find out. */
export interface CallOutcome {
  /** An attempt was sent, and no answer says that it was refused. */
  readonly mayBeDone: boolean;
  /** The call changes nothing. */
  readonly readsOnly?: boolean | undefined;
  /** The service keeps its answer under the key, and would repeat it instead of trying again. */
  readonly isKept?: boolean | undefined;
  /** The key under which the service would recognise a repetition. */
  readonly idempotencyKey?: string | null | undefined;
  /** Repeating the call does no more than making it once. */
  readonly repeatable?: boolean | undefined;
  /** Operation that shows whether the call was carried out, such as `shares.list`. */
  readonly check?: string | undefined;
}

/** Base of every error this package throws: `catch (error) { if (error instanceof SharewrightError) ... }`. */
export class SharewrightError extends Error {
  override readonly name: string = "SharewrightError";
  /**
   * `"unknown"`: the call changes something, and may have been carried out although it failed. The message says how to
   * find out. Absent: it was not carried out, or it only reads.
   */
  declare readonly outcome?: "unknown";
  /** With an unknown outcome: call again with this key, and the service carries the call out once. */
  declare readonly idempotencyKey?: string;

  constructor(message: string, options?: ErrorOptions, outcome?: CallOutcome, remedy = "") {
    const mayBeDone = outcome?.mayBeDone;
    super(message + (mayBeDone ? `\n${advice(outcome)}` : remedy && `\n${remedy}`), options);
    if (mayBeDone) {
      this.outcome = "unknown";
      if (outcome.idempotencyKey && !outcome.isKept) this.idempotencyKey = outcome.idempotencyKey;
    }
  }
}

function advice({ idempotencyKey, repeatable, check, isKept }: CallOutcome): string {
  const look = `, after a look${check ? ` at ${check}` : ""}`;
  const how = isKept
    ? ` with a new key${look}: under the same one the service repeats this answer`
    : idempotencyKey
      ? " with `idempotencyKey`"
      : repeatable
        ? ""
        : look;
  return `The outcome is unknown: it may have been carried out. Repeat it${how}.`;
}

/** The client was set up or called wrongly; nothing was sent. */
export class ConfigurationError extends SharewrightError {
  override readonly name: string = "ConfigurationError";
}

/** The service answered with an error status. `message` says what happened, to what, and what to do. */
export class ApiError<Status extends number = number, Body = unknown> extends SharewrightError {
  // A type only: without it `instanceof` would narrow to any status and any body, instead of to unknown ones.
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ApiError;
  override readonly name: string = "ApiError";
  /** Name of the service that answered. */
  declare readonly service: string;
  /** Operation that was called, such as `connect.shareTokens.redeem`. */
  declare readonly operation: string;
  /** HTTP status. */
  declare readonly status: Status;
  /** The error body, decoded; text if it was not JSON, `undefined` if it was empty. */
  declare readonly body: Body;
  /** The issues the service named, in one shape for every service. Empty if it named none. */
  declare readonly issues: readonly Issue[];
  /** Response headers. */
  declare readonly headers: Headers;
  /** The service's id of this request. Give it to the service's support. */
  declare readonly requestId: string | undefined;
  /** The request budget the service reported. */
  declare readonly rateLimit: RateLimit;
  /** How often the request was sent, 1 if it was not retried. */
  declare readonly attempts: number;

  constructor(init: Omit<ApiError<Status, Body>, keyof SharewrightError>, outcome?: CallOutcome, cause?: unknown) {
    const { body, headers, ...shown } = init;
    const { status } = shown;
    super(
      describe(init, cause),
      cause === undefined ? undefined : { cause },
      outcome,
      remedies[status < 400 ? 300 : Math.min(status, 500)],
    );
    Object.assign(this, shown);
    // Loggers and crash reporters print errors, and the body may be about a person. Even printers of hidden members do not
    // follow getters.
    Object.defineProperties(this, { body: { get: () => body }, headers: { get: () => headers } });
  }
}

/** No answer arrived: the connection was refused, cut or never made. `cause` is the platform's error. */
export class ConnectionError extends SharewrightError {
  override readonly name: string = "ConnectionError";
}

/** No answer arrived in time. `timeoutMs` says which limit passed. */
export class TimeoutError extends SharewrightError {
  override readonly name: string = "TimeoutError";
  readonly timeoutMs: number;

  constructor(message: string, timeoutMs: number, outcome?: CallOutcome) {
    super(message, undefined, outcome, "Try again, or allow more time.");
    this.timeoutMs = timeoutMs;
  }
}

/** An answer arrived that breaks the description of the service: not JSON, cut off, or without the expected members. */
export class DecodeError extends SharewrightError {
  override readonly name: string = "DecodeError";
  /** The body is longer than `maxResponseBytes`. */
  declare readonly tooLong?: true;
}

/**
 * The caller aborted a call that may have been carried out. `cause` is the reason of the caller's signal, and `name` that of
 * the reason: `AbortError`, or `TimeoutError` for `AbortSignal.timeout`.
 */
export class AbortedError extends SharewrightError {
  override readonly name: string = "AbortError";

  constructor(call: string, reason: unknown, outcome: CallOutcome) {
    super(`${call} was aborted.`, { cause: reason }, outcome);
    if ((reason as Error | undefined)?.name === "TimeoutError") this.name = "TimeoutError";
  }
}

/** The service would not hand out an access token for these client credentials. */
export class AuthenticationError extends SharewrightError {
  override readonly name: string = "AuthenticationError";
}

const correct = "Correct the request.";

const remedies: Readonly<Record<number, string>> = {
  300: "Redirects are not followed: check `baseUrl`.",
  400: correct,
  401: "Check the credentials.",
  403: "Check what the credentials may do.",
  404: "Check the id and the environment.",
  409: "Read the resource again.",
  422: correct,
  429: "Slow down.",
  500: "Try again later.",
};

/** A text of the service as it stands in a message: in one line, and not longer than people read. */
export function oneLine(text: string): string {
  // Of a long text no more is looked at than is left of it.
  const line = text
    .slice(0, 4000)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function describe(init: Omit<ApiError, keyof SharewrightError>, bodyError: unknown): string {
  const { status, attempts, requestId } = init;
  const about = [
    attempts > 1 && `${attempts} attempts`,
    requestId && `request ${requestId}`,
    bodyError !== undefined && "its body did not arrive",
  ].filter(Boolean);
  const issues = init.issues
    .slice(0, 20)
    .map(
      ({ title, detail, pointer }) =>
        `\n  ${oneLine(title)}${detail ? `: ${oneLine(detail)}` : ""}${pointer ? ` (at ${oneLine(pointer)})` : ""}`,
    );
  return `${init.service}: ${init.operation} got ${status}${about[0] ? ` (${about.join(", ")})` : ""}.${issues.join("")}`;
}
