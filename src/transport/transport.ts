import type { Authentication, Server } from "../auth/auth.js";
import type { Issue } from "../errors.js";
import { setHeaders } from "./headers.js";
import type { ClientOptions } from "./options.js";
import type { RateLimitHeaders } from "./rate-limit.js";
import { newBudget } from "./retry.js";
import { safeUrl } from "./safe-url.js";
import { type Call, type Limits, type Message, type Route, send } from "./send.js";

/** What generated code knows of a service. */
export interface Service {
  /** Name of the service: how errors begin. */
  readonly name: string;
  /** URLs by environment; the first is the default. */
  readonly servers: Readonly<Record<string, string>>;
  /** Chooses among several of them. */
  readonly choose?: (service: Service, environment: string | undefined) => string;
  /** Headers sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Header, and the methods that carry it, by which the service recognises a repeated call. */
  readonly idempotency?: { readonly header: string; readonly methods: readonly string[] };
  /** Response header with the service's id of a request. */
  readonly requestId?: string;
  /** Response headers with the rate limit, and with the product quotas beside it. */
  readonly rateLimit?: RateLimitHeaders & { readonly quota?: RateLimitHeaders };
  /** Reads the faults out of an error body. */
  readonly issues?: (body: unknown) => readonly Issue[];
  /** Applied to every parsed body first: brings keys to the casing of the types. */
  readonly normalise?: (body: unknown) => unknown;
}

/**
 * The way to one service: both doors, the client and the functions, go through it.
 *
 * Nothing in it is for callers; make one with the service's own `create…Transport`.
 */
export interface Transport {
  readonly service: Service;
  /** What calls take from the client. */
  readonly limits: Limits;
  /** URL that paths are appended to, without a slash at its end. */
  readonly baseUrl: string;
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  send(message: Message, call: Call): Promise<Response>;
}

/** Options of a service with several environments. */
interface TransportOptions extends ClientOptions {
  readonly environment?: string | undefined;
}

export function createTransport(
  service: Service,
  options: TransportOptions,
  authentication: Authentication,
  headers: Readonly<Record<string, string | undefined>> = {},
): Transport {
  const { timeoutMs = 60_000, totalTimeoutMs, maxResponseBytes = 2 ** 25, retry = {}, rateLimit, throttle } = options;
  const { fetch, logger, trace = (_, send) => send() } = options;
  const { choose = onlyServer } = service;
  const url = safeUrl(options.baseUrl ?? choose(service, options.environment), service.name, "baseUrl");
  const baseUrl = url.replace(/(?<!\/)\/+$/, "");
  const server = {
    service,
    baseUrl,
    limits: { timeoutMs, totalTimeoutMs, maxResponseBytes, retry, rateLimit },
    fetch: (message, init) =>
      fetch
        ? fetch(new Request(message.url, { ...message, redirect: "manual" } as RequestInit), init)
        : // The platform makes a Request itself.
          globalThis.fetch(message.url, { ...message, ...init } as RequestInit),
    throttle: throttle ? throttle(service.rateLimit) : undefined,
    budget: newBudget(),
    logger,
  } satisfies Server;
  const route: Route = { ...server, authorize: authentication(server) };
  return {
    ...server,
    headers: Object.fromEntries([service.headers, headers, options.headers].reduce(setHeaders, new Headers())),
    send: (message, call) =>
      trace(Object.assign(call, { method: message.method, baseUrl }), () => send(route, message, call)),
  };
}

function onlyServer({ servers }: Service): string {
  return Object.values(servers)[0] ?? "";
}
