import { AuthenticationError, ConfigurationError, ConnectionError } from "./errors.js";
import type { Fetch } from "./options.js";
import type { Authorize } from "./send.js";

/** A secret, or where to get it: called for each request, so that it may change. */
export type Secret = string | (() => string | Promise<string>);

/** The server a client talks to: what an authentication scheme needs to know of it. */
export interface Server {
  readonly baseUrl: string;
  readonly fetch: Fetch;
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
      `${source.service}: no ${source.option}. Pass \`${source.option}\`, or set the environment variable ${source.variable}.`,
    );
  }
  return value;
}

function environment(variable: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[variable];
}

/** No credentials at all. */
export function anonymous(): Authorize {
  return () => false;
}

/** HTTP bearer authentication (RFC 6750) with a key that does not expire. */
export function bearer(key: Secret): Authentication {
  return () => {
    const put = (request: Request, value: string): boolean => {
      carry(request, value);
      return false;
    };
    return (request, refused) => {
      if (refused) return false;
      return typeof key === "string" ? put(request, key) : Promise.resolve(key()).then((value) => put(request, value));
    };
  };
}

function carry(request: Request, token: string): void {
  try {
    request.headers.set("authorization", `Bearer ${token}`);
  } catch {
    // The platform's message quotes the value, which is secret: it is not passed on.
    throw new ConfigurationError("The credential holds a character that no header may carry.");
  }
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

/** Limit for a token request, in milliseconds. */
const timeoutMs = 30_000;

/**
 * OAuth 2.0 client credentials (RFC 6749, section 4.4). The token is requested once however many calls wait for it,
 * kept until a minute before its end, and replaced once when the service refuses it early.
 */
export function clientCredentials(credentials: ClientCredentials): Authentication {
  return ({ baseUrl, fetch }) => {
    const url = new URL(credentials.tokenUrl, `${baseUrl}/`).href;
    let current: Promise<Token> | undefined;
    const renew = (): Promise<Token> => {
      const request = requestToken(credentials, url, fetch);
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
      carry(request, token.value);
      return refused;
    };
  };
}

interface Token {
  readonly value: string;
  /** When to stop using it, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

async function requestToken(credentials: ClientCredentials, url: string, fetch: Fetch): Promise<Token> {
  const { service, clientId, clientSecret, scope } = credentials;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: typeof clientSecret === "string" ? clientSecret : await clientSecret(),
    ...(scope !== undefined && { scope }),
  });
  let response: Response;
  let text: string;
  try {
    const request = new Request(url, { method: "POST", body: form, headers: { accept: "application/json" } });
    response = await fetch(request, { signal: AbortSignal.timeout(timeoutMs) });
    text = await response.text();
  } catch (cause) {
    throw new ConnectionError(`${service}: the token endpoint gave no answer. Check the network, then try again.`, {
      cause,
    });
  }
  const answer = parse(text);
  const { status } = response;
  if (!response.ok || typeof answer.access_token !== "string") {
    const said = typeof answer.error === "string" ? `${status}, ${answer.error}` : status;
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
