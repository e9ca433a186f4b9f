/** The longest time a timer can be set to, in milliseconds; a longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Bounds of a piece of work besides its time. */
export interface Bounds {
  readonly signal?: AbortSignal | null | undefined;
}

/** How long a piece of work may take, and the function that then gives its result, or throws, in its place. */
export interface Deadline<T> {
  readonly ms: number;
  readonly expire: () => T;
}

/**
 * Ends `work` at its deadline, if it has one, or when the caller aborts, also if the work itself ignores its signal. The
 * signal is made when it is first used, because a controller costs more than the rest of this function.
 */
export function limited<T>(
  { signal }: Bounds,
  work: (signal: () => AbortSignal) => Promise<T>,
  deadline?: Deadline<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    let controller: AbortController | undefined;
    const made = (): AbortController => {
      controller ??= new AbortController();
      return controller;
    };
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const stop = (reason: unknown): void => {
      finish();
      reject(reason);
      made().abort(reason);
    };
    const abort = (): void => stop(signal?.reason);
    const end = ({ expire }: Deadline<T>): void => {
      try {
        resolve(expire());
        finish();
      } catch (error) {
        stop(error);
      }
    };
    const timer = deadline && setTimeout(end, Math.min(deadline.ms, longestTimerMs), deadline);
    signal?.addEventListener("abort", abort);
    work(() => made().signal)
      .then(resolve, reject)
      .then(finish);
  });
}
