/** The longest time a timer can be set to, in milliseconds; a longer one fires at once. */
export const longestTimerMs = 2 ** 31 - 1;

/**
 * Ends `work` after `ms` milliseconds, or when the caller aborts, also if the work itself ignores its signal. Then `expire`
 * gives its result, or throws. The work's signal is made when it is first used, because a controller costs more than the rest
 * of this function.
 */
export function limited<T>(
  signal: AbortSignal | null | undefined,
  ms: number,
  work: (signal: () => AbortSignal) => Promise<T>,
  expire: () => T,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    if (signal) expectMany(signal);
    let controller: AbortController | undefined;
    const stop = (end: () => T): void => {
      finish();
      try {
        resolve(end());
      } catch (reason) {
        reject(reason);
        controller?.abort(reason);
      }
    };
    const abort = (): void =>
      stop(() => {
        throw signal?.reason;
      });
    const timer = setTimeout(stop, Math.min(ms, longestTimerMs), expire);
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    const made = (): AbortSignal => {
      controller ??= new AbortController();
      return controller.signal;
    };
    work(made).then(
      (value) => {
        finish();
        resolve(value);
      },
      (error: unknown) => {
        finish();
        reject(error);
      },
    );
  });
}

interface Builtins {
  readonly process?: {
    getBuiltinModule?(name: string): { setMaxListeners(count: number, signal: AbortSignal): void } | undefined;
  };
}

/** Node warns of a leak where more than ten wait for one signal, as calls do that are made at once. */
function expectMany(signal: AbortSignal): void {
  try {
    (globalThis as Builtins).process?.getBuiltinModule?.("node:events")?.setMaxListeners(0, signal);
  } catch {
    // A signal of another platform's, as in tests of browsers.
  }
}
