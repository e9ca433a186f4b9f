import { ConfigurationError } from "../errors.js";
import type { HeaderInput, Operation, PayloadOptions } from "../operation.js";
import { fillPath } from "../request/path.js";
import { setHeader, setHeaders } from "../transport/headers.js";
import type { IdempotentRequestOptions } from "../transport/options.js";
import { newCall } from "../transport/send.js";
import type { Transport } from "../transport/transport.js";
import { ApiPromise, type Exchange } from "./api-promise.js";

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
  const { service, baseUrl, limits } = transport;
  const { method, prepare, fill = fillPath, write = refuseQuery } = operation;
  const call = newCall(service.name, operation, limits, options);
  const dispatch = async (): Promise<Response> => {
    const path = fill(operation.path, ids, call.name, operation.pathStyles);
    const query = ((operation.body ? undefined : input) ?? options.query) as object | undefined;
    const search = query && write(operation.query, query, call.name);
    const headers = new Headers(transport.headers);
    const { idempotency } = service;
    if (idempotency && (operation.keyed || idempotency.methods.includes(method))) {
      setHeader(headers, idempotency.header, options.idempotencyKey ?? crypto.randomUUID());
    }
    // The caller's own come last: they win, in whichever case they are written.
    setHeaders(headers, options.headers);
    const message = { url: baseUrl + path + (search ? `?${search}` : ""), method, headers };
    return transport.send(prepare ? await prepare(message, operation, input, options, call) : message, call);
  };
  return { transport, operation, call, response: dispatch() };
}

function refuseQuery(_parameters: unknown, _input: object, operation: string): never {
  throw new ConfigurationError(`${operation}: it has no query parameters. Leave \`query\` out.`);
}
