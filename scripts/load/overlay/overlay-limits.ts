// Limits of the time and size of an overlay. One beside a document is applied without being named, so nobody vouches for it.

import { createContext, Script } from "node:vm";

/** For all the expressions of an overlay, in milliseconds: one may try a pattern on a text for ever. */
const usualMs = 10_000;

/** How many values an overlay may add: `copy` of the whole into a part doubles it each time. */
const mostValues = 1_000_000;

/** Time and size that are left to an overlay. */
export class OverlayLimits {
  readonly #longestMs: number;
  #leftMs: number;
  #left = mostValues;

  constructor(longestMs = usualMs) {
    this.#longestMs = longestMs;
    this.#leftMs = longestMs;
  }

  /** Runs work that ends in time, whatever an expression makes of it. */
  timed<T>(work: () => T): T {
    const started = performance.now();
    const context = createContext({ work });
    try {
      // The limit holds for all that runs inside, patterns too.
      return new Script("work()").runInContext(context, { timeout: Math.max(1, Math.ceil(this.#leftMs)) }) as T;
    } catch (error) {
      const isTimeout = (error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
      throw isTimeout ? new Error(`it found no end within ${this.#longestMs / 1000} seconds`) : error;
    } finally {
      this.#leftMs -= performance.now() - started;
    }
  }

  /** Whether a value may be added so many times. */
  mayAdd(value: unknown, times: number): boolean {
    this.#left -= sizeOf(value, this.#left) * times;
    return this.#left >= 0;
  }
}

/** How many values stand in one, itself included; counted no further than `limit`. */
function sizeOf(value: unknown, limit: number): number {
  const waiting: unknown[] = [value];
  let count = 0;
  for (let next = waiting.pop(); count <= limit; next = waiting.pop()) {
    count += 1;
    if (typeof next === "object" && next !== null) for (const inner of Object.values(next)) waiting.push(inner);
    if (waiting.length === 0) break;
  }
  return count;
}
