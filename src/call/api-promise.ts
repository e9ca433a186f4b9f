import { ApiError } from "../errors.js";
import type { Exchange, ReadAnswer } from "../operation.js";
import { addCaller } from "./caller.js";
import { type AnswerFacts, factsOf, parseLoosely, readValue } from "./read-value.js";

/** An outcome the spec declares as a success. */
export interface Succeeded<Status extends number, Data> {
  readonly ok: true;
  readonly status: Status;
  readonly data: Data;
}

/** An outcome the spec declares as an error; of several statuses one each, so that `status` tells the error's as well. */
export type Failed<Status extends number, Body> = Status extends number
  ? { readonly ok: false; readonly status: Status; readonly error: ApiError<Status, Body> }
  : never;

/** A value, with the facts of the answer that it was made from. */
export interface WithResponse<T> extends AnswerFacts {
  readonly value: T;
  /** The parsed body as it came, before anything was renamed or unwrapped. */
  readonly body: unknown;
}

/**
 * The promise of a call's value. Awaiting it gives the value or throws: an {@link ApiError} for an error status,
 * another {@link SharewrightError} when no usable answer arrived.
 *
 * @typeParam T the value.
 * @typeParam Result the outcomes the spec declares, distinguished by `status`.
 */
export class ApiPromise<T, Result = unknown> implements Promise<T> {
  readonly #exchange: Exchange;
  #value: Promise<ReadAnswer<T>> | undefined;
  #awaited = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    // A failure that nobody awaits must not pass in silence.
    const surface = (): void => {
      if (!this.#awaited) void this.#read();
    };
    exchange.answer.then(({ response }) => response.ok || surface(), surface);
  }

  /** The value with status, headers, request id and rate limit. Throws as awaiting does. */
  async withResponse(): Promise<WithResponse<T>> {
    const { value, text, answer } = await this.#read();
    // Parsed again, because making the value has renamed and taken apart the first result.
    return { value, body: parseLoosely(text), ...factsOf(this.#exchange.transport, answer) };
  }

  /**
   * The outcome as a value instead of an exception: `{ ok, status, data }` or `{ ok, status, error }`, distinguished by
   * `status`. Outcomes that the spec does not declare (another error status, no answer at all) still throw.
   */
  async asResult(): Promise<Result> {
    try {
      const { answer, value } = await this.#read();
      return { ok: true, status: answer.response.status, data: value } as Result;
    } catch (error) {
      if (error instanceof ApiError && this.#exchange.operation.errors?.includes(error.status)) {
        return { ok: false, status: error.status, error } as Result;
      }
      throw error;
    }
  }

  /** The response itself, whatever its status. Its body is unread if `raw` is called before the answer arrives. */
  async raw(): Promise<Response> {
    this.#awaited = true;
    this.#exchange.leaveBody();
    const { answer, caller } = this.#exchange;
    const { response, text } = await answer.catch((error: unknown) => {
      addCaller(error, caller);
      throw error;
    });
    return text === undefined ? response : new Response(text || null, response);
  }

  // biome-ignore lint/suspicious/noThenProperty: this is a promise.
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const fulfilled = ({ value }: ReadAnswer<T>): unknown => (onfulfilled ? onfulfilled(value) : value);
    return this.#read().then(fulfilled, onrejected) as Promise<A | B>;
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

  #read(): Promise<ReadAnswer<T>> {
    this.#awaited = true;
    this.#value ??= this.#readValue();
    return this.#value;
  }

  async #readValue(): Promise<ReadAnswer<T>> {
    const { operation, caller, transport, query } = this.#exchange;
    try {
      const read = await (operation.readValue ?? readValue)(this.#exchange);
      const { validate, service, logger } = transport;
      if (validate) {
        const { attempts, outcome } = read.answer;
        await validate(read.value, {
          service: service.name,
          operation: operation.name,
          query,
          attempts,
          // The service has answered with a success, so that the call may have been carried out.
          outcome: { ...outcome, mayBeDone: !outcome.readsOnly },
          logger,
        });
      }
      return read as ReadAnswer<T>;
    } catch (error) {
      addCaller(error, caller);
      throw error;
    }
  }
}
