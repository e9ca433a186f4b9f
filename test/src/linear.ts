import { expect } from "vitest";

/**
 * Fails where work on four times as much takes much more than four times as long; quadratic work takes sixteen times. What counts
 * is the processor's time: other processes do not disturb it.
 */
export function expectLinear(work: (size: number) => unknown, size: number): void {
  const timed = (of: number): number => {
    const before = process.cpuUsage();
    work(of);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const quickest = (of: number): number => Math.min(...[1, 2, 3].map(() => timed(of)));
  work(size);
  // Of less than a few milliseconds the clock says little.
  expect(quickest(4 * size)).toBeLessThan(Math.max(quickest(size), 10) * 10);
}
