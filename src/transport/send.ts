import type { Security } from "../auth/security.js";
import { ConnectionError, DecodeError, type Doubt, SharewrightError, TimeoutError } from "../errors.js";
import { known } from "../json.js";
import type { Operation, ParseAnswer, Payload } from "../operation.js";
import { type Deadline, limited } from "./deadline.js";
import { type Logger, report } from "./log.js";
import type { RequestOptions } from "./options.js";
import { askedMs, type RateLimitHeaders } from "./rate-limit.js";
import { readJson, readText } from "./read-body.js";
import {
  delayMs,
  earn,
  isDoubtful,
  isIdempotent,
  isSafe,
  isTransient,
  isUnsent,
  type RetryBudget,
  type RetryOptions,
  spend,
} from "./retry.js";
import { sleep } from "./sleep.js";
import type { Departure, RateLimitMode, Throttle } from "./throttle.js";

/** What one call asks of the way there, and what is learnt on it. */
export interface Call extends Doubt, Departure {
  readonly service: string;
  /** Resource and method, as in `items.list`. */
  readonly operation: string;
  /** Path template of the operation. */
  readonly template: string;
  /** What the operation may be sent with, where that is not what the service asks for. */
  readonly security?: Security | undefined;
  signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number | undefined;
  readonly maxResponseBytes: number;
  readonly retry: RetryOptions | false;
  /** Only reads, whatever its method. */
  safe: boolean;
  repeatable: boolean;
  /** The body cannot be sent a second time, with other credentials neither. */
  once?: boolean;
  idempotencyKey?: string | null | undefined;
  unsure: boolean;
  /** The body that was sent, as text. */
  body?: string;
  /** Takes a key that stands in the URL out of what the platform says of a failure. */
  hide?: (error: unknown) => unknown;
  /** Leaves the answer's body unread, for a caller who wants the stream. */
  streaming: boolean;
  readonly parse: ParseAnswer;
  /** The answer's body, once read. */
  text?: string | undefined;
  /** The same parsed, if it is a success. */
  json?: unknown;
  attempts: number;
}

/** What calls take from their client when they do not say themselves. */
export interface Limits {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number | undefined;
  readonly maxResponseBytes: number;
  readonly retry: RetryOptions | false;
  readonly rateLimit: RateLimitMode | undefined;
}

type Called = Pick<Operation, "name" | "path" | "quota" | "check" | "security" | "parse" | "open">;

/** A call that has not been sent yet. */
export function newCall(
  service: string,
  { name: operation, path: template, quota, check, security, parse = readJson, open }: Called,
  limits: Limits,
  { signal, timeoutMs, totalTimeoutMs, retry }: Omit<RequestOptions, "headers">,
): Call {
  return {
    service,
    operation,
    template,
    quota,
    check,
    security,
    name: `${service}: ${operation}`,
    signal,
    ...limits,
    ...known({ timeoutMs, totalTimeoutMs, retry }),
    safe: false,
    repeatable: false,
    unsure: false,
    streaming: !!open,
    parse,
    attempts: 0,
  };
}

/** What goes to the service. A platform's `Request` is made of it for each attempt, for it can be sent but once. */
export interface Message {
  /** A key may be put into its query. */
  url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: Payload["body"] | undefined;
  readonly duplex?: "half";
}

/**
 * Puts the credentials on a message. `refused` is true when the service has just refused those that are on it; the
 * answer says whether there are others to try.
 */
export type Authorize = (message: Message, refused: boolean, call: Call) => Promise<boolean> | boolean;

/** The way to a service, the same for all calls of a client. */
export interface Route {
  readonly fetch: (message: Message, init: RequestInit) => Promise<Response>;
  readonly authorize: Authorize;
  readonly throttle: Throttle | undefined;
  readonly budget: RetryBudget;
  readonly logger: Logger | undefined;
  /** The headers the service has words for. */
  readonly service: {
    readonly idempotency?: { readonly header: string };
    readonly requestId?: string;
    readonly rateLimit?: RateLimitHeaders;
  };
}

/** Sends a message until there is an answer worth having: authorized, within its limits, tried again when safe. */
export async function send(route: Route, message: Message, call: Call): Promise<Response> {
  const { totalTimeoutMs } = call;
  const { idempotency } = route.service;
  call.safe ||= isSafe(message.method);
  call.idempotencyKey = idempotency && message.headers.get(idempotency.header);
  call.repeatable = call.safe || Boolean(call.idempotencyKey) || isIdempotent(message.method);
  try {
    if (totalTimeoutMs === undefined) return await persist(route, message, call);
    const work = (signal: () => AbortSignal): Promise<Response> => {
      call.signal = signal();
      return persist(route, message, call);
    };
    return await limited(call, work, deadline(call, totalTimeoutMs, "totalTimeoutMs"));
  } catch (error) {
    // Whatever ends a call, it does not take back an attempt that may have been carried out.
    if (!call.unsure || call.signal?.aborted || (error as SharewrightError).outcome) throw error;
    throw new SharewrightError(`${call.name}: ${error}`, { cause: error }, call);
  }
}

