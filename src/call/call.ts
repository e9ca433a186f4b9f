import { ConfigurationError } from "../errors.js";
import type { Exchange, HeaderInput, Operation } from "../operation.js";
import { addExtra } from "../request/extra-query.js";
import { fillPath } from "../request/path.js";
import { newCall, type TransportAnswer } from "../transport/call.js";
import { headerEntries, setHeader, setHeaders } from "../transport/headers.js";
import type { PayloadOptions } from "../transport/message.js";
import { checkOptions } from "../transport/options/check-options.js";
import type { IdempotentRequestOptions } from "../transport/options/options.js";
import type { Transport } from "../transport/service.js";
import { ApiPromise } from "./api-promise.js";
import { type Caller, captureCaller } from "./caller.js";

/** Options of any call: also the query when the input is a body, and the options that only some operations take. */
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
  caller: Caller = captureCaller(),
): Exchange {
  const { service, baseUrl, limits } = transport;
  const { method, prepare, fill = fillPath, write = refuseQuery } = operation;
  const { open, redirects } = operation;
  const query = ((operation.body ? undefined : input) ?? options.query) as object | undefined;
  let isRaw = false;
  const leavesBody = ({ ok, status }: Response): boolean =>
    isRaw || (open !== undefined && (ok || (redirects === true && status > 299 && status < 400)));
  const call = newCall(service.name, operation, limits, options, { leavesBody });
  const dispatch = async (): Promise<TransportAnswer> => {
    checkOptions(call.name, options);
    const path = fill(operation.path, ids, call.name, operation.pathStyles);
    const known = (query && write(operation.query, query, call.name)) ?? "";
    const search = options.extraQuery ? addExtra(known, options.extraQuery, call.name) : known;
    const headers = new Headers(transport.headers);
    const { idempotency } = service;
    if (idempotency && (operation.keyed || idempotency.methods.includes(method))) {
      setHeader(headers, idempotency.header, options.idempotencyKey ?? crypto.randomUUID());
    }
    // The caller's own come last: they win, in whichever case they are written.
    const own = headerEntries(options.headers);
    setHeaders(headers, own);
    const message = {
      url: (operation.server?.(transport) ?? baseUrl) + path + (search ? `?${search}` : ""),
      method,
      headers,
      ownHeaders: new Set(own.map(([name]) => name.toLowerCase())),
    };
    return transport.send(prepare ? await prepare(message, operation, input, options, call.name) : message, call);
  };
  const leaveBody = (): void => {
    isRaw = true;
  };
  return { transport, operation, call, query, answer: dispatch(), caller, leaveBody };
}

function refuseQuery(_parameters: unknown, _input: object, operation: string): never {
  throw new ConfigurationError(`${operation}: it has no query parameters. Leave \`query\` out.`);
}
