// Who calls: an app, by a token that it got for its secret and that lives for an hour.

import { refuse } from "../../answer/refusal.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Endpoint, RawAnswer, World } from "../../service.js";
import type { Stored } from "../../world/state/store.js";
import { type App, type AppCaller, productOf } from "./apps.js";

export interface Token extends Stored {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const lifetimeSeconds = 3600;

/** The token endpoint: OAuth 2.0 client credentials (RFC 6749, section 4.4). */
export const token: Endpoint = ({ headers, body }, world) => {
  const { store, clock, ids, assume } = world;
  const refused = (error: string, description?: string): RawAnswer => ({
    status: error === "invalid_client" && assume<string>("token-errors").startsWith("401") ? 401 : 400,
    headers: uncached,
    body: { error, ...(description !== undefined && { error_description: description }) },
  });
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? ""))
    return refused("invalid_request");
  const form = new URLSearchParams(body);
  const grant = form.get("grant_type");
  if (grant === null) return refused("invalid_request");
  if (grant !== "client_credentials") return refused("unsupported_grant_type");
  const app = store.collection<App>("app").get(form.get("client_id") ?? "");
  if (app === undefined || form.get("client_secret") !== app.secret) {
    const isBasic = /^basic /i.test(headers.get("authorization") ?? "");
    return refused("invalid_client", isBasic ? inTheForm : undefined);
  }
  const known = knownScopes(world);
  // Without a scope the app gets what it may have.
  const scopes = form.get("scope")?.split(" ") ?? known;
  if (!scopes.every((scope) => known.includes(scope))) return refused("invalid_scope");
  const access = ids.hex(64);
  const tokens = store.collection<Token>("access-token");
  tokens.add({ id: access, clientId: app.id, scopes, expiresAt: clock.now() + lifetimeSeconds * 1000 });
  const members = assume<string>("token-answer");
  const answer = {
    access_token: access,
    ...(members.includes("expires_in") && { expires_in: lifetimeSeconds }),
    token_type: "Bearer",
    ...(members.includes("scope") && { scope: scopes.join(" ") }),
  };
  return { status: 200, headers: uncached, body: answer };
};

const inTheForm = "Send client_id and client_secret in the form: this endpoint does not read the Authorization header.";

const uncached = { "Cache-Control": "no-store" };

const usualScope = "customer-api";

function knownScopes({ assume }: World): readonly string[] {
  return [...new Set([usualScope, assume<string>("sharing-scope"), assume<string>("account-information-scope")])];
}

function scopeFor(operation: SpecOperation, { assume }: World): string {
  const product = productOf(operation);
  if (product === "dataBridge") return assume("sharing-scope");
  return product === "accountInformation" || product === "directProvider"
    ? assume("account-information-scope")
    : usualScope;
}

/** @throws {Refusal} without a token, or with one that does not allow the operation. */
export function authenticate(headers: Headers, world: World, operation: SpecOperation): AppCaller {
  const { store, clock } = world;
  const [, value] = /^Bearer\s+(\S+)\s*$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (value === undefined) throw refuse(401);
  const tokens = store.collection<Token>("access-token");
  const found = tokens.get(value);
  if (found === undefined) throw refuse(401, "invalid_token");
  if (found.expiresAt <= clock.now()) {
    tokens.remove(value);
    throw refuse(401, "invalid_token");
  }
  const scope = scopeFor(operation, world);
  if (!found.scopes.includes(scope)) throw refuse(403, `The token has not the scope ${scope}.`);
  const app = store.collection<App>("app").get(found.clientId) as App;
  return { account: app.id, credential: app.id, side: app.side };
}