async function persist(route: Route, message: Message, call: Call): Promise<Response> {
  const { signal, retry, rateLimit } = call;
  let renewed = call.once;
  for (;;) {
    call.attempts += 1;
    const started = Date.now();
    const got = await attempt(route, message, call);
    const response = got instanceof Error ? undefined : got;
    let wait: number | undefined;
    if (response?.status === 401 && !renewed) {
      renewed = await patient(call, route.authorize(message, true, call));
      if (renewed) wait = 0;
    } else if (response !== undefined && !isTransient(response.status)) {
      earn(route.budget);
    } else if (
      retry !== false &&
      (call.repeatable || isUnsent(got)) &&
      !(rateLimit === "throw" && response?.status === 429)
    ) {
      const asked = response && askedMs(response, route.service.rateLimit, Date.now());
      wait = delayMs(call.attempts, asked, retry, Math.random);
      if (wait !== undefined && !spend(route.budget)) wait = undefined;
    }
    report(route, call, got, started, wait);
    if (wait === undefined) {
      if (response === undefined) throw got;
      return response;
    }
    if (response !== undefined) discard(response, call);
    if (wait > 0) await sleep(wait, signal);
  }
}

/** Sends a message once, when it is its turn. What no retry can mend is thrown. */
async function attempt(route: Route, message: Message, call: Call): Promise<Response | SharewrightError> {
  const turn = route.throttle?.acquire(call);
  if (turn) await turn;
  let observed = false;
  const observe = (response?: Response): void => {
    if (!observed) route.throttle?.observe(response?.headers, response?.status, call.quota);
    observed = true;
  };
  try {
    const authorized = route.authorize(message, false, call);
    if (typeof authorized !== "boolean") await patient(call, authorized);
    return await exchange(route, message, call, observe);
  } finally {
    observe();
  }
}

/** One attempt on the wire, its body included: a body may stall as well as a server. Gives the answer, or why there is none. */
async function exchange(
  route: Route,
  message: Message,
  call: Call,
  observe: (response: Response) => void,
): Promise<Response | SharewrightError> {
  const number = call.attempts;
  const before = call.unsure;
  call.unsure = !call.safe;
  const work = async (signal: () => AbortSignal): Promise<Response> => {
    const response = await route.fetch(message, {
      // Another address must get neither the credentials nor the body.
      redirect: "manual",
      get signal() {
        return signal();
      },
    });
    observe(response);
    const { ok, status } = response;
    const text = call.streaming ? undefined : await readText(response, call);
    // A fetch that ignores its signal may come back when the next attempt is under way.
    if (number !== call.attempts) return response;
    call.text = text;
    if (ok && text !== undefined) call.json = call.parse(text, response, call);
    call.unsure &&= !ok && (before || isDoubtful(status));
    return response;
  };
  try {
    return await limited(call, work, deadline(call, call.timeoutMs, "timeoutMs"));
  } catch (thrown) {
    const error = call.hide?.(thrown) ?? thrown;
    if (error instanceof TimeoutError || error instanceof DecodeError) return error;
    // A fetch may have its own say: a replay that has no such exchange, say.
    if (call.signal?.aborted || error instanceof SharewrightError) throw error;
    if (isUnsent(error)) call.unsure = before;
    return new ConnectionError(
      `${call.name} got no answer: ${reason(error)}.`,
      { cause: error },
      call,
      "Try again, or check the network.",
    );
  }
}

/** Waits until the caller aborts: what credentials come from has limits of its own, as many calls may wait for it. */
function patient<T>(call: Call, work: Promise<T> | T): Promise<T> {
  return limited(call, async () => work);
}

/** Gives the connection back before the next attempt. Nobody waits for it: a body that was cloned may never be ready. */
function discard(response: Response, call: Call): void {
  if (call.text === undefined) response.body?.cancel().catch(() => {});
  call.text = undefined;
}

function deadline(call: Call, ms: number, option: string): Deadline<never> {
  const late = (): never => {
    throw new TimeoutError(`${call.name} got no answer within ${ms} ms (\`${option}\`).`, ms, call);
  };
  return { ms, late };
}

/** The platform's own words; Node hides the useful ones in `cause`. */
function reason(error: unknown): string {
  const cause = (error as Error | undefined)?.cause ?? error;
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: string };
  return typeof code === "string" ? code : (message ?? String(cause));
}
