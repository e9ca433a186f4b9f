import { DecodeError } from "./errors.js";
import { type DeliveryHeaders, WebhookVerificationError } from "./webhook-signature.js";

/** Remembers the ids of events, so that one that is delivered twice is handled once. */
export interface SeenStore {
  /** Claims an id for `ttlSeconds`. False if it is claimed already. */
  claim(id: string, ttlSeconds: number): Promise<boolean> | boolean;
  /** Gives an id back: handling it failed, and it shall be handled when it comes again. */
  release(id: string): Promise<void> | void;
}

/** Remembers ids in this process: enough for one, and for tests. Holds at most `capacity` of them. */
export function memorySeenStore(capacity = 10_000): SeenStore {
  const seen = new Map<string, number>();
  return {
    claim(id, ttlSeconds) {
      const now = Date.now();
      const until = seen.get(id);
      if (until !== undefined && until > now) return false;
      seen.delete(id);
      seen.set(id, now + ttlSeconds * 1000);
      // A Map keeps the order of insertion: the first is the oldest.
      if (seen.size > capacity)
        for (const [oldest] of seen) {
          seen.delete(oldest);
          break;
        }
      return true;
    },
    release: (id) => void seen.delete(id),
  };
}

export interface WebhookHandlerOptions<Event> {
  /** Turns a delivery into an event, or throws: `(body, headers) => verifyWebhook(body, headers, secrets)`. */
  readonly verify: (rawBody: string, headers: DeliveryHeaders) => Promise<Event> | Event;
  /** What to do with an event. If it throws, the answer is 500 and the service delivers again. */
  readonly handle: (event: Event) => Promise<void> | void;
  /** Where to remember handled events. Without it every delivery is handled, repeated ones too. */
  readonly seen?: SeenStore | undefined;
  /** How long to remember them, in seconds. Default: three days, longer than services go on retrying. */
  readonly seenSeconds?: number | undefined;
  /** Largest body to read, in bytes. Default: 1,048,576. */
  readonly maxBytes?: number | undefined;
}

/** An answer to a delivery. */
interface Answer {
  readonly status: number;
  readonly text?: string;
}

const threeDays = 3 * 24 * 3600;

async function receive<Event>(
  options: WebhookHandlerOptions<Event>,
  running: Map<string, Promise<void>>,
  rawBody: string,
  headers: DeliveryHeaders,
): Promise<Answer> {
  const { verify, handle, seen, seenSeconds = threeDays } = options;
  let event: Event;
  try {
    event = await verify(rawBody, headers);
  } catch (error) {
    // Who sent something unsigned is not told what was wrong with it.
    if (error instanceof WebhookVerificationError || error instanceof DecodeError)
      return { status: 400, text: "refused" };
    throw error;
  }
  const { id } = event as { readonly id?: unknown };
  if (seen === undefined || typeof id !== "string") {
    await handle(event);
  } else if (await seen.claim(id, seenSeconds)) {
    const work = handleOnce(id, () => handle(event), seen);
    running.set(id, work);
    try {
      await work;
    } finally {
      running.delete(id);
    }
  } else {
    // A repetition of what is under way shares its outcome: to answer 204 now would lose the event if that fails.
    await running.get(id);
  }
  return { status: 204 };
}

async function handleOnce(id: string, handle: () => Promise<void> | void, seen: SeenStore): Promise<void> {
  try {
    await handle();
  } catch (error) {
    try {
      await seen.release(id);
    } catch {
      // What went wrong first is what the caller has to know.
    }
    throw error;
  }
}

/**
 * A webhook receiver for everything that speaks Fetch: workers, Deno, Bun, Hono, route handlers. An error of `handle`
 * rejects, for the platform to report and to answer with 500.
 */
export function fetchWebhookHandler<Event>(
  options: WebhookHandlerOptions<Event>,
): (request: Request) => Promise<Response> {
  const { maxBytes = 1_048_576 } = options;
  const running = new Map<string, Promise<void>>();
  return async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    const body = await readBody(request.body, maxBytes, "cancel");
    if (body === undefined) return new Response(null, { status: 413 });
    const { status, text } = await receive(options, running, body, request.headers);
    return new Response(text ?? null, { status });
  };
}

/** `tooLong`: node:http drops the connection when a body is cancelled, and the answer with it. */
async function readBody(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLong: "cancel" | "drain",
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (stream !== null) {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size <= maxBytes) chunks.push(chunk);
      else if (tooLong === "cancel") return undefined;
      else chunks.length = 0;
    }
  }
  if (size > maxBytes) return undefined;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** What is used of node:http's IncomingMessage; Express's request is one. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What a body parser left: only raw bytes or text can be verified. */
  readonly body?: unknown;
}

/** What is used of node:http's ServerResponse. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text?: string): unknown;
}

/** A webhook receiver for node:http and Express. An error of `handle` goes to `next` where there is one, else to 500. */
export function nodeWebhookHandler<Event>(
  options: WebhookHandlerOptions<Event>,
): (request: NodeRequest, response: NodeResponse, next?: (error: unknown) => void) => Promise<void> {
  const { maxBytes = 1_048_576 } = options;
  const running = new Map<string, Promise<void>>();
  return async (request, response, next) => {
    const answer = (status: number, text?: string): void => {
      response.statusCode = status;
      response.end(text);
    };
    try {
      if (request.method !== "POST") {
        response.setHeader("Allow", "POST");
        return answer(405);
      }
      const body = request.body === undefined ? await readBody(request, maxBytes, "drain") : parsed(request.body);
      if (body === undefined) return answer(413);
      const { status, text } = await receive(options, running, body, request.headers);
      answer(status, text);
    } catch (error) {
      if (next === undefined) answer(500);
      else next(error);
    }
  };
}

function parsed(body: unknown): string {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  throw new WebhookVerificationError(
    "mismatch",
    'A body parser has read this delivery already. Mount the handler before it, or use `express.raw({ type: "application/json" })` on this route.',
  );
}
