import { ApiPromise, type Exchange } from "./api-promise.js";
import { setHeader, setHeaders } from "./headers.js";
import type { HeaderInput, Operation, PayloadOptions } from "./operation.js";
import type { IdempotentRequestOptions } from "./options.js";
import { fillPath } from "./path.js";
import { writeQuery } from "./query.js";
import { type Call, newCall } from "./send.js";
import type { Transport } from "./transport.js";

/** Options of any call: the query stands here when the input is a body, and what an operation adds of its own. */
export interface CallOptions extends Omit<IdempotentRequestOptions, "headers">, HeaderInput, PayloadOptions {
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
  const call = newCall(transport.service.name, operation, transport, options);
  return { transport, operation, call, response: dispatch(transport, operation, ids, input, options, call) };
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
  const { body, method, prepare, fill = fillPath, query: parameters = {} } = operation;
  const path = fill(operation.path, ids, pending.name, operation.pathStyles);
  if (body && !body.write && (input !== undefined || body.required)) {
    const given = input ?? {};
    pending.body = JSON.stringify(body.encode ? body.encode(given, body) : given);
  }
  const query = (body === undefined ? (input ?? options.query) : options.query) as object | undefined;
  const search = query === undefined ? "" : writeQuery(parameters, query, pending.name);
  const { idempotency } = service;
  const headers = new Headers(
    pending.body === undefined ? transport.headers : { "content-type": "application/json", ...transport.headers },
  );
  if (idempotency && (operation.keyed || idempotency.methods.includes(method))) {
    setHeader(headers, idempotency.header, options.idempotencyKey ?? crypto.randomUUID());
  }
  // The caller's own come last: they win, in whichever case they are written.
  setHeaders(headers, options.headers);
  const url = `${transport.baseUrl}${path}${search && `?${search}`}`;
  const message = { url, method, headers, body: pending.body };
  return transport.send(prepare ? await prepare(message, operation, input, options, pending) : message, pending);
}
