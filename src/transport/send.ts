import {
  AbortedError,
  type CallOutcome,
  ConnectionError,
  DecodeError,
  SharewrightError,
  TimeoutError,
} from "../errors.js";
import { abortable } from "./body/abortable-body.js";
import { readText } from "./body/read-body.js";
import type { TransportAnswer, TransportCall } from "./call.js";
import { limited } from "./deadline.js";
import { requestedDelayMs } from "./limits/rate-limit.js";
import { hideSecrets } from "./log/hide.js";
import { announce, report } from "./log/report.js";
import type { Message } from "./message.js";
import {
  delayMs,
  earn,
  isIdempotent,
  isInconclusive,
  isPutOff,
  isSafe,
  isTransient,
  isUnsent,
  spend,
} from "./retry.js";
import type { Route } from "./route.js";
import { sleep } from "./sleep.js";

/** Counts of a call under way, for its trace. */
export interface Progress {
  /** How often the message was sent. */
  attempts: number;
}

/** An attempt that was answered. */
type Attempt = Pick<TransportAnswer, "response" | "text" | "bytes" | "parsed" | "bodyError">;

/**
 * Sends a message until there is an answer worth having: authorized, within its limits, repeated where that is safe. It is
 * one function over shared variables, because their names cost nothing in a bundle, as members of an object would.
 */
