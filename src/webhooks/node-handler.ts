import { checkOptions } from "../transport/options/check-options.js";
import { type RawBody, readBytes } from "./raw-body.js";
import { type DeliveryAnswer, defaultMaxBytes, receive, safely, type WebhookHandlerOptions } from "./receive.js";

/** The used part of node:http's IncomingMessage; Express's request is one. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether somebody has begun to read the body. */
  readonly readableDidRead?: boolean | undefined;
  /** The result of a body parser: only raw bytes or text can be verified. */
  readonly body?: unknown;
  /** The bytes, where a platform or a body parser keeps them beside what it parsed: Cloud Functions, NestJS. */
  readonly rawBody?: unknown;
}

/** The used part of node:http's ServerResponse. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text?: string): unknown;
}

/**
 * A webhook receiver for node:http and Express, with the answers of {@link fetchWebhookHandler}.
 *
 * Mount it in front of `express.json()`, or behind `express.raw({ type: "application/json" })`: a signature covers the
 * bytes as they were sent. An error of `handle` or of the set-up goes to `next`; under node:http, which has none, to
 * `onError`, and the answer is 500.
 */
export function nodeWebhookHandler<Event>(
  options: WebhookHandlerOptions<Event>,
): (request: NodeRequest, response: NodeResponse, next?: (error: unknown) => void) => Promise<void> {
  checkOptions("nodeWebhookHandler", options);
  const { maxBytes = defaultMaxBytes, onError } = options;
  return async (request, response, next) => {
    const answer = ({ status, text, retryAfter }: DeliveryAnswer): void => {
      response.statusCode = status;
      if (retryAfter !== undefined) response.setHeader("Retry-After", String(retryAfter));
      response.end(text);
    };
    try {
      if (request.method !== "POST") {
        response.setHeader("Allow", "POST");
        return answer({ status: 405 });
      }
      const body = await bodyOf(request, maxBytes);
      if (body === undefined) return answer({ status: 413 });
      answer(await receive(options, body, request.headers));
    } catch (error) {
      if (next !== undefined) return next(error);
      // The answer comes first: a report that fails must not keep the service waiting.
      answer({ status: 500 });
      // Without anybody to report to, the error must not pass in silence.
      if (onError === undefined) console.error(error);
      else safely(onError)(error);
    }
  };
}

/** The body that a parser kept or made; the unread body if there was no parser. `undefined` if it is too long. */
async function bodyOf(request: NodeRequest, maxBytes: number): Promise<RawBody | undefined> {
  const { body, rawBody, readableDidRead } = request;
  if (rawBody !== undefined) return rawBody as RawBody;
  // Not by `body` alone: Express 4 leaves an empty object where its parser passed a body over. One that was read and
  // left nowhere is null, which `verify` refuses.
  if (readableDidRead ?? body !== undefined) return (body ?? null) as RawBody;
  return readBytes(request, maxBytes, "drain");
}
