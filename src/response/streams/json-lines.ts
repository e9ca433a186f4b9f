import { DecodeError } from "../../errors.js";
import type { Named } from "../../operation.js";
import { type ByteSource, bytesFrom } from "./byte-stream.js";
import { LineSplitter } from "./line-splitter.js";

/**
 * The values of an answer that has one on each line (`application/jsonl`, `application/x-ndjson`, `application/json-seq`), as
 * they come: iterate over it, once. `timeoutMs` ends with the headers; abort `signal` to end it, or leave the loop.
 *
 * Iterating throws a {@link ConnectionError} when the connection is lost, and a {@link DecodeError} for a line that is no
 * JSON.
 */
export class JsonLines<T> implements AsyncIterable<T> {
  readonly headers: Headers;
  readonly #source: ByteSource;
  readonly #call: Named;
  readonly #parse: (text: string) => unknown;

  constructor(response: Response, call: Named, parse: (text: string) => unknown = JSON.parse) {
    this.#parse = parse;
    this.headers = response.headers;
    this.#source = bytesFrom(response, call);
    this.#call = call;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const decoder = new TextDecoder();
    const lines = new LineSplitter(/\n/g, this.#call.name);
    for await (const bytes of this.#source()) {
      const piece = bytes === undefined ? `${decoder.decode()}\n` : decoder.decode(bytes, { stream: true });
      for (const line of lines.push(piece)) {
        // JSON text sequences (RFC 7464) begin each value with a record separator.
        const text = line.replaceAll("\x1e", "").trim();
        if (text !== "") yield this.#parsed(text);
      }
    }
  }

  /** Gives the connection back without reading the rest. */
  async cancel(): Promise<void> {
    await this.#source.cancel();
  }

  #parsed(line: string): T {
    try {
      return this.#parse(line) as T;
    } catch (error) {
      if (error instanceof DecodeError) throw error;
      // The platform's message quotes the line, which may be personal: it is not passed on.
      throw new DecodeError(`${this.#call.name} got a line that is no JSON (${line.length} characters).`);
    }
  }
}

/** Lines that are JSON, read by `parse`. */
export function jsonLines(response: Response, call: Named, parse?: (text: string) => unknown): JsonLines<unknown> {
  return new JsonLines(response, call, parse);
}
