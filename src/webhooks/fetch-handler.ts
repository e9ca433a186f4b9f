import { readBytes } from "./raw-body.js";
import { defaultMaxBytes, receive, type WebhookHandlerOptions } from "./receive.js";

/**
 * A webhook receiver for everything that speaks Fetch: workers, Deno, Bun, Hono, route handlers. It keeps nothing
 * between calls, so that it may be made anew for each.
 *
 * It answers 204 when the event was handled, now or before; 400 to what must not be trusted; 409 while another delivery
 * of the event is in the works, for the service to come again. An error of `handle` or of the set-up rejects, for the
 * platform to report and to answer with 500.
 */
export function fetchWebhookHandler<Event>(
  options: WebhookHandlerOptions<Event>,
): (request: Request) => Promise<Response> {
  const { maxBytes = defaultMaxBytes } = options;
  return async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    const body = await readBytes(request.body, maxBytes, "cancel");
    if (body === undefined) return new Response(null, { status: 413 });
    const { status, text, retryAfter } = await receive(options, body, request.headers);
    const headers: HeadersInit = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
    return new Response(text ?? null, { status, headers });
  };
}
