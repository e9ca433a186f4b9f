import { settle } from "../call/api-promise.js";
import { TimeoutError } from "../errors.js";
import type { Settle } from "../operation.js";
import { limited } from "../transport/deadline.js";

/**
 * Waits for an answer whose body the caller reads: a file, a stream of events. What tells an error is read here, within the
 * time of an attempt.
 */
export const openAnswer: Settle = async (exchange) => {
  const { operation, call } = exchange;
  const response = await exchange.response;
  const { ok, status } = response;
  if (operation.open && (ok || (operation.redirects && status > 299 && status < 400))) {
    return { value: operation.open(response, call), text: "", response };
  }
  const late = (): never => {
    throw new TimeoutError(
      `${call.name} got ${status}, and no body within ${call.timeoutMs} ms.`,
      call.timeoutMs,
      call,
    );
  };
  return limited(call, () => settle(exchange), { ms: call.timeoutMs, late });
};
