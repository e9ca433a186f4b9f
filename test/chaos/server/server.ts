// The fault server: both services behind a layer that spoils some of the exchanges, on a loopback port of its own.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Emulator, Received } from "./emulator.js";
import { EnableNowEmulator } from "./enablenow.js";
import { type FaultPlan, tokenFaults } from "./faults.js";
import { inflict, send } from "./inflict.js";
import { type Entries, Ledger } from "./ledger.js";
import { PersonaEmulator } from "./persona.js";
import { random } from "./random.js";

export interface FaultServer {
  /** Persona stands at `${url}/persona`, EnableNow at `${url}/enablenow`. */
  readonly url: string;
  /** What happened since it was last asked. */
  take(): Promise<Entries>;
  /** Ids of `count` share tokens to redeem. */
  stock(count: number): Promise<string[]>;
  /** Forgets tokens, shares and idempotency keys, for a round with subjects of its own. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(plan: FaultPlan, seed = 1): Promise<FaultServer> {
  const ledger = new Ledger();
  const persona = new PersonaEmulator(ledger);
  const emulators: Readonly<Record<string, Emulator>> = { persona, enablenow: new EnableNowEmulator(ledger) };
  /** Credentials that have expired for a subject. */
  const expired = new Map<string, string>();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, name = "", path = ""] = /^\/(\w+)([^?]*)/.exec(request.url ?? "") ?? [];
    const emulator = emulators[name];
    if (emulator === undefined) return send(response, { status: 404, headers: {}, body: "" });
    const received: Received = {
      method: request.method ?? "",
      path,
      headers: request.headers,
      body: await text(request),
    };
    const subject = emulator.subject(received);
    const attempt = ledger.arrive(subject);
    const { authorization = "" } = request.headers;
    if (expired.has(subject) && expired.get(subject) === authorization) return send(response, emulator.unauthorized());
    const kind = plan(subject, attempt);
    // What carries no credentials, the request for some, has none that could expire; it alone is answered with a token.
    const isForToken = authorization === "";
    if (kind === undefined || (isForToken ? kind === "expired-token" : tokenFaults.includes(kind)))
      return send(response, emulator.answer(received));
    ledger.fault(kind);
    if (kind === "expired-token") expired.set(subject, authorization);
    const process = () => emulator.answer(received);
    await inflict[kind]({ request, response, emulator, process, random: random(seed, subject, attempt, kind) });
  };

  const server = createServer((request, response) => {
    // The client may hang up at any time; that is its right, and the request was counted if it was read to its end.
    handle(request, response).catch(() => request.socket.destroy());
  });
  // A client that keeps connections must not lose one to the server's own timer: only planned faults are wanted.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: async () => ledger.take(),
    stock: async (count) => persona.stock(count),
    clear: async () => {
      for (const emulator of Object.values(emulators)) emulator.clear();
      expired.clear();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
