import { AuthenticationError, ConfigurationError, ConnectionError, TimeoutError } from "../errors.js";
import { limited } from "../transport/deadline.js";
import { setHeader } from "../transport/headers.js";
import { safeUrl } from "../transport/safe-url.js";
import { type Authorize, type Call, type Limits, type Message, newCall, type Route, send } from "../transport/send.js";

/** A secret, or where to get it: called for each request, so that it may change. */
export type Secret = string | (() => string | Promise<string>);

/** The server a client talks to: what an authentication scheme needs to know of it. */
export interface Server extends Omit<Route, "authorize"> {
  readonly baseUrl: string;
  readonly limits: Limits;
}

/** An authentication scheme, before it knows the server. */
export type Authentication = (server: Server) => Authorize;

/** Where a credential comes from when the caller does not pass it. */
export interface CredentialSource {
  readonly service: string;
  /** Name of the option, `apiKey`. */
  readonly option: string;
  /** Name of the environment variable, `SHOP_API_KEY`. */
  readonly variable: string;
}

/**
 * The credential the caller passed, or else the environment's.
 *
 * @throws {ConfigurationError} if there is none; the message names the option and the variable.
 */
export function credential<T extends Secret>(given: T | undefined, source: CredentialSource): T | string {
  const value = given ?? environment(source.variable);
  if (value === undefined || value === "") {
    throw new ConfigurationError(
      `${source.service}: no ${source.option}. Pass it, or set ${source.variable} in the environment.`,
    );
  }
  return value;
}

/** What the environment says; nowhere but in Node and its like is there one. */
export function environment(variable: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[variable];
}

/** No credentials at all. */
export function anonymous(): Authorize {
  return () => false;
}

/** HTTP bearer authentication (RFC 6750) with a key, or a function that knows the current one. */
export function bearer(key: Secret): Authentication {
  return keyed(key, carry);
}

/** A key that `put` places on a request; it says whether there was another before, or none. */
export function keyed(key: Secret, put: (request: Message, value: string, call: Call) => boolean): Authentication {
  return ({ limits }) =>
    (request, refused, call) => {
      if (typeof key !== "string") return reveal(key, limits).then((value) => put(request, value, call));
      if (!refused) put(request, key, call);
      return false;
    };
}

/** Asks for a secret, for as long as an attempt may take. */
function reveal(secret: Exclude<Secret, string>, { timeoutMs }: Limits): Promise<string> {
  const late = (): never => {
    throw new TimeoutError("No credential was given in time.", timeoutMs);
  };
  return limited({}, async () => secret(), { ms: timeoutMs, late });
}

/** True if the request carried another token before, or none. */
function carry(request: Message, token: string): boolean {
  return putHeader(request, "authorization", `Bearer ${token}`);
}

/** True if the header was another before, or none. */
export function putHeader({ headers }: Message, name: string, value: string): boolean {
  const changed = headers.get(name) !== value;
  setHeader(headers, name, value);
  return changed;
}

export interface ClientCredentials {
  readonly service: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** URL of the token endpoint; a relative one is resolved against the server's. */
  readonly tokenUrl: string;
  readonly scope?: string;
}

/** A token this close to its end is renewed first, in milliseconds: it has to last the way to the server. */
const margin = 60_000;

/** Longest attempt of a token request, in milliseconds. */
const longest = 10_000;

/**
 * OAuth 2.0 client credentials (RFC 6749, section 4.4). The token is requested once however many calls wait for it,
 * kept until a minute before its end, and replaced once when the service refuses it early.
 */
export function clientCredentials(credentials: ClientCredentials): Authentication {
  return (server) => {
    const url = safeUrl(new URL(credentials.tokenUrl, `${server.baseUrl}/`).href, credentials.service, "tokenUrl");
    let current: Promise<Token> | undefined;
    const renew = (): Promise<Token> => {
      const request = requestToken(credentials, url, server);
      current = request;
      // A failed request is not kept: the next call tries anew.
      request.catch(() => {
        if (current === request) current = undefined;
      });
      return request;
    };
    /** Whoever notices first that a token is stale asks for another; the rest wait for that one. */
    const usable = async (isStale: (token: Token) => boolean): Promise<Token> => {
      const held = current;
      if (held === undefined) return renew();
      const token = await held;
      if (!isStale(token)) return token;
      return current === held ? renew() : (current ?? renew());
    };
    return async (request, refused) => {
      const last = request.headers.get("authorization");
      const token = await usable((held) => (refused ? last === `Bearer ${held.value}` : held.expiresAt <= Date.now()));
      return carry(request, token.value);
    };
  };
}

interface Token {
  readonly value: string;
  /** When to stop using it, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

async function requestToken(credentials: ClientCredentials, url: string, server: Server): Promise<Token> {
  const { service, clientId, clientSecret, scope } = credentials;
  const { limits } = server;
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: typeof clientSecret === "string" ? clientSecret : await reveal(clientSecret, limits),
    ...(scope !== undefined && { scope }),
  }).toString();
  const headers = new Headers({ accept: "application/json", "content-type": "application/x-www-form-urlencoded" });
  // Asked for on behalf of all who wait: what one of them set for a call does not end it for the others.
  const call = newCall(
    service,
    { name: "access token", path: new URL(url).pathname },
    { ...limits, timeoutMs: Math.min(longest, limits.timeoutMs), totalTimeoutMs: undefined },
    {},
  );
  call.safe = true;
  // The service's rate limit does not count token requests.
  const route = { ...server, throttle: undefined, authorize: anonymous() };
  const response = await send(route, { url, method: "POST", headers, body }, call);
  const answer = parse(call.text ?? "");
  const { status } = response;
  if (!response.ok || typeof answer.access_token !== "string") {
    // A code, that is: what else stands there may be what was sent.
    const said = /^[a-z_]+$/.test(`${answer.error ?? ""}`) ? `${status}, ${answer.error}` : status;
    // Anything else is a server or a proxy in trouble, which says nothing about the credentials (RFC 6749, section 5.2).
    if (status !== 400 && status !== 401 && status !== 403) {
      throw new ConnectionError(`${service}: the token endpoint gave no token (${said}). Try again later.`);
    }
    throw new AuthenticationError(
      `${service}: the token endpoint refused the client credentials (${said}). Check \`clientId\`, \`clientSecret\` and the environment they belong to.`,
    );
  }
  // RFC 6749 only recommends `expires_in`: without it the token is used until the service refuses it.
  const lifetime = typeof answer.expires_in === "number" ? answer.expires_in * 1000 : Number.POSITIVE_INFINITY;
  return { value: answer.access_token, expiresAt: Date.now() + Math.max(lifetime - margin, lifetime / 2) };
}

function parse(text: string): {
  readonly access_token?: unknown;
  readonly expires_in?: unknown;
  readonly error?: unknown;
} {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
