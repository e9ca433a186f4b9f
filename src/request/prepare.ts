import { ConfigurationError } from "../errors.js";
import type { Prepare } from "../operation.js";
import { setHeaders } from "../transport/headers.js";
import type { Payload } from "../transport/message.js";
import { prepareJson } from "./json-body.js";

/**
 * Completes a message whose operation has a query in its template, names the media types it accepts, takes headers or
 * cookies that are more than text, or has a body that is not plain JSON. Headers of the caller and the client are kept.
 *
 * @throws {ConfigurationError} for a header, cookie or body that cannot be written.
 */
export const prepareMessage: Prepare = async (message, operation, input, options, name) => {
  const { accept, headers: parameters, body } = operation;
  const { method, headers } = message;
  // A template may hold a query of its own, to which the parameters are added.
  const url = message.url.replace(/(\?.*)\?/, "$1&");
  if (accept !== undefined && !headers.has("accept")) headers.set("accept", accept);
  if (parameters !== undefined) {
    const written = parameters.write(options, parameters, name);
    for (const [header, value] of Object.entries(written)) if (value === undefined) headers.delete(header);
    setHeaders(headers, written);
  }
  if (!body?.write) return prepareJson({ ...message, url }, operation, input, options, name);
  if (input === undefined && !body.required) return { ...message, url };
  let payload: Payload;
  try {
    payload = await body.write(input === undefined ? {} : input, body, options);
  } catch (cause) {
    throw new ConfigurationError(`${name}: the body cannot be written: ${(cause as Error).message}.`);
  }
  const type = body.media ?? payload.type;
  if (type !== undefined && !headers.has("content-type")) headers.set("content-type", type);
  // The payload itself is extended, not copied, because its body may be a getter that is read for each attempt.
  return Object.assign(payload, { url, method, headers });
};
