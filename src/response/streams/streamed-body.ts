import { readValue } from "../../call/read-value.js";
import { TimeoutError } from "../../errors.js";
import type { ReadValue } from "../../operation.js";
import { limited } from "../../transport/deadline.js";

/** Waits for a response whose body the caller reads: a file, a stream of events. */
export const openAnswer: ReadValue = async (exchange) => {
  const { operation, call } = exchange;
  const answer = await exchange.answer;
  const { response, outcome } = answer;
  const { ok, status } = response;
  if (operation.open && (ok || (operation.redirects && status > 299 && status < 400))) {
    return { value: operation.open(response, call), text: "", answer };
  }
  const { timeoutMs, signal } = call;
  const expire = (): never => {
    throw new TimeoutError(`${call.name} got ${status}, and no body within ${timeoutMs} ms.`, timeoutMs, outcome);
  };
  return limited(signal, timeoutMs, () => readValue(exchange), expire);
};
