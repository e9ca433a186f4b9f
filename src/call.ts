import { ApiPromise, type Exchange } from "./api-promise.js";
import { encodeBody } from "./body.js";
import type { Operation } from "./operation.js";
import type { IdempotentRequestOptions } from "./options.js";
import { fillPath } from "./path.js";
import { writeQuery } from "./query.js";
import type { Call } from "./send.js";
import type { Transport } from "./transport.js";

/** Options of any call: the query stands here when the input is a body. */
export interface CallOptions extends IdempotentRequestOptions {
  readonly query?: object | undefined;
}

/** Calls an operation. Every generated function is this, with its own types. */
export function call<T, Result>(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  input: unknown,
  options: CallOptions = {},
): ApiPromise<T, Result> {
  return new ApiPromise<T, Result>(start(transport, operation, ids, input, options));
}

/** Begins a call. It is on its way before anybody awaits it, as with any other promise. */
export function start(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  input: unknown,
  options: CallOptions,
): Exchange {
  const pending: Call = {
    name: `${transport.service.name}: ${operation.name}`,
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? transport.timeoutMs,
    retry: options.retry ?? transport.retry,
    body: undefined,
    streaming: false,
    text: undefined,
    attempts: 0,
  };
  return {
    transport,
    operation,
    call: pending,
    response: dispatch(transport, operation, ids, input, options, pending),
  };
}

async function dispatch(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  input: unknown,
  options: CallOptions,
  pending: Call,
): Promise<Response> {
  const { service } = transport;
  const path = fillPath(operation.path, ids, pending.name);
  const { body } = operation;
  if (body !== undefined && (input !== undefined || body.required)) {
    pending.body = JSON.stringify(encodeBody(body, input ?? {}));
  }
  const query = (body === undefined ? (input ?? options.query) : options.query) as object | undefined;
  const search = query === undefined ? "" : writeQuery(operation.query ?? {}, query, pending.name);
  // The caller's own headers come last: they win, in whichever case they are written.
  const headers: Record<string, string> = {
    ...(service.idempotency?.methods.includes(operation.method) && {
      [service.idempotency.header]: options.idempotencyKey ?? crypto.randomUUID(),
    }),
    ...options.headers,
  };
  // openapi-fetch builds the request; reading the answer stays with us. It would read error bodies without a limit and
  // take an empty success for a value, so it is handed an empty response and the real one is kept here.
  let response!: Response;
  await transport.http.request(
    operation.method as never,
    path as never,
    {
      headers,
      ...(pending.body !== undefined && { body: pending.body, bodySerializer: (body: string) => body }),
      querySerializer: () => search,
      fetch: async (request: Request) => {
        response = await transport.send(request, pending);
        return transport.handled;
      },
    } as never,
  );
  return response;
}
