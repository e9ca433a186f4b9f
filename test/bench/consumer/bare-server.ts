// A bare hono handler for a read and a creation, which answers with the bytes of a file. Prints its address.

import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

type Answer = {
  readonly path: string;
  readonly status: 200;
  readonly headers: Record<string, string>;
  readonly body: string;
};

const { retrieve, create } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Record<
  "retrieve" | "create",
  Answer
>;
const app = new Hono();
app.get(retrieve.path.replace(/[^/]+$/, ":id"), (context) =>
  context.body(retrieve.body, retrieve.status, retrieve.headers),
);
app.post(create.path, async (context) => {
  await context.req.json();
  return context.body(create.body, create.status, create.headers);
});
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
