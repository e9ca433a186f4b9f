// Who is in the story: a sandbox on a port, a client for each of the four parties, and somebody who receives webhooks.

import { createEnableNow, type EnableNow } from "../../../generated/enablenow/index.js";
import { createPersona, type Persona } from "../../../generated/persona/index.js";
import { type Sandbox, serveSandbox } from "../index.js";
import { type Inbox, openInbox } from "./inbox.js";

export interface Stage {
  readonly sandbox: Sandbox;
  /** Where the page is. */
  readonly url: string;
  /** Northfold Bank, which has verified somebody. */
  readonly bank: Persona;
  /** Harbour Lending, which wants to know them too. */
  readonly lender: Persona;
  /** Amstel Mortgages, whose customers gave consent to read their accounts. */
  readonly broker: EnableNow;
  /** Veldkamp Lending, which is to read them as well. */
  readonly partner: EnableNow;
  readonly inbox: Inbox;
  readonly wire: Wire;
  close(): Promise<void>;
}

/** Sends requests and webhooks. A test replaces it by one that falsifies them. */
export interface Wire {
  readonly send: (url: string, init: RequestInit) => Promise<Response>;
  readonly deliver: (request: Request) => Promise<Response>;
}

const honest: Wire = {
  send: (url, init) => fetch(url, init),
  deliver: (request) => fetch(request),
};

export async function openStage(wire: Wire = honest): Promise<Stage> {
  // A clock that runs, from a day that is always the same: a redemption takes its seconds, and days go by on demand.
  const server = await serveSandbox({ now: "2026-11-02T09:00:00Z", running: true, deliver: wire.deliver });
  const { sandbox, url } = server;
  const inbox = await openInbox(sandbox);
  const { persona, enablenow } = sandbox.credentials;
  const common = { fetch: wire.send, retry: { maxAttempts: 10, baseDelayMs: 10 } };
  const organization = ({ apiKey }: { apiKey: string }) =>
    createPersona({ ...common, apiKey, baseUrl: `${url}/persona` });
  const app = (credentials: { clientId: string; clientSecret: string }) =>
    createEnableNow({ ...common, ...credentials, baseUrl: `${url}/enablenow` });
  return {
    ...{ sandbox, url, inbox, wire },
    bank: organization(persona.source),
    lender: organization(persona.destination),
    broker: app(enablenow.a),
    partner: app(enablenow.b),
    close: async () => {
      await server.close();
      await inbox.close();
    },
  };
}
