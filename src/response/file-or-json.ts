import type { ReadValue } from "../operation.js";
import { openAnswer } from "./streams/streamed-body.js";

/**
 * Reads a JSON body, and leaves any other to the caller: for operations whose successes are one or the other. The
 * content type decides; a body without one is read, because most often it is empty.
 */
export const fileOrJson: ReadValue = async (exchange) => {
  const { open, ...operation } = exchange.operation;
  const type = (await exchange.answer).response.headers.get("content-type");
  const isFile = type !== null && !/[/+]json\b/i.test(type);
  return openAnswer(isFile ? exchange : { ...exchange, operation });
};
