import { type CallOutcome, ConnectionError, DecodeError, SharewrightError, TimeoutError } from "../errors.js";
import type { Answer, Call } from "./call.js";
import { type Deadline, limited } from "./deadline.js";
import { report } from "./log.js";
import type { Message } from "./message.js";
import { requestedDelayMs } from "./rate-limit.js";
import { readText } from "./read-body.js";
import { delayMs, earn, isIdempotent, isInconclusive, isSafe, isTransient, isUnsent, spend } from "./retry.js";
import type { Route } from "./route.js";
import { sleep } from "./sleep.js";

/** Counts of a call under way, for its trace. */
export interface Progress {
  /** How often the message was sent. */
  attempts: number;
}

/** A call while it is being sent. */
interface Sending {
  readonly route: Route;
  readonly message: Message;
  readonly call: Call;
  readonly progress: Progress;
  readonly readsOnly: boolean;
  readonly repeatable: boolean;
  readonly idempotencyKey: string | null | undefined;
  /** An attempt may have been carried out. */
  mayBeDone: boolean;
}

/** An attempt that was answered. */
type Attempt = Pick<Answer, "response" | "text" | "bytes" | "parsed">;

/** Sends a message until there is an answer worth having: authorized, within its limits, repeated where that is safe. */
export async function send(
  route: Route,
  message: Message,
  call: Call,
  progress: Progress = { attempts: 0 },
): Promise<Answer> {
  const { totalTimeoutMs } = call;
  const { idempotency } = route.service;
  const idempotencyKey = idempotency && message.headers.get(idempotency.header);
  const readsOnly = Boolean(call.readsOnly) || isSafe(message.method);
  const repeatable = readsOnly || Boolean(idempotencyKey) || isIdempotent(message.method);
  const sending: Sending = {
    route,
    message,
    call,
    progress,
    readsOnly,
    repeatable,
    idempotencyKey,
    mayBeDone: false,
  };
  try {
    if (totalTimeoutMs === undefined) return await sendUntilAnswered(sending, call.signal);
    const work = (signal: () => AbortSignal): Promise<Answer> => sendUntilAnswered(sending, signal());
    return await limited({ signal: call.signal }, work, deadline(sending, totalTimeoutMs, "totalTimeoutMs"));
  } catch (error) {
    // However a call ends, an attempt that may have been carried out stays one.
    if (!sending.mayBeDone || call.signal?.aborted || (error as SharewrightError).outcome) throw error;
    throw new SharewrightError(`${call.name}: ${error}`, { cause: error }, outcomeOf(sending));
  }
}

async function sendUntilAnswered(sending: Sending, signal: AbortSignal | undefined): Promise<Answer> {
  const { route, message, call, progress } = sending;
  const { rateLimit } = call;
  const retry = message.once ? false : call.retry;
  let renewed = message.once;
  for (;;) {
    progress.attempts += 1;
    const started = Date.now();
    const got = await attempt(sending, signal);
    const response = got instanceof Error ? undefined : got.response;
    let waitMs: number | undefined;
    if (response?.status === 401 && !renewed) {
      renewed = await untilAborted(signal, route.authorize(message, true, call));
      if (renewed) waitMs = 0;
    } else if (response !== undefined && !isTransient(response.status)) {
      earn(route.budget);
    } else if (
      retry !== false &&
      (sending.repeatable || isUnsent(got)) &&
      !(rateLimit === "throw" && response?.status === 429)
    ) {
      const requestedMs = response && requestedDelayMs(response, route.service.rateLimit, Date.now());
      waitMs = delayMs(progress.attempts, requestedMs, retry, Math.random);
      if (waitMs !== undefined && !spend(route.budget)) waitMs = undefined;
    }
    report(route, call, progress.attempts, response ?? (got as SharewrightError), started, waitMs);
    if (waitMs === undefined) {
      if (got instanceof Error) throw got;
      const sentText = !message.duplex && typeof message.body === "string" ? message.body : undefined;
      return { ...got, attempts: progress.attempts, outcome: outcomeOf(sending), sentText };
    }
    if (!(got instanceof Error)) discard(got);
    if (waitMs > 0) await sleep(waitMs, signal);
  }
}

