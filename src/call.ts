import { ApiPromise, type Exchange } from "./api-promise.js";
import { setHeader, setHeaders } from "./headers.js";
import type { Operation } from "./operation.js";
import type { IdempotentRequestOptions } from "./options.js";
import { fillPath } from "./path.js";
import { writeQuery } from "./query.js";
import { type Call, newCall } from "./send.js";
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
  const path = fillPath(operation.path, ids, pending.name);
  const { body } = operation;
  if (body !== undefined && (input !== undefined || body.required)) {
    const given = input ?? {};
    pending.body = JSON.stringify(body.encode === undefined ? given : body.encode(given, body));
  }
  const query = (body === undefined ? (input ?? options.query) : options.query) as object | undefined;
  const search = query === undefined ? "" : writeQuery(operation.query ?? {}, query, pending.name);
  const { method } = operation;
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
  return transport.send({ url, method, headers, body: pending.body }, pending);
}
