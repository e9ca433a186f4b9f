import { DecodeError } from "../../errors.js";
import type { Named } from "../../operation.js";
import { type ByteSource, bytesFrom } from "./byte-stream.js";
import { EventParser } from "./event-parser.js";

/** One event. */
export interface ServerSentEvent<T> {
  /** Its type; absent where the service gave none, which means `message`. */
  readonly event?: string;
  readonly data: T;
  /** Id of the last event that had one. */
  readonly id?: string;
}

/**
 * The events of a `text/event-stream` answer, as they come: iterate over it, once. `timeoutMs` ends with the headers, for a
 * stream may be silent for long; abort `signal` to end it, or leave the loop. It is not opened again when it ends: call
 * the operation again, with `Last-Event-ID` as a header if the service knows it.
 *
 * Iterating throws a {@link ConnectionError} when the connection is lost, and a {@link DecodeError} for data that has to be
 * JSON and is not; the data `[DONE]`, with which some services end such a stream, ends it.
 */
export class EventStream<T, Event extends ServerSentEvent<T> = ServerSentEvent<T>> implements AsyncIterable<Event> {
  readonly headers: Headers;
  readonly #parser: EventParser;
  readonly #source: ByteSource;
  readonly #read: (data: string, event: string | undefined) => T | undefined;

  constructor(response: Response, call: Named, read: (data: string, event: string | undefined) => T | undefined) {
    this.headers = response.headers;
    this.#parser = new EventParser(call.name);
    this.#source = bytesFrom(response, call);
    this.#read = read;
  }

  /** Id of the last event that had one. */
  get lastEventId(): string | undefined {
    return this.#parser.lastEventId;
  }

  /** The wait that the service wants before the stream is opened again (`retry:`), in milliseconds. */
  get retryMs(): number | undefined {
    return this.#parser.retryMs;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    for await (const bytes of this.#source()) {
      for (const event of bytes === undefined ? this.#parser.end() : this.#parser.push(bytes)) {
        const data = this.#read(event.data, event.event);
        if (data === undefined) return;
        // Which of the events it is, the spec says and nobody checks.
        yield { ...event, data } as unknown as Event;
      }
    }
  }

  /** Gives the connection back without reading the rest. */
  async cancel(): Promise<void> {
    await this.#source.cancel();
  }
}

/** Events whose data is text. */
export function textEvents(response: Response, call: Named): EventStream<string> {
  return new EventStream(response, call, (data) => data);
}

/** Events whose data is JSON, read by `parse`: all of them, or those of these names, where others hold text. */
export function jsonEvents(
  response: Response,
  call: Named,
  parse: (text: string) => unknown = JSON.parse,
  names?: readonly string[],
): EventStream<unknown> {
  return new EventStream<unknown>(response, call, (data, event = "message") => {
    if (data === "[DONE]") return undefined;
    if (names !== undefined && !names.includes(event)) return data;
    try {
      return parse(data);
    } catch (error) {
      if (error instanceof DecodeError) throw error;
      // The platform's message quotes the data, which may be personal: it is not passed on.
      throw new DecodeError(`${call.name} got an event whose data is no JSON (${data.length} characters).`);
    }
  });
}
