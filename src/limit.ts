/** The longest time a timer can be set to, in milliseconds; beyond it, it fires at once. */
export const longest = 2 ** 31 - 1;

/** What bounds a piece of work. */
export interface Bounds {
  readonly signal?: AbortSignal | null | undefined;
  /** The work may go on after its result is there, as a body does that is read later: the signal still ends it. */
  readonly streaming?: boolean;
}

/**
 * Ends `work` after `ms` milliseconds or when the caller aborts, also if the work itself takes no notice. What `late`
 * then gives or throws stands for its result.
 */
export function limited<T>(
  bounds: Bounds,
  ms: number,
  late: () => T,
  work: (signal: () => AbortSignal) => Promise<T> | T,
): Promise<T> {
  const { signal } = bounds;
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    let controller: AbortController | undefined;
    // Made when it is asked for: a controller costs more than the rest of this function.
    const made = (): AbortController => {
      controller ??= new AbortController();
      return controller;
    };
    const settle = (): void => {
      clearTimeout(timer);
      if (!bounds.streaming) signal?.removeEventListener("abort", abort);
    };
    const stop = (reason: unknown): void => {
      settle();
      reject(reason);
      made().abort(reason);
    };
    const abort = (): void => stop(signal?.reason);
    const timer = setTimeout(
      () => {
        try {
          resolve(late());
          settle();
        } catch (error) {
          stop(error);
        }
      },
      Math.min(ms, longest),
    );
    signal?.addEventListener("abort", abort);
    const done = (end: (value: never) => void) => (value: unknown) => {
      settle();
      end(value as never);
    };
    Promise.resolve(work(() => made().signal)).then(done(resolve), done(reject));
  });
}
