// The way to a service, the same for all calls of a client.

import type { Limits, TransportCall } from "./call.js";
import type { RateLimitHeaders } from "./limits/rate-limit.js";
import type { Throttle } from "./limits/throttle.js";
import type { Logger, RequestEvent, ResponseEvent } from "./log/log.js";
import type { Message } from "./message.js";
import type { FetchOptions } from "./options/options.js";
import type { RetryBudget } from "./retry.js";

/**
 * Puts the credentials on a message. `refused` is true when the service has just refused those that are on it; the
 * result is true if there are others to try.
 */
export type Authorize = (message: Message, refused: boolean, call: TransportCall) => Promise<boolean> | boolean;

export interface Route {
  /** URL of the service's server. */
  readonly baseUrl: string;
  readonly fetch: (message: Message, signal: AbortSignal, options: FetchOptions | undefined) => Promise<Response>;
  readonly authorize: Authorize;
  readonly throttle: Throttle | undefined;
  readonly budget: RetryBudget;
  readonly logger: Logger | undefined;
  readonly onRequest: ((request: RequestEvent) => void) | undefined;
  readonly onResponse: ((response: ResponseEvent) => void) | undefined;
  /** Names of the headers that the service uses. */
  readonly service: {
    readonly idempotency?: { readonly header: string; readonly keepsErrors?: boolean };
    readonly requestId?: string;
    readonly rateLimit?: RateLimitHeaders;
  };
}

/** The server a client talks to, as far as an authentication scheme needs to know it. */
export interface Server extends Omit<Route, "authorize"> {
  readonly limits: Limits;
  readonly headers: Readonly<Record<string, string>>;
  readonly insecureHosts: readonly string[] | undefined;
}

/** An authentication scheme, before it knows the server. */
export type Authentication = (server: Server) => Authorize;
