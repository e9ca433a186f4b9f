/// <reference types="node" />
// A sandbox on a port of this machine, and of no other: what it serves is not protected.

import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { fileHostsOf } from "../answer/signed-file.js";
import { fromPort } from "../assemble.js";
import { hostOf } from "../document/address.js";
import { serversOf } from "../document/operation.js";
import type { Sandbox } from "../options.js";
import type { Board } from "../page/board.js";
import { createPage } from "../page/page.js";
import { isCut } from "../world/faults.js";
import { corsHeaders, isLoopback, refusedAccess } from "./host.js";

export interface ListenOptions {
  /** Default: one that is free. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: `127.0.0.1`, which only this machine reaches. */
  readonly host?: string | undefined;
  /** Whether pages of other origins may call. Default: no. */
  readonly cors?: boolean | undefined;
}

export interface Listening<Served> {
  readonly sandbox: Served;
  /** `http://127.0.0.1:4010`, where the page is; a service is at `/<service>` below it. */
  readonly url: string;
  readonly port: number;
  /** Ends connections, stops listening and closes the sandbox. */
  close(): Promise<void>;
}

const keepAliveMs = 60_000;

/** What the page shows of a sandbox, and the documents whose hosts it may be called by. */
interface Shown {
  readonly boards: readonly Board[];
  readonly documents: readonly unknown[];
}

/**
 * Puts a sandbox on a port.
 *
 * @throws if the port is taken.
 */
export async function listen<Served extends Sandbox<unknown, unknown>>(
  sandbox: Served,
  { boards, documents }: Shown,
  { port = 0, host = "127.0.0.1", cors = false }: ListenOptions,
): Promise<Listening<Served>> {
  const page = createPage(sandbox, boards);
  const known = new Set(
    documents.flatMap((document) => [
      ...serversOf((document as { servers?: unknown }).servers).flatMap((server) => hostOf(server) ?? []),
      ...fileHostsOf(document),
    ]),
  );
  const handle = async (request: Request, { outgoing }: { readonly outgoing: unknown }): Promise<Response> => {
    const refused = refusedAccess(request, { host, cors, known });
    if (refused !== undefined) return Response.json({ error: refused }, { status: 403 });
    if (page.owns(request)) return page.fetch(request);
    const isPreflight = request.method === "OPTIONS" && request.headers.has("access-control-request-method");
    if (cors && isPreflight) return new Response(null, { status: 204, headers: corsHeaders(request) });
    // An error for a caller of fetch is the end of the connection for a client on a socket.
    const response = await sandbox.fetch(request, fromPort).catch(() => undefined);
    if (response !== undefined && !isCut(response)) {
      if (cors) for (const [header, value] of Object.entries(corsHeaders(request))) response.headers.set(header, value);
      return response;
    }
    await breakOff(outgoing as ServerResponse, response);
    return RESPONSE_ALREADY_SENT;
  };
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve({ fetch: handle, port, hostname: host }, () => {
      started.off("error", reject);
      resolve(started as Server);
    });
    started.once("error", reject);
  });
  // A client that thinks for longer than Node's five seconds would call over a connection that is being closed.
  server.keepAliveTimeout = keepAliveMs;
  const { port: actual } = server.address() as AddressInfo;
  return {
    sandbox,
    url: `http://${isLoopback(host) ? "127.0.0.1" : host}:${actual}`,
    port: actual,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await sandbox.close();
    },
  };
}

/** Ends a connection: before the answer, or in the middle of its body. */
async function breakOff(outgoing: ServerResponse, response: Response | undefined): Promise<void> {
  const start = await response?.body?.getReader().read();
  if (response === undefined || start?.value === undefined) return void outgoing.destroy();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.write(start.value, () => outgoing.destroy());
}
