// Who calls: an app of a customer, by a token that it got for its secret and that lives for an hour.

import { refuse } from "../../answer/refusal.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Caller, Endpoint, World } from "../../service.js";
import type { Stored } from "../../world/store.js";
import type { EndUser } from "./holdings.js";

/** Settings that can be switched on and off for an app. */
export type Product = "dataBridge" | "accountInformation" | "directProvider" | "analysis" | "categorization";

export const products: readonly Product[] = [
  ...(["dataBridge", "accountInformation", "directProvider", "analysis", "categorization"] as const),
];

/** An app; its id is its OAuth client id. */
export interface App extends Stored {
  /** `a` or `b`; the client id for the apps of others, who do not call. */
  readonly side: string;
  readonly secret: string;
  /** The number that answers call `appId`. */
  readonly number: number;
  /** Where end users may be sent after their bank. */
  readonly redirectUrls: readonly string[];
  products: readonly Product[];
  /** The choice of end users about consents that are requested from now on. */
  endUser: EndUser;
  /** How many of the jobs to come fail. */
  jobsToFail: number;
}

export interface Token extends Stored {
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface AppCaller extends Caller {
  /** The client id. */
  readonly account: string;
}

const lifetimeSeconds = 3600;
const scope = "customer-api";

/** The token endpoint: OAuth 2.0 client credentials (RFC 6749, section 4.4). */
export const token: Endpoint = ({ headers, body }, { store, clock, ids }) => {
  const refused = (error: string, description?: string) => ({
    status: 400,
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
  // Without a scope the app gets what it may have.
  if ((form.get("scope") ?? scope) !== scope) return refused("invalid_scope");
  const access = ids.hex(64);
  const tokens = store.collection<Token>("access-token");
  tokens.add({ id: access, clientId: app.id, expiresAt: clock.now() + lifetimeSeconds * 1000 });
  const answer = { access_token: access, expires_in: lifetimeSeconds, token_type: "Bearer", scope };
  return { status: 200, headers: uncached, body: answer };
};

const inTheForm = "Send client_id and client_secret in the form: this endpoint does not read the Authorization header.";

const uncached = { "Cache-Control": "no-store" };

export function authenticate(headers: Headers, { store, clock }: World): AppCaller {
  const [, value] = /^Bearer\s+(\S+)\s*$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (value === undefined) throw refuse(401);
  const tokens = store.collection<Token>("access-token");
  const found = tokens.get(value);
  if (found === undefined) throw refuse(401, "invalid_token");
  if (found.expiresAt <= clock.now()) {
    tokens.remove(value);
    throw refuse(401, "invalid_token");
  }
  const app = store.collection<App>("app").get(found.clientId) as App;
  return { account: app.id, credential: app.id, side: app.side };
}

/** @throws a 403 if the app may not use what an operation belongs to. */
export function requireProduct({ id, path }: SpecOperation, client: string, { store }: World): void {
  const product = productOf(id, path);
  if (store.collection<App>("app").get(client)?.products.includes(product) === true) return;
  throw refuse(403, `${names[product]} is not enabled for this app.`);
}

const names: Readonly<Record<Product, string>> = {
  ...{ dataBridge: "DataBridge", accountInformation: "Account information", analysis: "Analysis" },
  ...{ directProvider: "The direct provider flow", categorization: "Categorization" },
};

function productOf(operation: string, path: string): Product {
  if (path.startsWith("/shares")) return "dataBridge";
  if (operation === "createConsent") return "directProvider";
  if (path.includes("analysis-jobs")) return "analysis";
  return path.includes("categorization") ? "categorization" : "accountInformation";
}
