import { ApiError, DecodeError, type Issue, type RateLimit } from "../errors.js";
import type { Operation, Settled } from "../operation.js";
import { readRateLimit } from "../transport/rate-limit.js";
import { readText } from "../transport/read-body.js";
import type { Call } from "../transport/send.js";
import type { Transport } from "../transport/transport.js";

/** A call under way. */
export interface Exchange {
  readonly transport: Transport;
  readonly operation: Operation;
  readonly call: Call;
  readonly response: Promise<Response>;
}

/** An outcome the spec declares as a success. */
export interface Succeeded<Status extends number, Data> {
  readonly ok: true;
  readonly status: Status;
  readonly data: Data;
}

/** An outcome the spec declares as an error. */
export interface Failed<Status extends number, Body> {
  readonly ok: false;
  readonly status: Status;
  readonly error: ApiError<Status, Body>;
}

/** A value with what came along with it. */
export interface WithResponse<T> {
  readonly value: T;
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body as it came, before anything was renamed or unwrapped. */
  readonly body: unknown;
  /** The service's id of this request. */
  readonly requestId: string | undefined;
  /** The request budget the service reported. */
  readonly rateLimit: RateLimit;
  /** How often the request was sent. */
  readonly attempts: number;
}

/**
 * The promise of a call's value. Awaiting it gives the value or throws: an {@link ApiError} for an error status,
 * another {@link SharewrightError} when no usable answer arrived.
 *
 * @typeParam T the value.
 * @typeParam Result the outcomes the spec declares, told apart by `status`.
 */
export class ApiPromise<T, Result = unknown> implements Promise<T> {
  readonly #exchange: Exchange;
  #value: Promise<Settled<T>> | undefined;
  #awaited = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    // Nobody looks at the outcome: a failure must not pass in silence.
    const surface = (): void => {
      if (!this.#awaited) void this.#settle();
    };
    exchange.response.then((response) => response.ok || surface(), surface);
  }

  /** The value with status, headers, request id and rate limit. Throws as awaiting does. */
  async withResponse(): Promise<WithResponse<T>> {
    const { value, text, response } = await this.#settle();
    const { transport, call } = this.#exchange;
    // Parsed once more: making the value has renamed and taken apart the first.
    return { value, body: parse(text), ...facts(transport, call, response) };
  }

  /**
   * The outcome as a value instead of an exception: `{ ok, status, data }` or `{ ok, status, error }`, told apart by
   * `status`. What the spec does not declare (another error status, no answer at all) still throws.
   */
  async asResult(): Promise<Result> {
    try {
      const { response, value } = await this.#settle();
      return { ok: true, status: response.status, data: value } as Result;
    } catch (error) {
      if (error instanceof ApiError && this.#exchange.operation.errors?.includes(error.status)) {
        return { ok: false, status: error.status, error } as Result;
      }
      throw error;
    }
  }

  /** The response itself, whatever its status. Its body is unread if this is asked for before the answer arrives. */
  async raw(): Promise<Response> {
    const { call, response } = this.#exchange;
    this.#awaited = true;
    if (call.text === undefined) call.streaming = true;
    const answer = await response;
    if (call.text === undefined) return answer;
    return new Response(call.text || null, answer);
  }

  // biome-ignore lint/suspicious/noThenProperty: this is a promise.
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const fulfilled = ({ value }: Settled<T>): unknown => (onfulfilled ? onfulfilled(value) : value);
    return this.#settle().then(fulfilled, onrejected) as Promise<A | B>;
  }

  catch<B = never>(onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onfinally);
  }

  get [Symbol.toStringTag](): string {
    return "ApiPromise";
  }

  #settle(): Promise<Settled<T>> {
    this.#awaited = true;
    this.#value ??= (this.#exchange.operation.settle ?? settle)(this.#exchange) as Promise<Settled<T>>;
    return this.#value;
  }
}

/** Waits for the answer and reads all of it. */
export async function settle(exchange: Exchange): Promise<Settled<unknown>> {
  const { call } = exchange;
  const response = await exchange.response;
  // Someone asked for the response itself before: the body is still to be read.
  const text = call.text ?? (await readText(response.clone(), call));
  if (!response.ok) throw apiError(exchange, response, text);
  const body = call.text === undefined ? call.parse(text, response, call) : call.json;
  return { value: decode(exchange, body, response.headers), text, response };
}

function apiError({ transport, operation, call }: Exchange, response: Response, text: string): ApiError {
  const { service } = transport;
  let body: unknown;
  let issues: readonly Issue[] = [];
  try {
    body = normalised(transport, parse(text));
    const named = service.issues?.(body) ?? [];
    issues = operation.body?.redact?.(named, operation.body, call.body) ?? named;
  } catch {
    // Nested deeper than the stack is: nobody reads more than the text of it.
    body = text;
  }
  return new ApiError(
    {
      service: service.name,
      operation: operation.name,
      body,
      issues,
      ...facts(transport, call, response),
    },
    call,
  );
}

/** What the response says beside its body. */
function facts({ service }: Transport, { attempts }: Call, { status, headers }: Response): Facts {
  const requestId = (service.requestId && headers.get(service.requestId)) ?? undefined;
  return { status, headers, requestId, rateLimit: readRateLimit(service.rateLimit, headers), attempts };
}

type Facts = Omit<WithResponse<unknown>, "value" | "body">;

function decode({ transport, operation, call }: Exchange, body: unknown, headers: Headers): unknown {
  try {
    const json = normalised(transport, body);
    return operation.decode ? operation.decode(json, headers) : json;
  } catch (error) {
    // The service has done what it was asked, and said so in a way that nobody can read.
    call.unsure = !call.safe;
    throw new DecodeError(`${call.name}: ${(error as Error).message}`, { cause: error }, call);
  }
}

function normalised({ service }: Transport, body: unknown): unknown {
  return service.normalise ? service.normalise(body) : body;
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
