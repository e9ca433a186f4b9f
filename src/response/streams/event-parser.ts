import { DecodeError } from "../../errors.js";
import { longestTimerMs } from "../../transport/deadline.js";
import { LineSplitter, longestLine } from "./line-splitter.js";

/** One event of a stream, as it came. */
export interface RawEvent {
  /** Its type; absent where the service gave none, which means `message`. */
  readonly event?: string;
  readonly data: string;
  /** Id of the last event that had one. */
  readonly id?: string;
}

/**
 * The parser of `text/event-stream` (WHATWG HTML, 9.2.6 "Interpreting an event stream"), fed with bytes as they come. An
 * event that the stream ends in the middle of is dropped, as the standard wants it.
 */
export class EventParser {
  /** The wait that the service wants before the stream is opened again (`retry:`), in milliseconds. */
  retryMs: number | undefined;
  #lastId: string | undefined;
  readonly #decoder = new TextDecoder();
  readonly #lines: LineSplitter;
  /** A carriage return whose line feed may still come. */
  #carried = "";
  #data: string[] = [];
  #length = 0;
  #event = "";
  readonly #name: string;

  /** @param name the call, for errors. */
  constructor(name: string) {
    this.#name = name;
    this.#lines = new LineSplitter(/\r\n|\n|\r/g, name);
  }

  /** Id of the last event that had one. */
  get lastEventId(): string | undefined {
    return this.#lastId;
  }

  /** The events that these bytes complete. */
  push(bytes: Uint8Array): readonly RawEvent[] {
    // The decoder takes a byte order mark away, and keeps a character that chunks cut in two.
    const text = this.#carried + this.#decoder.decode(bytes, { stream: true });
    // The line feed of a CRLF may come with the next chunk.
    this.#carried = text.endsWith("\r") ? "\r" : "";
    return this.#lines.push(this.#carried ? text.slice(0, -1) : text).flatMap((line) => this.#line(line) ?? []);
  }

  /** The event that the last bytes complete: a carriage return at the very end is a line's end after all. */
  end(): readonly RawEvent[] {
    if (this.#carried === "") return [];
    this.#carried = "";
    return [this.#line(this.#lines.rest()) ?? []].flat();
  }

  #line(line: string): RawEvent | undefined {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    // A line that begins with a colon is a comment.
    if (colon === 0) return undefined;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#add(value);
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.#lastId = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retryMs = Math.min(Number(value), longestTimerMs);
    return undefined;
  }

  /** @throws {DecodeError} when the event is longer than any is. */
  #add(value: string): void {
    this.#data.push(value);
    this.#length += value.length + 1;
    if (this.#length > longestLine) {
      throw new DecodeError(`${this.#name} got an event of more than ${longestLine} characters, and reads no further.`);
    }
  }

  #dispatch(): RawEvent | undefined {
    const data = this.#data;
    const event = this.#event;
    this.#data = [];
    this.#length = 0;
    this.#event = "";
    if (data.length === 0) return undefined;
    return {
      ...(event !== "" && { event }),
      data: data.join("\n"),
      ...(this.#lastId !== undefined && { id: this.#lastId }),
    };
  }
}
