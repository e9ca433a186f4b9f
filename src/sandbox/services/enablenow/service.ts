// EnableNow: apps that call with a token, read bank accounts with the consent of their holders, and share what they hold.
// Webhooks are never signed nor repeated.

import { document } from "../../../../generated/enablenow/document.js";
import type { Service } from "../../service.js";
import type { Collections } from "../../world/state/store.js";
import { accounts, presentAccount } from "./accounts/accounts.js";
import { transactions } from "./accounts/transactions.js";
import { type App, type AppCaller, type Product, requireProduct } from "./apps.js";
import { consents, presentConsent } from "./consents/consents.js";
import { courseTimers } from "./consents/course.js";
import { type Account, type Consent, type EndUser, held } from "./holdings.js";
import { analysisJobs } from "./jobs/analysis-jobs.js";
import { categorizationJobs, presentCategorizationJob } from "./jobs/categorization-jobs.js";
import { jobTimers } from "./jobs/jobs.js";
import { permits } from "./permits.js";
import { invalid, problem } from "./problems.js";
import { apps, seededShares } from "./seed/seed.js";
import { seedHoldings } from "./seed/seed-holdings.js";
import { presentShare, type Share } from "./sharing/share.js";
import { shares } from "./sharing/shares.js";
import { understand } from "./spelling.js";
import { authenticate, type Token, token } from "./tokens.js";
import { users } from "./users.js";

/** Of each of the two apps: A shares, B receives. */
export interface EnableNowCredentials {
  readonly a: AppCredentials;
  readonly b: AppCredentials;
}

interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface EnableNowControl {
  /** Switches DataBridge on or off for an app; without it every call about shares is refused with 403. */
  setDataBridge(app: "a" | "b", on: boolean): void;
  /** The same for any product. */
  setProduct(app: "a" | "b", product: Product, on: boolean): void;
  /** The choice of end users at their bank, for consents that the app requests from now on. */
  setEndUser(app: "a" | "b", does: EndUser): void;
  /** Has so many of the next updates of a consent fail. */
  failUpdates(consentId: string, times?: number): void;
  /** Has so many of the next analyses and categorizations of an app fail. */
  failJobs(app: "a" | "b", times?: number): void;
  /** Has all access tokens end now. */
  revokeTokens(): void;
  /** Directs the webhooks of an app to another URL. */
  setWebhook(app: "a" | "b", url: string): void;
}

export const enablenow: Service<AppCaller, EnableNowCredentials, EnableNowControl> = {
  name: "enablenow",
  document,
  operations: {
    ...users,
    ...consents,
    ...accounts,
    ...transactions,
    ...analysisJobs,
    ...categorizationJobs,
    ...shares,
  },
  presenters: {
    share: presentShare,
    consent: (consent: Consent, _, world) => presentConsent(consent, world) as Record<string, unknown>,
    account: (account: Account, _, world) => presentAccount(account, world) as Record<string, unknown>,
    "categorization-job": presentCategorizationJob,
  },
  endpoints: { "POST /cfa/connect/token": token },
  webhooks: ({ assume }) => ({
    retrySeconds: [],
    headers: () => ({}),
    ...(assume("webhook-timeout") === "200 alone, within 5 seconds."
      ? { timeoutMs: 5000, succeeds: (status: number) => status === 200 }
      : { timeoutMs: 10_000 }),
  }),
  timers: { ...courseTimers, ...jobTimers },
  authenticate,
  admit: ({ caller, operation }, world) => requireProduct(operation, caller.account, world),
  readsNamesInAnyCase: ({ assume }) => assume("query-name-case") === true,
  understand,
  permits,
  invalid,
  problem,
  callId: ({ ids }) => `00-${ids.hex(32)}-${ids.hex(16)}-00`,
  headers: () => ({}),
  seed: (world) => {
    const { store, ids, clock } = world;
    for (const app of apps) store.collection<App>("app").add({ ...app, secret: ids.prefixed("", 40) });
    seedHoldings(world);
    for (const share of seededShares(clock.now())) store.collection<Share>("share").add(share);
    const credentials = (side: "a" | "b"): AppCredentials => {
      const app = appOf(store, side);
      return { clientId: app.id, clientSecret: app.secret };
    };
    return { a: credentials("a"), b: credentials("b") };
  },
  control: (world) => {
    const { store, receivers } = world;
    const setProduct: EnableNowControl["setProduct"] = (side, product, on) => {
      const app = appOf(store, side);
      const others = app.products.filter((each) => each !== product);
      app.products = on ? [...others, product] : others;
    };
    return {
      setDataBridge: (side, on) => setProduct(side, "dataBridge", on),
      setProduct,
      setEndUser: (side, does) => {
        appOf(store, side).endUser = does;
      },
      failUpdates: (consentId, times = 1) => {
        const consent = held(world, "consent").get(consentId.toLowerCase());
        if (consent === undefined) throw new Error(`failUpdates: there is no consent ${consentId}.`);
        consent.toFail = times;
      },
      failJobs: (side, times = 1) => {
        appOf(store, side).jobsToFail = times;
      },
      revokeTokens: () => {
        for (const { id } of [...store.collection<Token>("access-token").values()]) {
          store.collection<Token>("access-token").remove(id);
        }
      },
      setWebhook: (app, url) => receivers.direct(app, { url }),
    };
  },
};

function appOf(store: Collections, side: "a" | "b"): App {
  return [...store.collection<App>("app").values()].find((each) => each.side === side) as App;
}
