import { ConnectionError, TimeoutError } from "./errors.js";
import type { Fetch, RequestOptions } from "./options.js";
import { delayMs, isRepeatable, isTransient, type RetryOptions } from "./retry.js";
import { longest, sleep } from "./sleep.js";

/** What one call asks of the way there, and what is learnt on it. */
export interface Call {
  /** Service and operation, as in `shop: items.list`: the start of every message. */
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly retry: RetryOptions | false;
  /** The request's body, to send it again. */
  body?: string;
  /** Leaves the answer's body unread, for a caller who wants the stream. */
  streaming: boolean;
  /** The answer's body, once read. */
  text?: string | undefined;
  attempts: number;
}

/** A call that has not been sent yet. */
export function newCall(
  name: string,
  transport: Pick<Call, "timeoutMs" | "retry">,
  { signal, timeoutMs = transport.timeoutMs, retry = transport.retry }: RequestOptions,
  streaming: boolean,
): Call {
  return { name, signal, timeoutMs, retry, streaming, attempts: 0 };
}

/**
 * Puts the credentials on a request. `refused` is true when the service has just refused those that are on it; the
 * answer says whether there are others to try.
 */
export type Authorize = (request: Request, refused: boolean) => Promise<boolean> | boolean;

export interface Route {
  readonly fetch: Fetch;
  readonly authorize: Authorize;
  readonly idempotencyHeader: string | undefined;
}

/** Sends a request until there is an answer worth having: authorized, within the time limit, tried again when safe. */
export async function send(route: Route, request: Request, call: Call): Promise<Response> {
  const retry = call.retry !== false && isRepeatable(request, route.idempotencyHeader) ? call.retry : undefined;
  let spare = call.body === undefined && request.body !== null ? request.clone() : undefined;
  const again = (): Request => {
    if (spare === undefined) return new Request(request, call.body === undefined ? {} : { body: call.body });
    const copy = spare;
    spare = spare.clone();
    return copy;
  };
  let renewed = false;
  for (let next = request; ; next = again()) {
    call.attempts += 1;
    let response: Response | undefined;
    let failure: unknown;
    try {
      response = await limited(call, (init) => exchange(route, next, call, init));
    } catch (error) {
      failure = error;
      if (call.signal?.aborted || !(error instanceof ConnectionError || error instanceof TimeoutError)) throw error;
    }
    if (response !== undefined) {
      if (response.status === 401 && !renewed && (await limited(call, () => route.authorize(next, true)))) {
        renewed = true;
        discard(response, call);
        continue;
      }
      if (!isTransient(response.status)) return response;
    }
    const wait = retry && delayMs(call.attempts, response, retry, Date.now(), Math.random);
    if (wait === undefined) {
      if (response === undefined) throw failure;
      return response;
    }
    if (response !== undefined) discard(response, call);
    await sleep(wait, call.signal);
  }
}

/** Ends `work` when its time is over or the caller aborts, also if the work itself takes no notice. */
function limited<T>(call: Call, work: (init: RequestInit) => Promise<T> | T): Promise<T> {
  const { signal, timeoutMs } = call;
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    let controller: AbortController | undefined;
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const stop = (reason: unknown): void => {
      settle();
      reject(reason);
      controller ??= new AbortController();
      controller.abort(reason);
    };
    const abort = (): void => stop(signal?.reason);
    const timer = setTimeout(() => stop(timeout(call)), Math.min(timeoutMs, longest));
    signal?.addEventListener("abort", abort, { once: true });
    // Made when it is asked for: a controller costs more than the rest of this function.
    const init: RequestInit = {
      get signal() {
        controller ??= new AbortController();
        return controller.signal;
      },
    };
    Promise.resolve(work(init)).then(
      (value) => {
        settle();
        resolve(value);
      },
      (error) => {
        settle();
        reject(error);
      },
    );
  });
}

/** One request on the wire. The answer's body belongs to it: a body may stall as well as a server. */
async function exchange(route: Route, request: Request, call: Call, init: RequestInit): Promise<Response> {
  const authorized = route.authorize(request, false);
  if (typeof authorized !== "boolean") await authorized;
  const attempt = call.attempts;
  try {
    const response = await route.fetch(request, init);
    const text = call.streaming ? undefined : await response.text();
    // A fetch that ignores its signal may come back when the next attempt is under way.
    if (attempt === call.attempts) call.text = text;
    return response;
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    throw new ConnectionError(`${call.name} got no answer: ${reason(error)}. Check the network, then try again.`, {
      cause: error,
    });
  }
}

/** Gives the connection back before the next attempt. Nobody waits for it: a body that was cloned may never be ready. */
function discard(response: Response, call: Call): void {
  if (call.text === undefined) response.body?.cancel().catch(() => {});
  call.text = undefined;
}

function timeout(call: Call): TimeoutError {
  const message = `${call.name} got no answer within ${call.timeoutMs} ms. Try again, or raise \`timeoutMs\`.`;
  return new TimeoutError(message, call.timeoutMs);
}

/** The platform's own words; Node hides the useful ones in `cause`. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: string };
  return typeof code === "string" ? code : (message ?? String(cause));
}
