// A service and the transport to it, as types.

import type { Issue } from "../errors.js";
import type { Limits, TransportAnswer, TransportCall } from "./call.js";
import type { RateLimitHeaders } from "./limits/rate-limit.js";
import type { Logger } from "./log/log.js";
import type { Message } from "./message.js";
import type { DerivedOptions, Validate } from "./options/options.js";

/** The facts of a service, from generated code. */
export interface Service {
  /** Name of the service: messages of errors begin with it. */
  readonly name: string;
  /** URLs by environment; the first is the default. */
  readonly servers: Readonly<Record<string, string>>;
  /** Variables in these URLs, by environment. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, ServerVariable>>>>;
  /** Chooses among several of them, and fills them. */
  readonly choose?: (service: Service, choice: ServerChoice) => ChosenServer;
  /** Headers sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Header, and the methods that carry it, by which the service recognises a repeated call; and whether it keeps its own
   * failures (5xx) under the key.
   */
  readonly idempotency?: {
    readonly header: string;
    readonly methods: readonly string[];
    readonly keepsErrors?: boolean;
  };
  /** Response header with the service's id of a request. */
  readonly requestId?: string;
  /** Response headers with the rate limit, and with the product quotas beside it. */
  readonly rateLimit?: RateLimitHeaders & { readonly quota?: RateLimitHeaders };
  /** Reads the issues out of an error body. */
  readonly issues?: (body: unknown) => readonly Issue[];
  /** Applied to every parsed body first: brings keys to the casing of the types. */
  readonly normalise?: (body: unknown) => unknown;
}

/** A variable in the URL of a server. */
interface ServerVariable {
  readonly default: string;
  /** All the values it may have. */
  readonly enum?: readonly string[];
}

/** The options of a client that choose the server. */
export interface ServerChoice {
  readonly environment?: string | undefined;
  readonly serverVariables?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The server that a client's options choose. */
export interface ChosenServer {
  readonly environment: string;
  readonly url: string;
  /** Values of the variables in its URL. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The way to one service, for the client and for the functions.
 *
 * Nothing in it is for callers; make one with the service's own `create…Transport`.
 */
export interface Transport {
  readonly service: Service;
  /** Options of calls that the client sets by default. */
  readonly limits: Limits;
  /** URL that paths are appended to, without a slash at its end. */
  readonly baseUrl: string;
  /** The server that was chosen; absent where the caller named a URL. */
  readonly chosen?: ChosenServer | undefined;
  /** Hosts that may be talked to by plain http. */
  readonly insecureHosts?: readonly string[] | undefined;
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sees the value of every call. */
  readonly validate?: Validate | undefined;
  /** For what is seen there. */
  readonly logger?: Logger | undefined;
  send(message: Message, call: TransportCall): Promise<TransportAnswer>;
  /** The same way with other options: credentials, token, throttle and retries in hand are shared. */
  withOptions(options: DerivedOptions): Transport;
}
