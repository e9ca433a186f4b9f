import { mergeHeaders } from "openapi-fetch";
import type { Authentication } from "./auth.js";
import { ConfigurationError, type Issue, type RateLimit } from "./errors.js";
import { known } from "./json.js";
import type { ClientOptions, Fetch } from "./options.js";
import type { RetryOptions } from "./retry.js";
import { type Call, type Route, send } from "./send.js";

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
  /** Response headers with the request budget. `epoch`: `reset` is a Unix time instead of seconds from now. */
  readonly rateLimit?: {
    readonly limit?: string;
    readonly remaining?: string;
    readonly reset?: string;
    readonly epoch?: true;
  };
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
  /** URL that paths are appended to, without a slash at its end. */
  readonly baseUrl: string;
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retry: RetryOptions | false;
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
  return {
    service,
    baseUrl,
    headers: merged(service.headers, headers, options.headers),
    timeoutMs,
    retry,
    send: (request, call) => send(route, request, call),
  };
}

/** Later headers replace earlier ones, however their names are written. */
function merged(...all: readonly (Readonly<Record<string, string | undefined>> | undefined)[]): Record<string, string> {
  return Object.fromEntries(mergeHeaders(...all));
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
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const fault = url === undefined ? `is not a URL: ${JSON.stringify(text)}` : faultOf(url);
  if (url === undefined || fault !== undefined) {
    throw new ConfigurationError(
      `${service.name}: \`baseUrl\` ${fault}. Give an https URL; http is for loopback only.`,
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/** Credentials belong into options, and nowhere in the clear. */
function faultOf({ protocol, hostname, username, password, search, hash }: URL): string | undefined {
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    return `is ${protocol}//${hostname}, which would send credentials in the clear`;
  }
  return username + password + search + hash === "" ? undefined : "holds more than a host and a path";
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
  const resetSeconds = reset !== undefined && rateLimit.epoch ? Math.max(0, reset - Date.now() / 1000) : reset;
  return known({ limit, remaining, resetSeconds });
}

function integer(headers: Headers, name: string | undefined): number | undefined {
  const value = name === undefined ? null : headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
