/** Ends the bodies that nobody holds any more. Older Workers have no such registry. */
const dropped = globalThis.FinalizationRegistry && new FinalizationRegistry<() => void>((end) => end());

/**
 * The same answer, with a body that ends when the caller aborts. Nothing stays on the signal when the body was read,
 * cancelled or dropped; an answer without a body is given back as it is.
 */
export function abortable(response: Response, signal: AbortSignal | undefined): Response {
  // The body of another library's response may be no stream of the platform's.
  const reader = signal && !signal.aborted && response.body?.getReader?.();
  if (!reader) return response;
  // Neither of these may hold the new body: the signal would keep it alive.
  const release = (): void => signal.removeEventListener("abort", end);
  const end = (): void => {
    release();
    reader.cancel(signal.reason).catch(() => {});
  };
  signal.addEventListener("abort", end);
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          signal.throwIfAborted();
          if (!done) return controller.enqueue(value);
          release();
          controller.close();
        } catch (error) {
          release();
          throw error;
        }
      },
      cancel: (reason) => {
        release();
        return reader.cancel(reason);
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  );
  dropped?.register(body, end);
  return Object.defineProperty(new Response(body, response), "url", { value: response.url });
}
