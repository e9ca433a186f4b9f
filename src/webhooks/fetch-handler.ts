import { checkOptions } from "../transport/options/check-options.js";
import { type RawBody, readBytes } from "./raw-body.js";
import { defaultMaxBytes, receive, type WebhookHandlerOptions } from "./receive.js";

/** A request whose body can be read again, as Hono's. */
export interface KeptRequest {
  readonly raw: Request;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * A webhook receiver for everything that speaks Fetch: workers, Deno, Bun, Hono, route handlers. It keeps nothing
 * between calls, so that it may be made anew for each. Of Hono it takes `c.req` too, also behind `c.req.json()`; a body that
 * was read and is kept nowhere is an error.
 *
 * It answers 204 when the event was handled, now or before; 400 to what must not be trusted; 409 while another delivery
 * of the event is in the works, for the service to come again. An error of `handle` or of the set-up rejects, for the
 * platform to report and to answer with 500.
 */
export function fetchWebhookHandler<Event>(
  options: WebhookHandlerOptions<Event>,
): (request: Request | KeptRequest) => Promise<Response> {
  checkOptions("fetchWebhookHandler", options);
  const { maxBytes = defaultMaxBytes } = options;
  return async (given) => {
    const request = "raw" in given ? given.raw : given;
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    const body = request.bodyUsed ? await keptBody(given) : await readBytes(request.body, maxBytes, "cancel");
    if (body === undefined || (body?.byteLength ?? 0) > maxBytes) return new Response(null, { status: 413 });
    const { status, text, retryAfter } = await receive(options, body as RawBody, request.headers);
    const headers: HeadersInit = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
    return new Response(text ?? null, { status, headers });
  };
}

/** Null, which `verify` refuses with what to do, if nobody kept it. */
async function keptBody(request: Request | KeptRequest): Promise<Uint8Array | null> {
  return "raw" in request ? new Uint8Array(await request.arrayBuffer()) : null;
}