export async function send(
  route: Route,
  message: Message,
  call: TransportCall,
  progress: Progress = { attempts: 0 },
): Promise<TransportAnswer> {
  const { name, totalTimeoutMs, timeoutMs, check, otherOrigin } = call;
  const { service, budget } = route;
  const throttle = otherOrigin ? undefined : route.throttle;
  const { idempotency, rateLimit } = service;
  const idempotencyKey = idempotency && message.headers.get(idempotency.header);
  const readsOnly = Boolean(call.readsOnly) || isSafe(message.method);
  const repeatable = readsOnly || Boolean(idempotencyKey) || isIdempotent(message.method);
  /** An attempt may have been carried out. */
  let mayBeDone = false;
  /** The service keeps its failure under the key, and would only repeat it. */
  let isKept: boolean | undefined;
  /** The last attempt came as far as the wire. */
  let isSent = false;
  /** Status of the last attempt, while its body has not arrived. */
  let arrived: number | undefined;
  const outcome = (): CallOutcome => ({ mayBeDone, readsOnly, repeatable, idempotencyKey, check, isKept });

  const timedOut = (ms: number, option: string, missing = "answer"): TimeoutError => {
    const got = arrived ? `${arrived}, but not all of its body` : `no ${missing}`;
    return new TimeoutError(`${name} got ${got} within ${ms} ms (\`${option}\`).`, ms, outcome());
  };

  /** Ends work when its time is over, in an error that names the option. */
  const within = <T>(
    signal: AbortSignal | undefined,
    ms: number,
    option: string,
    work: (signal: () => AbortSignal) => Promise<T>,
  ): Promise<T> =>
    limited(signal, ms, work, () => {
      throw timedOut(ms, option);
    });

  /**
   * Puts credentials on the message. Other calls may wait for the same ones, so that this wait has its own limit, and ends in
   * an error that is no reason to give up: nothing was sent.
   */
  const authorized = (signal: AbortSignal | undefined, refused: boolean): Promise<boolean | TimeoutError> | boolean => {
    const done = !otherOrigin && route.authorize(message, refused, call);
    return typeof done === "boolean"
      ? done
      : limited<boolean | TimeoutError>(
          signal,
          timeoutMs,
          () => done,
          () => timedOut(timeoutMs, "timeoutMs", "credentials"),
        );
  };

  /** Sends the message once, when the throttle lets it go. Errors that no retry can mend are thrown. */
  const attempt = async (signal: AbortSignal | undefined): Promise<Attempt | SharewrightError> => {
    isSent = false;
    arrived = undefined;
    const turn = throttle?.acquire(signal === call.signal ? call : { ...call, signal });
    if (turn) await turn;
    const number = progress.attempts;
    const before = mayBeDone;
    let response: Response | undefined;
    let isObserved = false;
    const observe = (): void => {
      if (!isObserved) throttle?.observe(response?.headers, response?.status, call.quota);
      isObserved = true;
    };

    /** One exchange on the wire, its body included, because a body can stall as well as a server. */
    const exchange = async (made: () => AbortSignal): Promise<Attempt> => {
      const got = await route.fetch(message, made(), call.fetchOptions);
      // `Response.error()`, with which a test double stands for a failed fetch.
      if (got.type === "error") throw new TypeError("network error");
      // A fetch that ignores its signal may come back when the next attempt is under way.
      if (number !== progress.attempts) return { response: got };
      response = got;
      observe();
      const { ok, status } = got;
      arrived = status;
      if (!ok) {
        mayBeDone &&= before || isInconclusive(status);
        // Those of a proxy in front of the service are none of its own.
        isKept = mayBeDone && idempotency?.keepsErrors && Boolean(idempotencyKey) && status >= 500 && !isProxys(status);
      }
      const left = call.leavesBody?.(got);
      const body = left ? undefined : await (call.readBody ?? readText)(got, call);
      arrived = undefined;
      const text = typeof body === "string" ? body : undefined;
      const parsed = ok && text !== undefined ? call.parse(text, got, call) : undefined;
      if (ok) mayBeDone = false;
      // By the caller's signal itself, because that of the attempts ends with the call.
      if (left) return { response: abortable(got, call.signal) };
      return typeof body === "object" ? { response: got, bytes: body } : { response: got, text, parsed };
    };

    try {
      const credentials = authorized(signal, false);
      if (typeof credentials !== "boolean") {
        const done = await credentials;
        if (typeof done !== "boolean") return done;
      }
      signal?.throwIfAborted();
      isSent = true;
      mayBeDone = !readsOnly;
      isKept = false;
      announce(route, message, call, number);
      return await within(signal, timeoutMs, "timeoutMs", exchange);
    } catch (thrown) {
      if (!isSent) throw thrown;
      const isOwn = thrown instanceof SharewrightError;
      const error = isOwn ? thrown : hideSecrets(thrown, [new URL(message.url).search, ...secretsIn(message, call)]);
      if (signal?.aborted) throw error;
      // The status counts, also when the body that explains it does not arrive.
      if (response && !response.ok) return { response, text: "", bodyError: error };
      if (error instanceof TimeoutError) return error;
      if (error instanceof DecodeError) {
        const { tooLong, message: text } = error;
        return Object.assign(new DecodeError(text, undefined, outcome()), tooLong && { tooLong });
      }
      // A fetch may throw errors of its own, as a replay does that has no such exchange.
      if (error instanceof SharewrightError) throw error;
      if (isUnsent(error)) mayBeDone = before;
      const { origin } = new URL(message.url);
      const got = response ? `${response.status}, but not all of its body` : `no answer from ${origin}`;
      return new ConnectionError(
        `${name} got ${got}: ${reason(error)}.`,
        { cause: error },
        outcome(),
        "Try again, or check the network.",
      );
    } finally {
      observe();
    }
  };

  const sendUntilAnswered = async (signal: AbortSignal | undefined): Promise<TransportAnswer> => {
    const retry = message.once ? false : call.retry;
    let renewed = message.once;
    for (;;) {
      progress.attempts += 1;
      const started = Date.now();
      const got = await attempt(signal);
      const response = got instanceof Error ? undefined : got.response;
      const status = response?.status;
      let waitMs: number | undefined;
      if (status === 401 && !renewed) {
        const credentials = await authorized(signal, true);
        if (typeof credentials !== "boolean") throw credentials;
        renewed = credentials;
        if (renewed) waitMs = 0;
      } else if (status !== undefined && !isTransient(status)) {
        earn(budget);
      } else if (
        retry &&
        // A call that a rate limit refused was not carried out.
        (isPutOff(status)
          ? status === 425 || call.rateLimit !== "throw"
          : !isSent || isUnsent(got) || (repeatable && !isKept)) &&
        !(got as DecodeError).tooLong
      ) {
        const requestedMs = response && requestedDelayMs(response, rateLimit, Date.now());
        waitMs = await delayMs(progress.attempts, requestedMs, retry, Math.random, {
          operation: call.operation,
          status,
          error: response ? undefined : (got as SharewrightError),
        });
        if (waitMs !== undefined && !spend(budget)) waitMs = undefined;
      }
      const secrets = () => secretsIn(message, call);
      report(route, message, call, progress.attempts, response ?? (got as SharewrightError), started, waitMs, secrets);
      if (waitMs === undefined) {
        if (got instanceof Error) throw got;
        const sentText = !message.duplex && typeof message.body === "string" ? message.body : undefined;
        return {
          ...got,
          attempts: progress.attempts,
          outcome: outcome(),
          sentText,
          secrets: got.response.ok ? [] : secrets(),
        };
      }
      // Gives the connection back. It is not awaited, because a cloned body may never end.
      if (response && !response.bodyUsed) response.body?.cancel().catch(() => {});
      if (waitMs > 0) await sleep(waitMs, signal);
    }
  };

  try {
    if (totalTimeoutMs === undefined) return await sendUntilAnswered(call.signal);
    return await within(call.signal, totalTimeoutMs, "totalTimeoutMs", (signal) => sendUntilAnswered(signal()));
  } catch (error) {
    // However a call ends, an attempt that may have been carried out stays one.
    if (!mayBeDone || (error as SharewrightError).outcome) throw error;
    if (call.signal?.aborted) throw new AbortedError(name, error, outcome());
    throw new SharewrightError(`${name}: ${error}`, { cause: error }, outcome());
  }
}

/**
 * What no error may repeat of a message: its credentials, sensitive values, and credentials in headers and parameters of the
 * caller's, without the scheme's name beside them.
 */
function secretsIn({ headers, url, secrets = [] }: Message, { sensitive = [] }: TransportCall): readonly string[] {
  const found = [...headers, ...new URL(url).searchParams].flatMap(([name, value]) => {
    if ([name, ...name.split(/[[\]]/)].some((each) => sensitive.includes(each))) return value.split(",");
    const isNamed = /auth|cookie|cred|secret|token|api[-_]?key|passw|signature/i.test(name);
    return isNamed ? [value, ...value.split(/[\s;,=]+/)].filter(({ length }) => length > 7) : [];
  });
  return [...secrets, ...found].filter(({ length }) => length > 2);
}

/** Statuses by which a proxy says that it did not reach the service. */
function isProxys(status: number): boolean {
  return status > 501 && status < 505;
}

/** The platform's own words; Node hides the useful ones in `cause`. */
function reason(error: unknown): string {
  const cause = (error as Error | undefined)?.cause ?? error;
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: string };
  return typeof code === "string" ? code : message || String(cause);
}
