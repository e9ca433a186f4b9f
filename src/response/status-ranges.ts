import type { StatusRanges } from "../operation.js";

/** Stands in for `includes` of a list. */
export function inRanges(this: StatusRanges, status: number): boolean {
  return this.statuses.includes(status) || this.ranges.includes(Math.floor(status / 100));
}