/** Sends a message once, when the throttle lets it go. Errors that no retry can mend are thrown. */
async function attempt(sending: Sending, signal: AbortSignal | undefined): Promise<Attempt | SharewrightError> {
  const { route, message, call } = sending;
  const turn = route.throttle?.acquire(signal === call.signal ? call : { ...call, signal });
  if (turn) await turn;
  let observed = false;
  const observe = (response?: Response): void => {
    if (!observed) route.throttle?.observe(response?.headers, response?.status, call.quota);
    observed = true;
  };
  try {
    const authorized = route.authorize(message, false, call);
    if (typeof authorized !== "boolean") await untilAborted(signal, authorized);
    return await exchange(sending, signal, observe);
  } finally {
    observe();
  }
}

/** One exchange on the wire, its body included, because a body can stall as well as a server. */
async function exchange(
  sending: Sending,
  callerSignal: AbortSignal | undefined,
  observe: (response: Response) => void,
): Promise<Attempt | SharewrightError> {
  const { route, message, call, progress, readsOnly } = sending;
  const number = progress.attempts;
  const mayBeDoneBefore = sending.mayBeDone;
  sending.mayBeDone = !readsOnly;
  const work = async (signal: () => AbortSignal): Promise<Attempt> => {
    const response = await route.fetch(message, {
      // Another address must get neither the credentials nor the body.
      redirect: "manual",
      get signal() {
        return signal();
      },
    });
    observe(response);
    const { ok, status } = response;
    const body = call.leavesBody?.() ? undefined : await (call.readBody ?? readText)(response, call);
    // A fetch that ignores its signal may come back when the next attempt is under way.
    if (number !== progress.attempts) return { response };
    const text = typeof body === "string" ? body : undefined;
    const parsed = ok && text !== undefined ? call.parse(text, response, call) : undefined;
    sending.mayBeDone &&= !ok && (mayBeDoneBefore || isInconclusive(status));
    return typeof body === "object" ? { response, bytes: body } : { response, text, parsed };
  };
  const bounds = { signal: callerSignal, streaming: call.leavesBody };
  try {
    return await limited(bounds, work, deadline(sending, call.timeoutMs, "timeoutMs"));
  } catch (thrown) {
    const error = message.keyInUrl && textOf(thrown).includes(message.keyInUrl) ? withoutReason : thrown;
    if (error instanceof TimeoutError) return error;
    if (error instanceof DecodeError) return new DecodeError(error.message, undefined, outcomeOf(sending));
    // A fetch may throw errors of its own, as a replay does that has no such exchange.
    if (callerSignal?.aborted || error instanceof SharewrightError) throw error;
    if (isUnsent(error)) sending.mayBeDone = mayBeDoneBefore;
    return new ConnectionError(
      `${call.name} got no answer: ${reason(error)}.`,
      { cause: error },
      outcomeOf(sending),
      "Try again, or check the network.",
    );
  }
}

function outcomeOf({ mayBeDone, readsOnly, repeatable, idempotencyKey, call: { check } }: Sending): CallOutcome {
  return { mayBeDone, readsOnly, repeatable, idempotencyKey, check };
}

/** Waits for credentials until the caller aborts; their own time limit is that of their source. */
function untilAborted<T>(signal: AbortSignal | undefined, work: Promise<T> | T): Promise<T> {
  return limited({ signal }, async () => work);
}

/** Gives the connection back before the next attempt. It is not awaited, because a cloned body may never end. */
function discard({ text, bytes, response }: Attempt): void {
  if (text === undefined && bytes === undefined) response.body?.cancel().catch(() => {});
}

function deadline(sending: Sending, ms: number, option: string): Deadline<never> {
  const expire = (): never => {
    throw new TimeoutError(
      `${sending.call.name} got no answer within ${ms} ms (\`${option}\`).`,
      ms,
      outcomeOf(sending),
    );
  };
  return { ms, expire };
}

/** Stands for an error that quotes a key: Deno and Bun quote the URL in theirs. */
const withoutReason = new Error("the platform gave no reason");

/** Everything that an error and its causes print. */
function textOf(error: unknown, depth = 3): string {
  const { stack, cause } = error instanceof Error ? error : {};
  return `${error} ${stack} ${cause === undefined || depth === 0 ? "" : textOf(cause, depth - 1)}`;
}

/** The platform's own words; Node hides the useful ones in `cause`. */
function reason(error: unknown): string {
  const cause = (error as Error | undefined)?.cause ?? error;
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: string };
  return typeof code === "string" ? code : (message ?? String(cause));
}
