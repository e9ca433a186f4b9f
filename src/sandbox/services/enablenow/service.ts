// EnableNow: apps that call with a token, share what they hold, and get webhooks that are never signed nor repeated.

import { document } from "../../../../generated/enablenow/document.js";
import type { Service } from "../../service.js";
import { type App, type AppCaller, authenticate, shared, type Token, token } from "./apps.js";
import { invalid, problem } from "./problems.js";
import { apps, holdings, seededShares } from "./seed.js";
import { presentShare, type Share, shares } from "./shares.js";

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
  /** Switches DataBridge on or off for an app; without it every call of the app is refused with 403. */
  setDataBridge(app: "a" | "b", on: boolean): void;
  /** Has all access tokens end now. */
  revokeTokens(): void;
  /** Directs the webhooks of an app to another URL. */
  setWebhook(app: "a" | "b", url: string): void;
}

export const enablenow: Service<AppCaller, EnableNowCredentials, EnableNowControl> = {
  name: "enablenow",
  document,
  operations: shares,
  presenters: { share: presentShare },
  endpoints: { "POST /cfa/connect/token": token },
  webhooks: { retrySeconds: [], timeoutMs: 10_000, headers: () => ({}) },
  authenticate,
  admit: ({ caller }, { store }) => {
    if (store.collection<App>("app").get(caller.account)?.dataBridge !== true) throw shared();
  },
  invalid,
  problem,
  callId: ({ ids }) => `00-${ids.hex(32)}-${ids.hex(16)}-00`,
  headers: () => ({}),
  seed: ({ store, ids, clock }) => {
    for (const app of apps)
      store.collection<App>("app").add({ ...app, secret: ids.prefixed("", 40), dataBridge: true });
    for (const [owner, held] of Object.entries(holdings)) {
      for (const id of Object.values(held).flat()) store.collection("holding").add({ id, owner } as { id: string });
    }
    for (const share of seededShares(clock.now())) store.collection<Share>("share").add(share);
    const credentials = (side: "a" | "b"): AppCredentials => {
      const app = [...store.collection<App>("app").values()].find((each) => each.side === side) as App;
      return { clientId: app.id, clientSecret: app.secret };
    };
    return { a: credentials("a"), b: credentials("b") };
  },
  control: ({ store, receivers }) => ({
    setDataBridge: (side, on) => {
      for (const app of store.collection<App>("app").values()) if (app.side === side) app.dataBridge = on;
    },
    revokeTokens: () => {
      for (const { id } of [...store.collection<Token>("access-token").values()]) {
        store.collection<Token>("access-token").remove(id);
      }
    },
    setWebhook: (app, url) => receivers.direct(app, { url }),
  }),
};
