import { AuthenticationError, ConnectionError } from "../errors.js";
import { newCall } from "../transport/call.js";
import { isolatesRequests, pollMs } from "../transport/cross-request.js";
import { limited } from "../transport/deadline.js";
import { setHeaders } from "../transport/headers.js";
import { safeUrl } from "../transport/log/safe-url.js";
import type { Authentication, Server } from "../transport/route.js";
import { send } from "../transport/send.js";
import { sleep } from "../transport/sleep.js";
import { anonymous, putBearer, putSecret } from "./bearer.js";
import { reveal, type Secret } from "./credential.js";

export interface ClientCredentials {
  readonly service: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** URL of the token endpoint; a relative one is resolved against the server's. */
  readonly tokenUrl: string;
  readonly scope?: string;
}

/** A token this close to its end is renewed first, because it has to last until the server has checked it. */
const renewalMarginMs = 60_000;

const tokenTimeoutMs = 10_000;

/** How long a token request is waited for before another is sent: its own call may have ended, and the request with it. */
const takeoverMs = 5_000;

/**
 * OAuth 2.0 client credentials (RFC 6749, section 4.4). The token is requested once however many calls wait for it,
 * kept until a minute before its end, and replaced once when the service refuses it early.
 */
export function clientCredentials(credentials: ClientCredentials): Authentication {
  return (server) => {
    const url = safeUrl(
      new URL(credentials.tokenUrl, `${server.baseUrl}/`).href,
      credentials.service,
      "tokenUrl",
      server.insecureHosts,
    );
    let token: Token | undefined;
    let pending: { readonly request: Promise<Token>; readonly since: number } | undefined;
    const renew = async (): Promise<Token> => {
      const own = { request: requestToken(credentials, url, server), since: Date.now() };
      pending = own;
      try {
        token = await own.request;
        return token;
      } finally {
        // A failed request is not kept: the next call tries again.
        if (pending === own) pending = undefined;
      }
    };
    /** The first call that needs another token requests it; the others wait for it, but not for ever. */
    const usable = async (isStale: (token: Token) => boolean): Promise<Token> => {
      const before = token;
      for (;;) {
        // One that came while this call waited is as fresh as another would be, whatever its value and its end.
        if (token && (token !== before || !isStale(token))) return token;
        if (!pending) return renew();
        const { request, since } = pending;
        const leftMs = since + takeoverMs - Date.now();
        if (leftMs <= 0) return renew();
        // Awaited for its end only: what came of it is in `token`, or is thrown to the call that waits.
        if (isolatesRequests()) await sleep(pollMs, undefined);
        else
          await limited<unknown>(
            undefined,
            leftMs,
            () => request,
            () => undefined,
          );
      }
    };
    return async (request, refused) => {
      const last = request.headers.get("authorization");
      const { value } = await usable((held) =>
        refused ? last === `Bearer ${held.value}` : held.expiresAt <= Date.now(),
      );
      return putSecret(request, value, putBearer);
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
  const secret = typeof clientSecret === "string" ? clientSecret : await reveal(clientSecret, limits.timeoutMs);
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: secret,
    ...(scope !== undefined && { scope }),
  }).toString();
  const headers = setHeaders(new Headers(), {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": server.headers["user-agent"],
  });
  // The options of one call do not hold for the token, because other calls wait for it too.
  const call = newCall(
    service,
    { name: "access token", path: new URL(url).pathname },
    { ...limits, timeoutMs: Math.min(tokenTimeoutMs, limits.timeoutMs), totalTimeoutMs: undefined },
    {},
    { readsOnly: true },
  );
  // The service's rate limit does not count token requests.
  const route = { ...server, throttle: undefined, authorize: anonymous() };
  const { response, text } = await send(route, { url, method: "POST", headers, body, secrets: [secret] }, call);
  const answer = parse(text ?? "");
  const { status } = response;
  const value = typeof answer.access_token === "string" ? answer.access_token.trim() : "";
  // A header holds visible ASCII: any other token would fail with each call until its end.
  if (!response.ok || !/^[!-~]+$/.test(value)) {
    // Only a code is quoted: any other text may repeat the secret.
    const reason = /^[a-z_]+$/.test(`${answer.error ?? ""}`) ? `${status}, ${answer.error}` : status;
    // Other statuses are those of a server or proxy in trouble, and not about the credentials (RFC 6749, section 5.2).
    if (status !== 400 && status !== 401 && status !== 403) {
      throw new ConnectionError(`${service}: the token endpoint gave no token (${reason}). Try again later.`);
    }
    throw new AuthenticationError(
      `${service}: the token endpoint refused the client credentials (${reason}). Check \`clientId\`, \`clientSecret\` and the environment they belong to.`,
    );
  }
  // RFC 6749 only recommends `expires_in`: without it the token is used until the service refuses it.
  const { expires_in: end } = answer;
  const seconds = end === null || end === "" ? Number.NaN : Number(end);
  const lifetimeMs = Number.isNaN(seconds) ? Number.POSITIVE_INFINITY : seconds * 1000;
  return { value, expiresAt: Date.now() + Math.max(lifetimeMs - renewalMarginMs, lifetimeMs / 2) };
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
