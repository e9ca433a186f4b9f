import { ConfigurationError } from "../errors.js";
import type { Payload, Prepare } from "../operation.js";
import { setHeaders } from "../transport/headers.js";
import { writeHeaders } from "./header-parameters.js";
import { prepareJson } from "./json-body.js";

/**
 * Completes a message whose operation has a query in its template, asks for a media type, takes headers or cookies that are more than text, or has a body
 * that is no plain JSON. What the caller or the client set as a header stays.
 *
 * @throws {ConfigurationError} for a header, cookie or body that cannot be written.
 */
export const prepareMessage: Prepare = async (message, operation, input, options, call) => {
  const { accept, headers: parameters, body, server } = operation;
  const { method, headers } = message;
  // A template may hold a query of its own, to which the parameters are added.
  let url = message.url.replace(/(\?.*)\?/, "$1&");
  if (server && url.startsWith(`${server[0]}/`)) url = server[1] + url.slice(server[0].length);
  if (accept !== undefined && !headers.has("accept")) headers.set("accept", accept);
  if (parameters !== undefined) setHeaders(headers, writeHeaders(options, parameters, call.name));
  if (!body?.write) return prepareJson({ ...message, url }, operation, input, options, call);
  if (input === undefined && !body.required) return { ...message, url };
  let payload: Payload;
  try {
    payload = await body.write(input ?? {}, body, options);
  } catch (cause) {
    throw new ConfigurationError(`${call.name}: the body cannot be written: ${(cause as Error).message}.`);
  }
  if (payload.once) Object.assign(call, { once: true, retry: false });
  if (typeof payload.body === "string" && body.redact) call.body = payload.body;
  const type = body.media ?? payload.type;
  if (type !== undefined && !headers.has("content-type")) headers.set("content-type", type);
  // Added to the payload, and not copied from it: its body may be made anew with each attempt.
  return Object.assign(payload, { url, method, headers });
};
