// One call, as the transport sees it: its request and its result.

import type { CallOutcome } from "../errors.js";
import { type Reader, readJson } from "./body/read-body.js";
import type { RateLimitMode, RateLimitRequest } from "./limits/throttle.js";
import type { FetchOptions, RequestOptions } from "./options/options.js";
import type { RetryOptions } from "./retry.js";

/** A security requirement: alternatives, each the names of schemes that go together. `[]` needs no credentials. */
export type Security = readonly (readonly string[])[];

/** The form in which 64-bit numbers arrive. */
export type Int64Form = "number" | "bigint" | "string";

/** Options of calls that their client sets by default. */
export interface Limits {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number | undefined;
  readonly maxResponseBytes: number;
  readonly retry: RetryOptions | false;
  readonly rateLimit: RateLimitMode | undefined;
  /** Absent: numbers, which are refused where they are not exact. */
  readonly int64?: Int64Form;
}

/** Reads the body of an answer: as text for the methods, as bytes for the openapi-fetch client. */
type ReadBody = (response: Response, call: Reader) => Promise<string | Uint8Array<ArrayBuffer>>;

/** Makes a value from the text of a success; the usual one parses JSON. */
export type ParseText = (text: string, response: Response, call: Pick<TransportCall, "name" | "int64">) => unknown;

/** One call: its operation and its options. Nothing in it changes while the call is under way. */
export interface TransportCall extends Limits, RateLimitRequest {
  readonly service: string;
  /** Resource and method, as in `items.list`. */
  readonly operation: string;
  /** Path template of the operation. */
  readonly template: string;
  /** Query parameters and headers whose values an error must not repeat. */
  readonly sensitive?: readonly string[] | undefined;
  /** The security requirement, where it differs from the service's. */
  readonly security?: Security | undefined;
  /** Operation that shows whether this one was carried out. */
  readonly check?: string | undefined;
  /**
   * The call goes to another host than the service's: it gets no credentials, and its answers are no part of the rate limit.
   */
  readonly otherOrigin?: string;
  readonly signal: AbortSignal | undefined;
  readonly fetchOptions: FetchOptions | undefined;
  readonly rateLimit: RateLimitMode | undefined;
  readonly parse: ParseText;
  /** The call changes nothing, although its method could. */
  readonly readsOnly?: boolean;
  /** Whether to leave the body to the caller; called when the headers have arrived. */
  readonly leavesBody?: (response: Response) => boolean;
  /** Absent: the body is read as text. */
  readonly readBody?: ReadBody;
}

/** The result of a call that was answered. */
export interface TransportAnswer {
  readonly response: Response;
  /** The text of the body; absent if it was left to the caller, or read as bytes. */
  readonly text?: string | undefined;
  readonly bytes?: Uint8Array<ArrayBuffer> | undefined;
  /** Why the body of an error did not arrive. */
  readonly bodyError?: unknown;
  /** The parsed text of a success. */
  readonly parsed?: unknown;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Whether the call may have been carried out. */
  readonly outcome: CallOutcome;
  /** Credentials that were sent, which an error may repeat. */
  readonly secrets?: readonly string[] | undefined;
  /** The body that was sent, if it was text. */
  readonly sentText?: string | undefined;
}

/** The part of an operation that its calls need. */
interface CalledOperation {
  readonly name: string;
  readonly path: string;
  readonly quota?: string;
  readonly sensitive?: readonly string[];
  readonly check?: string;
  readonly security?: Security;
  readonly parse?: ParseText;
}

/** A call that has not been sent yet. */
export function newCall(
  service: string,
  { name: operation, path: template, quota, sensitive, check, security, parse = readJson }: CalledOperation,
  limits: Limits,
  {
    signal,
    fetchOptions,
    timeoutMs = limits.timeoutMs,
    totalTimeoutMs = limits.totalTimeoutMs,
    retry = limits.retry,
  }: Omit<RequestOptions, "headers">,
  handling: Pick<TransportCall, "readsOnly" | "leavesBody" | "readBody">,
): TransportCall {
  return {
    service,
    operation,
    template,
    quota,
    sensitive,
    check,
    security,
    name: `${service}: ${operation}`,
    signal,
    fetchOptions,
    ...limits,
    timeoutMs,
    totalTimeoutMs,
    retry,
    parse,
    ...handling,
  };
}
