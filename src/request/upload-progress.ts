import type { Payload, UploadProgress } from "../transport/message.js";

/** Options of a call whose body may be large. */
export interface UploadOptions {
  /**
   * Called for each part of the body that the platform has taken to send, from 0 again with each attempt. The body is then sent
   * as a stream, without a `Content-Length`. Browsers: Chromium alone sends streams, and over HTTP/2 or later alone; others
   * reject the call.
   */
  readonly onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** A payload that counts the bytes which the platform has taken. `open` gives the stream, once an attempt. */
export function counted(
  open: () => ReadableStream<Uint8Array>,
  onUploadProgress: (progress: UploadProgress) => void,
  total: number | undefined,
  type?: string,
): Payload {
  return {
    get body() {
      let loaded = 0;
      const reader = open().getReader();
      // Pulled, and not piped: a chunk counts when the platform pulls the next.
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            loaded += value.byteLength;
            onUploadProgress({ loaded, ...(total !== undefined && { total }) });
            controller.enqueue(value);
          },
          cancel: (reason) => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      );
    },
    duplex: "half",
    ...(type !== undefined && { type }),
  };
}
