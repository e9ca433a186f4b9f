import type { CallOutcome } from "../../errors.js";
import type { RateLimitMode, Throttling } from "../limits/throttle.js";
import type { Logger, RequestEvent, ResponseEvent } from "../log/log.js";
import type { Trace } from "../log/trace.js";
import type { RetryOptions } from "../retry.js";

/**
 * The one seam to the network: `fetch`, as far as it is used. The platform's, that of undici or node-fetch, a sandbox and a
 * test double are all one. `init` holds method, headers, body and the signal that aborts the attempt.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Headers by name, or as pairs, as a `Headers` object is. One that is undefined is not there; null takes away the header of
 * that name that would be sent otherwise, a credential too.
 */
type HeaderOptions = Readonly<Record<string, string | null | undefined>> | Iterable<readonly [string, string]>;

/** Members of `fetch`'s second argument besides our own, such as `dispatcher`, `cache` or `next`. */
export type FetchOptions = Readonly<Record<string, unknown>>;

type QueryValue = string | number | boolean | Date | null | undefined;

/** Values by name; those of a list are sent one by one, undefined and null ones are not sent. */
export type ExtraQuery = Readonly<Record<string, QueryValue | readonly NonNullable<QueryValue>[]>>;

/** Options of every call, its last argument. */
export interface RequestOptions {
  /** Headers to add to the client's own, or to replace them, its credentials included. */
  readonly headers?: HeaderOptions | undefined;
  /** Aborts the call: the attempt, the waits between attempts and the reading of the body. */
  readonly signal?: AbortSignal | undefined;
  /** Limit for one attempt, in milliseconds, reading the body included. Default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** Limit for the call in all, in milliseconds: attempts, waits and the reading of the body. Default: the client's. */
  readonly totalTimeoutMs?: number | undefined;
  /** When and how often to try again; `false` never. Default: the client's. */
  readonly retry?: RetryOptions | false | undefined;
  /**
   * Query parameters that the spec does not know, by the wire's names: `{ beta: true, tag: ["a", "b"] }`. One that the call
   * sends already is left out. They are sent as they are, so that nothing warns of a mistyped name.
   */
  readonly extraQuery?: ExtraQuery | undefined;
  /** Further options for `fetch`, beside the client's: `{ cache: "no-store" }`. */
  readonly fetchOptions?: FetchOptions | undefined;
}

/** Options of a call that the service repeats safely under one key. */
export interface IdempotentRequestOptions extends RequestOptions {
  /**
   * The service carries out calls with the same key and input once, and repeats its first answer. Default: a random
   * UUID for each call, the same over all its attempts.
   */
  readonly idempotencyKey?: string | undefined;
}

/** Options of every client, for all services. */
export interface ClientOptions {
  /** Replaces the server's URL: a proxy, a sandbox. Plain http only to a loopback address, or to `insecureHosts`. */
  readonly baseUrl?: string | undefined;
  /** Names of hosts that keys may be sent to by plain http, as in `["sandbox"]`: whoever is on the way can read them. */
  readonly insecureHosts?: readonly string[] | undefined;
  /** Replaces the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Further options for `fetch`: `{ dispatcher: new ProxyAgent(url) }`. */
  readonly fetchOptions?: FetchOptions | undefined;
  /**
   * Headers to send with every call. Unless there is a `User-Agent` among them, one names this package and the service,
   * except in browsers.
   */
  readonly headers?: HeaderOptions | undefined;
  /** Limit for one attempt, in milliseconds, reading the body included. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Limit for a call in all, in milliseconds: attempts, waits and the reading of the body. Default: none. */
  readonly totalTimeoutMs?: number | undefined;
  /** Longest body of an answer to read, in bytes after decompression. Default: 33,554,432 (32 MiB). */
  readonly maxResponseBytes?: number | undefined;
  /**
   * When and how often to try again; `false` never. A client makes at most 100 retries ahead of one for every two calls
   * that are answered, so that an outage is not multiplied.
   */
  readonly retry?: RetryOptions | false | undefined;
  /**
   * The effect of a used-up rate limit of the service on calls: they `wait` for the next window, or `throw` a
   * {@link RateLimitError} at once. Default: `wait`.
   */
  readonly rateLimit?: RateLimitMode | undefined;
  /**
   * The throttle that keeps calls within the service's rate limit: {@link createThrottle}, {@link shareRateLimit} for
   * several clients or processes with one key, or `false` for nothing. Default: `createThrottle` for a client; nothing for
   * a transport made by itself, so that a bundle without it stays small.
   */
  readonly throttle?: Throttling | false | undefined;
  /** Where to write what happens to each attempt: `console`, pino, or anything with their methods. Default: nowhere. */
  readonly logger?: Logger | undefined;
  /** Called before each attempt is sent, token requests included. It is not waited for, and its errors are dropped. */
  readonly onRequest?: ((request: RequestEvent) => void) | undefined;
  /** Called after each attempt that was answered or that failed, and not for one that was aborted. As `onRequest` otherwise. */
  readonly onResponse?: ((response: ResponseEvent) => void) | undefined;
  /** Wraps every call in a span: {@link traceCalls}, or your own. Default: none. */
  readonly trace?: Trace | undefined;
  /** Sees the value of every call before its caller does: {@link validateAnswers}, or your own. Default: none. */
  readonly validate?: Validate | undefined;
}

/** Looks at the value of a call. It is waited for, and what it throws is what the call fails with. */
export type Validate = (value: unknown, call: AnsweredCall) => void | Promise<void>;

/** The call that gave a value. */
export interface AnsweredCall {
  readonly service: string;
  /** Resource and method, as in `items.list`. */
  readonly operation: string;
  /** The query that the caller passed. */
  readonly query: object | undefined;
  /** How often it was sent. */
  readonly attempts: number;
  /** The outcome for the error, should the value be refused: whether the service may have carried the call out. */
  readonly outcome: CallOutcome;
  readonly logger: Logger | undefined;
}

/** Options that a client derived from another may have of its own; `headers` are added to those of the other. */
export type DerivedOptions = Pick<
  ClientOptions,
  | "fetchOptions"
  | "headers"
  | "logger"
  | "maxResponseBytes"
  | "onRequest"
  | "onResponse"
  | "rateLimit"
  | "retry"
  | "timeoutMs"
  | "totalTimeoutMs"
  | "trace"
  | "validate"
>;
