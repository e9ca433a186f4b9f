// Real servers on this machine, for what only a real connection shows.

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A request as a server received it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Loopback {
  /** `http://127.0.0.1:49152` */
  readonly url: string;
  readonly received: Received[];
  /** Connections that are open. */
  readonly connections: ReadonlySet<Socket>;
}

/** An HTTP server, until the test ends. */
export async function loopback(
  answer: (request: Received, response: ServerResponse) => void | Promise<void>,
): Promise<Loopback> {
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    await new Promise((resolve) => message.once("end", resolve));
    const { method = "", url = "", headers } = message;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    received.push(request);
    await answer(request, response);
  });
  return { received, ...(await listen(server)) };
}

/** The URL of an HTTP server that reads its requests itself, until the test ends. */
export async function served(listener: RequestListener): Promise<string> {
  return (await listen(createServer(listener))).url;
}

/** A TCP server that answers every request with these bytes and hangs up, until the test ends. */
export async function hangsUp(bytes: string): Promise<Omit<Loopback, "received">> {
  return listen(createTcpServer((socket) => void socket.once("data", () => socket.end(bytes))));
}

async function listen(server: Server): Promise<Omit<Loopback, "received">> {
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    // A client that hangs up is no fault of the server.
    socket.on("error", () => {});
    socket.on("close", () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of connections) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}
