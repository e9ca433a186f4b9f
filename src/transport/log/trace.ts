/** A call, all its attempts included. Nothing here holds an id, a body or a credential. */
export interface TracedCall {
  readonly service: string;
  /** Resource and method, as in `items.retrieve`. */
  readonly operation: string;
  /** `POST` */
  readonly method: string;
  /** Path template, as in `/items/{item-id}`. */
  readonly template: string;
  /** URL of the server it goes to. */
  readonly baseUrl: string;
  /** Attempts so far: at the end, how many it took. */
  readonly attempts: number;
}

/** Wraps a call: makes a span, sends it by `send`, and passes on what comes of it. */
export type Trace = (call: TracedCall, send: () => Promise<Response>) => Promise<Response>;

/** A call in the words of OpenTelemetry's conventions for HTTP clients. */
export interface CallSpan {
  /** `POST /items/{item-id}` */
  readonly name: string;
  /**
   * `http.request.method`, `url.template`, `server.address`, `server.port`, `sharewright.service` and
   * `sharewright.operation` from the start; `http.response.status_code`, `http.request.resend_count` and `error.type` at the
   * end.
   */
  readonly attributes: Record<string, string | number>;
}

/** The used part of a TracingChannel of `node:diagnostics_channel`. */
interface Channel {
  readonly hasSubscribers?: boolean;
  tracePromise<T>(work: () => Promise<T>, context: object): Promise<T>;
}

interface Builtins {
  readonly process?: {
    getBuiltinModule?(name: string): { tracingChannel(name: string): Channel } | undefined;
  };
}

let channel: Channel | undefined;

/**
 * Publishes calls on the tracing channel `sharewright:call` of `node:diagnostics_channel`, each with a {@link CallSpan}
 * as its context. Does nothing while nobody listens, and where there is no such module.
 */
export const traceCalls: Trace = (call, send) => {
  channel ??= (globalThis as Builtins).process
    ?.getBuiltinModule?.("node:diagnostics_channel")
    ?.tracingChannel("sharewright:call");
  if (!channel?.hasSubscribers) return send();
  const { hostname, port, protocol } = new URL(call.baseUrl);
  const attributes: CallSpan["attributes"] = {
    "http.request.method": call.method,
    "url.template": call.template,
    "server.address": hostname.replace(/^\[|\]$/g, ""),
    "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
    "sharewright.service": call.service,
    "sharewright.operation": call.operation,
  };
  const end = (outcome: Readonly<Record<string, string | number>>): void => {
    Object.assign(attributes, outcome, { "http.request.resend_count": Math.max(0, call.attempts - 1) });
  };
  let response: Response | undefined;
  // Gives nothing, because the channel shows the result to its subscribers, and the response is the caller's.
  const work = async (): Promise<void> => {
    try {
      response = await send();
      const { ok, status } = response;
      end({ "http.response.status_code": status, ...(!ok && { "error.type": String(status) }) });
    } catch (error) {
      end({ "error.type": error instanceof Error ? error.name : "_OTHER" });
      throw error;
    }
  };
  const done = channel.tracePromise(work, { name: `${call.method} ${call.template}`, attributes });
  return done.then(() => response as unknown as Response);
};
