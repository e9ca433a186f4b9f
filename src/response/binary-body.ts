import { fileNameOf } from "./content-disposition.js";

/**
 * A success that is no text: a file, an image, an archive. Its bytes are still to come, and are read by one of `stream`,
 * `blob()`, `bytes()` and `arrayBuffer()`, once. `timeoutMs` ends with the headers, and `maxResponseBytes` does not hold:
 * the caller decides how much to take. An aborted `signal` ends the reading too.
 */
export class BinaryBody {
  /** Media type, as the answer says it. */
  readonly contentType: string | undefined;
  /** Length in bytes, if the answer says it, and is not compressed. */
  readonly size: number | undefined;
  /** Name of the file, by the answer's `Content-Disposition`: without folders. */
  readonly fileName: string | undefined;
  readonly headers: Headers;
  readonly #response: Response;

  constructor(response: Response) {
    const { headers } = response;
    const length = headers.has("content-encoding") ? null : headers.get("content-length");
    this.headers = headers;
    this.contentType = headers.get("content-type") ?? undefined;
    this.size = length === null ? undefined : Number(length);
    this.fileName = fileNameOf(headers.get("content-disposition"));
    this.#response = response;
  }

  get stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#response.body ?? new Blob().stream();
  }

  blob(): Promise<Blob> {
    return this.#response.blob();
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#response.arrayBuffer();
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  /** Gives the connection back without reading the rest. */
  async cancel(): Promise<void> {
    await this.#response.body?.cancel();
  }
}

export function binaryAnswer(response: Response): BinaryBody {
  return new BinaryBody(response);
}
