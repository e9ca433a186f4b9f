import createClient, { type Client } from "openapi-fetch";
import type { Authentication } from "./auth.js";
import { ConfigurationError, type RateLimit } from "./errors.js";
import type { ClientOptions, Fetch } from "./options.js";
import type { RetryOptions } from "./retry.js";
import { type Call, type Route, send } from "./send.js";

/** What generated code knows of a service. */
export interface Service {
  /** Name of the service, `persona`: how errors begin. */
  readonly name: string;
  /** URLs by environment; the first is the default. */
  readonly servers: Readonly<Record<string, string>>;
  /** Headers sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Header, and the methods that carry it, by which the service recognises a repeated call. */
  readonly idempotency?: { readonly header: string; readonly methods: readonly string[] };
  /** Response header with the service's id of a request. */
  readonly requestId?: string;
  /** Response headers with the request budget. `epoch`: `reset` is a Unix time instead of seconds from now. */
  readonly rateLimit?: {
    readonly limit?: string;
    readonly remaining?: string;
    readonly reset?: string;
    readonly epoch?: true;
  };
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
  /** The openapi-fetch client that builds each request. Its calls take the same way as the typed ones. */
  readonly http: Client<Record<string, never>>;
  readonly timeoutMs: number;
  readonly retry: RetryOptions | false;
  /** What openapi-fetch is given in place of an answer that stays with us. */
  readonly handled: Response;
  send(request: Request, call: Call): Promise<Response>;
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
  const { timeoutMs = 60_000, retry = {} } = options;
  const fetch: Fetch = options.fetch ?? ((request, init) => globalThis.fetch(request, init));
  const baseUrl = serverUrl(service, options);
  const route: Route = {
    fetch,
    authorize: authentication({ baseUrl, fetch }),
    idempotencyHeader: service.idempotency?.header,
  };
  const http = createClient<Record<string, never>>({
    baseUrl,
    headers: { ...service.headers, ...headers, ...options.headers },
    fetch: async (request) => {
      const call = {
        name: `${service.name}: ${request.method} ${new URL(request.url).pathname}`,
        signal: request.signal,
      };
      return send(route, request, {
        ...call,
        timeoutMs,
        retry,
        body: undefined,
        streaming: true,
        text: undefined,
        attempts: 0,
      });
    },
  });
  const handled = new Response(null, { status: 204 });
  return { service, http, timeoutMs, retry, handled, send: (request, call) => send(route, request, call) };
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
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ConfigurationError(
      `${service.name}: \`baseUrl\` is not a URL: ${JSON.stringify(text)}. Begin it with https://.`,
    );
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw new ConfigurationError(
      `${service.name}: \`baseUrl\` is ${url.protocol}//${url.host}, which would send credentials in the clear. Use https; http is for loopback only.`,
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError(
      `${service.name}: \`baseUrl\` may have a host and a path, but no user, password, query or fragment. Pass credentials as options.`,
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/** The hosts that never leave the machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** The request budget an answer reports. */
export function readRateLimit({ rateLimit }: Service, headers: Headers): RateLimit {
  if (rateLimit === undefined) return {};
  const limit = integer(headers, rateLimit.limit);
  const remaining = integer(headers, rateLimit.remaining);
  const reset = integer(headers, rateLimit.reset);
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { resetSeconds: rateLimit.epoch ? Math.max(0, reset - Date.now() / 1000) : reset }),
  };
}

function integer(headers: Headers, name: string | undefined): number | undefined {
  const value = name === undefined ? null : headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
