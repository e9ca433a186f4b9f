// A server in a process of its own: the sandbox, or a bare hono handler that answers with the bytes of a file. Prints what
// its callers have to know.

import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createPersona } from "sharewright/persona";
import { serveSandbox } from "sharewright/sandbox";

const [, , answers] = process.argv;
if (answers === undefined) await serveOurs();
else serveBare(JSON.parse(readFileSync(answers, "utf8")));

async function serveOurs(): Promise<void> {
  const { sandbox, url } = await serveSandbox({ limits: { persona: false } });
  const { source, destination } = sandbox.credentials.persona;
  const { connections, shareTokens } = createPersona({ apiKey: source.apiKey, fetch: sandbox.fetch }).connect;
  const connection = await connections.create({ destinationOrganizationId: destination.organizationId });
  sandbox.control.persona.acceptConnection(connection.id);
  const attributes = { "connection-id": connection.id, "source-id": source.objects.inquiry };
  const { id } = await shareTokens.create({ connectionId: connection.id, sourceId: source.objects.inquiry });
  const path = "/persona/connect/share-tokens";
  const calls = {
    retrieve: { method: "GET", path: `${path}/${id}` },
    create: { method: "POST", path, body: JSON.stringify({ data: { attributes } }) },
  };
  console.log(JSON.stringify({ url, apiKey: source.apiKey, calls }));
}

type Answer = { readonly status: 200; readonly headers: Record<string, string>; readonly body: string };

function serveBare({ retrieve, create }: { readonly retrieve: Answer; readonly create: Answer }): void {
  const app = new Hono();
  app.get("/persona/connect/share-tokens/:id", (context) =>
    context.body(retrieve.body, retrieve.status, retrieve.headers),
  );
  app.post("/persona/connect/share-tokens", async (context) => {
    await context.req.json();
    return context.body(create.body, create.status, create.headers);
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => {
    console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
  });
}
