// The typed openapi-fetch client of a service, as printed in its `http.ts`.

import createClient, { type Client } from "openapi-fetch";
import { ConfigurationError } from "../errors.js";
import { fillPath } from "../request/path.js";
import { readBytes } from "../transport/body/read-body.js";
import { newCall } from "../transport/call.js";
import type { Transport } from "../transport/service.js";

export type { Client };

/** Methods of a client that send a request. */
const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "request"] as const;

/** A method of a client, without the types of any paths: the compiler takes seconds to compare two clients. */
type Method = (...args: unknown[]) => Promise<{ readonly response: Response; readonly error?: unknown }>;

/**
 * Makes the typed openapi-fetch client of a service. Its requests take the same way as the methods of our own client: the
 * same credentials, idempotency keys, limits and retries. Bodies and answers are as they are on the wire.
 *
 * The limits cover the body of an answer too, except with `parseAs: "stream"`, which leaves it to the caller. An error is
 * never falsy: where the service's error body is empty, `error` is a sentence with the status.
 */
export function createHttp<Paths extends {}>(transport: Transport): Client<Paths> {
  const { service, limits, baseUrl, headers } = transport;
  const facts = new WeakMap<Request, { readonly template: string; readonly isStream: boolean }>();
  const client = createClient<object>({
    baseUrl,
    headers,
    pathSerializer: (path, values) =>
      path.replace(/\{([^{}]*)\}/g, (part, name) => fillPath(part, [values[name]], `${service.name}: ${path}`)),
    fetch: async (request) => {
      const { url, method, headers, signal } = request;
      const { template, isStream } = facts.get(request) ?? { template: "", isStream: false };
      const operation = { name: `${method} ${template}`, path: template };
      const call = newCall(
        service.name,
        operation,
        limits,
        { signal },
        { leavesBody: () => isStream, readBody: readBytes },
      );
      // openapi-fetch lets a call or a middleware choose another server, which must not get these credentials.
      if (!url.startsWith(`${baseUrl}/`)) {
        throw new ConfigurationError(`${call.name} leaves \`baseUrl\`. Make another client for another server.`);
      }
      const { idempotency } = service;
      if (idempotency?.methods.includes(method) && !headers.has(idempotency.header)) {
        headers.set(idempotency.header, crypto.randomUUID());
      }
      // Read now, because it may have to be sent again.
      const body = request.body === null ? undefined : await request.arrayBuffer();
      const { response, bytes } = await transport.send({ url, method, headers, body }, call);
      return isStream ? response : new Response(bytes?.length ? bytes : null, response);
    },
  });
  // Errors and logs name the operation by its template, because the path itself holds ids.
  client.use({
    onRequest: ({ request, schemaPath, options }) =>
      void facts.set(request, { template: schemaPath, isStream: options.parseAs === "stream" }),
  });
  const sending = client as unknown as Record<(typeof methods)[number], Method>;
  for (const name of methods) {
    const send = sending[name];
    sending[name] = async (...args) => {
      const result = await send(...args);
      const { response, error } = result;
      return response.ok || error
        ? result
        : { ...result, error: `${service.name} answered ${response.status}, and no body.` };
    };
  }
  return client as unknown as Client<Paths>;
}
