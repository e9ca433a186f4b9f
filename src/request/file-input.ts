/**
 * A file from a caller: a `Blob` or `File` (Node's `fs.openAsBlob` makes one without reading it), bytes, or a
 * stream. A stream can be read once: a call that sends one is never made again by itself.
 */
export type FileInput = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>;

/** @throws {TypeError} for what is still to be read or to come in another way: as JSON it would be sent as `{}`. */
export function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  if (isA(value, "ReadableStream")) return true;
  const { then, [Symbol.asyncIterator]: iterate } = (value ?? {}) as Partial<AsyncIterable<unknown> & Promise<unknown>>;
  if (typeof then === "function") throw new TypeError("a promise stands in it: await it");
  if (typeof iterate === "function") {
    throw new TypeError("a stream in it is no ReadableStream: pass `Readable.toWeb(stream)`, or its bytes");
  }
  return false;
}

export function isBlob(value: unknown): value is Blob {
  return isA(value, "Blob") || isA(value, "File");
}

export function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> | ArrayBuffer {
  return ArrayBuffer.isView(value) || isA(value, "ArrayBuffer");
}

/** By what it is, and not by `instanceof`: test runners give their tests globals of their own. */
function isA(value: unknown, name: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}
