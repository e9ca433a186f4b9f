// The apps of customers, and the products that they may use.

import { refuse } from "../../answer/refusal.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Caller, World } from "../../service.js";
import type { Stored } from "../../world/state/store.js";
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

export interface AppCaller extends Caller {
  /** The client id. */
  readonly account: string;
}

/** @throws a 403 if the app may not use what an operation belongs to. */
export function requireProduct(operation: SpecOperation, client: string, { store }: World): void {
  const product = productOf(operation);
  if (store.collection<App>("app").get(client)?.products.includes(product) === true) return;
  throw refuse(403, `${names[product]} is not enabled for this app.`);
}

const names: Readonly<Record<Product, string>> = {
  ...{ dataBridge: "DataBridge", accountInformation: "Account information", analysis: "Analysis" },
  ...{ directProvider: "The direct provider flow", categorization: "Categorization" },
};

export function productOf({ id: operation, path }: SpecOperation): Product {
  if (path.startsWith("/shares")) return "dataBridge";
  if (operation === "createConsent") return "directProvider";
  if (path.includes("analysis-jobs")) return "analysis";
  return path.includes("categorization") ? "categorization" : "accountInformation";
}
