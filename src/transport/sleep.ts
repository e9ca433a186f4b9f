import { limited } from "./deadline.js";

/** Waits, unless `signal` is aborted first: then it rejects with the signal's reason, and no timer remains. */
export function sleep(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return limited(
    signal,
    ms,
    () => new Promise(() => {}),
    () => {},
  );
}
