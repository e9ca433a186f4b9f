import createClient, { type Client } from "openapi-fetch";
import { newCall } from "./send.js";
import type { Transport } from "./transport.js";

/**
 * The typed openapi-fetch client of a service. Its requests take the same way as the methods': the same credentials,
 * limits and retries. Bodies and answers are as they are on the wire.
 */
export function createHttp<Paths extends {}>(transport: Transport): Client<Paths> {
  const { service, baseUrl, headers } = transport;
  return createClient<Paths>({
    baseUrl,
    headers,
    fetch: (request) => {
      const { method, url } = request;
      const name = `${service.name}: ${method} ${new URL(url).pathname}`;
      return transport.send(request, newCall(name, transport, { signal: request.signal }, true));
    },
  });
}
