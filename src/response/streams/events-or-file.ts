import type { ReadValue } from "../../operation.js";
import { binaryAnswer } from "../binary-body.js";
import { openAnswer } from "./streamed-body.js";

/** Opens a stream of events, or leaves any other body to the caller as a file: the answer's content type tells. */
export const eventsOrFile: ReadValue = async (exchange) => {
  const type = (await exchange.answer).response.headers.get("content-type") ?? "";
  if (/^text\/event-stream\b/i.test(type)) return openAnswer(exchange);
  return openAnswer({ ...exchange, operation: { ...exchange.operation, open: binaryAnswer } });
};
