// Who receives the webhooks: the package's own handlers under node:http, an address for each party.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type EnableNowEvent, parseEnableNowEvent } from "../../../generated/enablenow/index.js";
import { type PersonaEvent, verifyWebhook } from "../../../generated/persona/index.js";
import { memorySeenStore, nodeWebhookHandler } from "../../index.js";
import type { Sandbox } from "../index.js";

export interface Inbox {
  /** The events that were handled: by Northfold Bank, Harbour Lending, and Veldkamp Lending. */
  readonly bank: readonly PersonaEvent[];
  readonly lender: readonly PersonaEvent[];
  readonly partner: readonly EnableNowEvent[];
  /** Why deliveries were refused. */
  readonly refusals: readonly unknown[];
  /** Where Northfold Bank receives. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openInbox({ credentials, control, now }: Sandbox): Promise<Inbox> {
  const handled = { bank: [] as PersonaEvent[], lender: [] as PersonaEvent[], partner: [] as EnableNowEvent[] };
  const refusals: unknown[] = [];
  const onError = (error: unknown) => void refusals.push(error);
  const signed = (side: "source" | "destination", to: PersonaEvent[]) =>
    nodeWebhookHandler({
      // Signed by the sandbox's clock, so it is that one which says whether a signature is old.
      verify: (body, headers) =>
        verifyWebhook(body, headers, credentials.persona[side].webhookSecret, { now: now().getTime() }),
      handle: (event) => void to.push(event),
      seen: memorySeenStore(),
      onError,
    });
  // EnableNow does not sign: an address that nobody can guess is all there is.
  const secret = `/enablenow/${crypto.randomUUID()}`;
  const handlers: Readonly<Record<string, ReturnType<typeof nodeWebhookHandler>>> = {
    "/bank": signed("source", handled.bank),
    "/lender": signed("destination", handled.lender),
    [secret]: nodeWebhookHandler({
      verify: (body) => parseEnableNowEvent(body),
      handle: (event) => void handled.partner.push(event),
      onError,
    }),
  };
  const server = createServer((request, response) => {
    const handler = handlers[request.url ?? ""];
    if (handler !== undefined) return void handler(request, response);
    response.statusCode = 404;
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  control.persona.setWebhook("source", { url: `${url}/bank` });
  control.persona.setWebhook("destination", { url: `${url}/lender` });
  control.enablenow.setWebhook("b", url + secret);
  return {
    ...handled,
    refusals,
    url: `${url}/bank`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
