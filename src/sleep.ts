/** The longest time a timer can be set to, in milliseconds; beyond it, it fires at once. */
export const longest = 2 ** 31 - 1;

/** Waits, unless `signal` is aborted first: then it rejects with the signal's reason, and no timer is left behind. */
export async function sleep(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      },
      Math.min(ms, longest),
    );
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}
