import { ConfigurationError, ConnectionError, DecodeError, SharewrightError, TimeoutError } from "../errors.js";
import type { TransportCall } from "../transport/call.js";
import { limited } from "../transport/deadline.js";
import { delayMs } from "../transport/retry.js";
import { sleep } from "../transport/sleep.js";
import { BinaryBody } from "./binary-body.js";

/** The call that a file came by, as far as reading its bytes has to know it. */
export type FileCall = Pick<
  TransportCall,
  "name" | "operation" | "maxResponseBytes" | "timeoutMs" | "retry" | "signal"
>;

/**
 * A file that was read by its signed URL. No more than `maxResponseBytes` of it are read, and a pause in it ends after
 * `timeoutMs`. `bytes()`, `arrayBuffer()` and `blob()` read it again from its start if the connection breaks, as often as
 * `retry` allows; `stream` is read once.
 */
export class DownloadedFile extends BinaryBody {
  readonly #call: FileCall;
  readonly #again: () => Promise<DownloadedFile>;
  #stream: ReadableStream<Uint8Array<ArrayBuffer>>;

  constructor(response: Response, call: FileCall, again: () => Promise<DownloadedFile>) {
    super(response);
    this.#call = call;
    this.#again = again;
    this.#stream = bounded(super.stream, call, this.size);
  }

  override get stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#stream;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.#parts()).arrayBuffer();
  }

  override async blob(): Promise<Blob> {
    return new Blob([await this.#parts()], { type: this.contentType ?? "" });
  }

  override async cancel(): Promise<void> {
    await this.#stream.cancel();
  }

  async #parts(): Promise<Blob> {
    const { retry, signal, operation } = this.#call;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await readAll(this.#stream);
      } catch (error) {
        const isLost = error instanceof ConnectionError || error instanceof TimeoutError;
        const failure = { operation, error: error as SharewrightError };
        const waitMs = isLost && retry ? await delayMs(attempt, undefined, retry, Math.random, failure) : undefined;
        if (waitMs === undefined) throw error;
        await sleep(waitMs, signal);
        this.#stream = (await this.#again()).stream;
      }
    }
  }
}

async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> {
  if (stream.locked)
    throw new ConfigurationError("The file was read already. Keep what it gave, or download it again.");
  const parts: BlobPart[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    parts.push(value);
  }
}

/** The bytes of a stream, as long as they are no more than the limit and keep coming. */
function bounded(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  { name, maxResponseBytes, timeoutMs }: FileCall,
  size = 0,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  let read = 0;
  const check = (bytes: number): void => {
    if (bytes <= maxResponseBytes) return;
    throw new DecodeError(
      `${name} got more than ${maxResponseBytes} bytes (\`maxResponseBytes\`). Raise the limit in the options of the call.`,
    );
  };
  const expire = (): never => {
    throw new TimeoutError(
      `${name} got no further part of the file within ${timeoutMs} ms (\`timeoutMs\`).`,
      timeoutMs,
    );
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        check(size);
        const { done, value } = await limited(undefined, timeoutMs, () => reader.read(), expire);
        if (done) return controller.close();
        read += value.length;
        check(read);
        controller.enqueue(value);
      } catch (error) {
        reader.cancel().catch(() => {});
        throw lost(error, name);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** An abort comes through with its own reason, as it does elsewhere. */
function lost(error: unknown, name: string): unknown {
  if (error instanceof SharewrightError || !(error instanceof TypeError)) return error;
  return new ConnectionError(`${name} lost the connection in the middle of the file.`, { cause: error });
}
