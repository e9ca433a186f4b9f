import type { Settle } from "../operation.js";
import { openAnswer } from "./streamed-body.js";

/**
 * Reads what is JSON, and leaves any other body to the caller: for operations whose successes are one or the other. The
 * answer's content type tells; one without it is read, for most often there is nothing in it.
 */
export const fileOrJson: Settle = async (exchange) => {
  const { open, ...operation } = exchange.operation;
  const type = (await exchange.response).headers.get("content-type");
  const isFile = type !== null && !/[/+]json\b/i.test(type);
  return openAnswer(isFile ? exchange : { ...exchange, operation });
};
