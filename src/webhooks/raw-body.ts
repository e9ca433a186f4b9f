/** A delivery's body as it was received: its text, or better its bytes. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/** The bytes of a body, or `undefined` if it is not raw. */
export function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === "string") return new TextEncoder().encode(body);
  // By what it is, and not by `instanceof`: test runners give their tests globals of their own.
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const isBuffer = Object.prototype.toString.call(body) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array(body as ArrayBuffer) : undefined;
}

/** All bytes of a stream, or `undefined` if there are more than `maxBytes`. */
export async function readBytes(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  maxBytes: number,
  /** How to end a longer one: node:http drops the connection when a body is cancelled, and the answer with it. */
  tooLong: "cancel" | "drain",
): Promise<Uint8Array | undefined> {
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
  return bytes;
}
