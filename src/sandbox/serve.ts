/// <reference types="node" />
// The sandbox on a port of this machine, and of no other: what it serves is not protected.

import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createPage } from "./page/page.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.js";
import { boards } from "./services/boards.js";
import { isCut } from "./world/faults.js";

export interface ServeOptions extends SandboxOptions {
  /** Default: one that is free. */
  readonly port?: number;
}

export interface ServedSandbox {
  readonly sandbox: Sandbox;
  /** `http://127.0.0.1:4010`, where the page is; a service is at `/<service>` below it. */
  readonly url: string;
  readonly port: number;
  /** Ends connections, stops listening and closes the sandbox. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox on the loopback interface, with a page for people at `/`.
 *
 * @throws if the port is taken.
 */
export async function serveSandbox({ port = 0, ...options }: ServeOptions = {}): Promise<ServedSandbox> {
  const sandbox = createSandbox(options);
  const page = createPage(sandbox, boards);
  const handle = async (request: Request, { outgoing }: { readonly outgoing: unknown }): Promise<Response> => {
    if (page.owns(request)) return page.fetch(request);
    // What a caller of fetch sees as an error, a client on a socket sees as its end.
    const response = await sandbox.fetch(request).catch(() => undefined);
    if (response !== undefined && !isCut(response)) return response;
    await breakOff(outgoing as ServerResponse, response);
    return RESPONSE_ALREADY_SENT;
  };
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve({ fetch: handle, port, hostname: "127.0.0.1" }, () => {
      started.off("error", reject);
      resolve(started as Server);
    });
    started.once("error", reject);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    sandbox,
    url: `http://127.0.0.1:${actual}`,
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
