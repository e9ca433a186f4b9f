import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Memory in use, in bytes, after all garbage is gone. */
export async function measureMemory(): Promise<Memory> {
  for (let round = 0; round < 2; round += 1) {
    collect();
    // Finalizers run between two turns, and set more free.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss };
}

/**
 * Bytes of heap that each call leaves behind: the median of the slopes between any two measurements (Theil and Sen), which
 * a few measurements off the line do not move.
 */
export function bytesPerCall(measured: readonly { readonly calls: number; readonly heapUsed: number }[]): number {
  const slopes = measured.flatMap((one, at) =>
    measured.slice(at + 1).map((other) => (other.heapUsed - one.heapUsed) / (other.calls - one.calls)),
  );
  return slopes.sort((a, b) => a - b)[slopes.length >> 1] ?? Number.NaN;
}
