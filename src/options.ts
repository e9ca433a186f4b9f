import type { RetryOptions } from "./retry.js";

/**
 * The one seam to the network: a function from a `Request` to a `Response`. The platform's `fetch`, a sandbox and a
 * test double are all one. `init.signal` aborts the attempt.
 */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** What every call takes as its last argument. */
export interface RequestOptions {
  /** Headers to add to the client's own, or to replace them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Aborts the call: the attempt, the waits between attempts and the reading of the body. */
  readonly signal?: AbortSignal | undefined;
  /** Limit for one attempt, in milliseconds, reading the body included. Default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** When and how often to try again; `false` never. Default: the client's. */
  readonly retry?: RetryOptions | false | undefined;
}

/** Options of a call that the service repeats safely under one key. */
export interface IdempotentRequestOptions extends RequestOptions {
  /**
   * The service carries out calls with the same key and input once, and repeats its first answer. Default: a random
   * UUID for each call, the same over all its attempts.
   */
  readonly idempotencyKey?: string | undefined;
}

/** What every client takes, whatever the service. */
export interface ClientOptions {
  /** Replaces the server's URL: a proxy, a sandbox. Plain http only to a loopback address. */
  readonly baseUrl?: string | undefined;
  /** Replaces the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Headers to send with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Limit for one attempt, in milliseconds, reading the body included. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /** When and how often to try again; `false` never. */
  readonly retry?: RetryOptions | false | undefined;
}
