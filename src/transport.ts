import type { Authentication } from "./auth.js";
import { ConfigurationError, type Issue } from "./errors.js";
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
export interface Transport extends Limits {
  readonly service: Service;
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
  const { fetch } = options;
  const baseUrl = serverUrl(service, options);
  const wire: Omit<Route, "authorize"> = {
    fetch: (message, init) =>
      fetch
        ? fetch(new Request(message.url, { ...message, redirect: "manual" } as RequestInit), init)
        : // The platform makes a Request itself.
          globalThis.fetch(message.url, { ...message, ...init } as RequestInit),
    throttle: throttle ? throttle(service.rateLimit) : undefined,
    budget: newBudget(),
    logger: options.logger,
    service,
  };
  const limits = { timeoutMs, totalTimeoutMs, maxResponseBytes, retry, rateLimit };
  const route: Route = { ...wire, authorize: authentication({ baseUrl, wire, limits }) };
  return {
    ...limits,
    service,
    baseUrl,
    headers: Object.fromEntries([service.headers, headers, options.headers].reduce(setHeaders, new Headers())),
    send: (message, call) => {
      const sent = () => send(route, message, call);
      if (!options.trace) return sent();
      return options.trace(Object.assign(call, { method: message.method, baseUrl }), sent);
    },
  };
}

function serverUrl(service: Service, options: TransportOptions): string {
  const { baseUrl, environment = Object.keys(service.servers)[0] ?? "" } = options;
  const known = Object.hasOwn(service.servers, environment) ? service.servers[environment] : undefined;
  const text = baseUrl ?? known;
  if (text === undefined) {
    const names = Object.keys(service.servers).join(", ");
    throw new ConfigurationError(
      `${service.name}: there is no environment ${JSON.stringify(environment)}. Known: ${names}.`,
    );
  }
  return safeUrl(text, service.name, "baseUrl").replace(/(?<!\/)\/+$/, "");
}
