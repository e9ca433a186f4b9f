import createClient, { type Client } from "openapi-fetch";
import { newCall } from "./send.js";
import type { Transport } from "./transport.js";

/**
 * The typed openapi-fetch client of a service. Its requests take the same way as the methods': the same credentials,
 * limits and retries. Bodies and answers are as they are on the wire.
 */
export function createHttp<Paths extends {}>(transport: Transport): Client<Paths> {
  const { service, baseUrl, headers } = transport;
  const templates = new WeakMap<Request, string>();
  const client = createClient<Paths>({
    baseUrl,
    headers,
    fetch: async (request) => {
      const path = templates.get(request) ?? "";
      const call = newCall(service.name, { name: `${request.method} ${path}`, path }, transport, {
        signal: request.signal,
      });
      call.streaming = true;
      // Read now, to be sent again.
      if (request.body !== null) call.body = await request.clone().arrayBuffer();
      return transport.send(request, call);
    },
  });
  // Errors and logs name the operation by its template: the path itself holds ids.
  client.use({ onRequest: ({ request, schemaPath }) => void templates.set(request, schemaPath) });
  return client;
}
