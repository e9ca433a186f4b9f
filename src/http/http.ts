import type { Client } from "openapi-fetch";
import { ConfigurationError } from "../errors.js";
import { fillPath } from "../request/path.js";
import { newCall } from "../transport/send.js";
import type { Transport } from "../transport/transport.js";

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "request", "use", "eject"];

export type { Client };

/**
 * The typed openapi-fetch client of a service. Its requests take the same way as the methods': the same credentials,
 * limits and retries. Bodies and answers are as they are on the wire.
 *
 * openapi-fetch is loaded with the first call, so that those who never make one do not load it.
 */
export function createHttp<Paths extends {}>(transport: Transport): Client<Paths> {
  let client: Promise<Methods> | undefined;
  const later = async (method: string, args: unknown[]): Promise<unknown> => {
    client ??= load(transport);
    return (await client)[method]?.(...args);
  };
  return Object.fromEntries(
    methods.map((method) => [method, (...args: unknown[]) => later(method, args)]),
  ) as never as Client<Paths>;
}

/** The client's methods, without the types of any paths: the compiler takes seconds to compare two clients. */
type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;

async function load(transport: Transport): Promise<Methods> {
  const { default: createClient } = await import("openapi-fetch");
  const { service, limits, baseUrl, headers } = transport;
  const templates = new WeakMap<Request, string>();
  const client = createClient<object>({
    baseUrl,
    headers,
    pathSerializer: (path, ids) =>
      path.replace(/\{([^{}]*)\}/g, (part, name) => fillPath(part, [ids[name]], `${service.name}: ${path}`)),
    fetch: async (request) => {
      const path = templates.get(request) ?? "";
      const call = newCall(service.name, { name: `${request.method} ${path}`, path }, limits, {
        signal: request.signal,
      });
      // openapi-fetch lets a call or a middleware choose another server: not with these credentials.
      if (!request.url.startsWith(`${baseUrl}/`)) {
        throw new ConfigurationError(`${call.name} leaves \`baseUrl\`. Make another client for another server.`);
      }
      call.streaming = true;
      const { url, method, headers } = request;
      // Read now: it may have to be sent again.
      const body = request.body === null ? undefined : await request.arrayBuffer();
      return transport.send({ url, method, headers, body }, call);
    },
  });
  // Errors and logs name the operation by its template: the path itself holds ids.
  client.use({ onRequest: ({ request, schemaPath }) => void templates.set(request, schemaPath) });
  return client as never;
}
