/** The longest time a timer can be set to, in milliseconds; beyond it, it fires at once. */
const longest = 2 ** 31 - 1;

/** What bounds a piece of work. */
export interface Bounds {
  readonly signal?: AbortSignal | null | undefined;
  /** The work may go on after its result is there, as a body does that is read later: the signal still ends it. */
  readonly streaming?: boolean;
}

/** How long a piece of work may take, and what then gives its result, or throws, in its place. */
export interface Deadline<T> {
  readonly ms: number;
  readonly late: () => T;
}

/**
 * Ends `work` at its deadline, if it has one, or when the caller aborts, also if the work itself takes no notice. The
 * signal is made when it is asked for: a controller costs more than the rest of this function.
 */
export function limited<T>(
  bounds: Bounds,
  work: (signal: () => AbortSignal) => Promise<T>,
  deadline?: Deadline<T>,
): Promise<T> {
  const { signal } = bounds;
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    let controller: AbortController | undefined;
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
    const end = ({ late }: Deadline<T>): void => {
      try {
        resolve(late());
        settle();
      } catch (error) {
        stop(error);
      }
    };
    const timer = deadline && setTimeout(end, Math.min(deadline.ms, longest), deadline);
    signal?.addEventListener("abort", abort);
    work(() => made().signal)
      .then(resolve, reject)
      .then(settle);
  });
}
