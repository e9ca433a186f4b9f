import { DecodeError } from "../../errors.js";

/** Characters of one line, or of one event, above which a stream is given up: nothing else would end it. */
export const longestLine = 2 ** 26;

/**
 * The lines of a text that comes in pieces. What has no end yet is kept in its pieces and put together once, so that the
 * time is linear in the length of a line, however many pieces it comes in.
 */
export class LineSplitter {
  readonly #ends: RegExp;
  readonly #name: string;
  #open: string[] = [];
  #length = 0;

  /** @param ends what ends a line, with the flag `g`. */
  constructor(ends: RegExp, name: string) {
    this.#ends = ends;
    this.#name = name;
  }

  /** The lines that a piece completes. @throws {DecodeError} for one that is longer than any is. */
  push(piece: string): readonly string[] {
    const lines: string[] = [];
    let start = 0;
    this.#ends.lastIndex = 0;
    for (let end = this.#ends.exec(piece); end !== null; end = this.#ends.exec(piece)) {
      this.#open.push(piece.slice(start, end.index));
      lines.push(this.rest());
      start = this.#ends.lastIndex;
    }
    const open = piece.slice(start);
    if (open !== "") this.#open.push(open);
    this.#length += open.length;
    if (this.#length > longestLine) {
      throw new DecodeError(`${this.#name} got a line of more than ${longestLine} characters, and reads no further.`);
    }
    return lines;
  }

  /** The text since the last end of a line; it is forgotten then. */
  rest(): string {
    const text = this.#open.join("");
    this.#open = [];
    this.#length = 0;
    return text;
  }
}
