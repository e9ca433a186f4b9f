/** Error statuses of which some are declared as a range (`4XX`) or as all others (`default`). */
export interface StatusRanges {
  readonly statuses: readonly number[];
  /** First digits. */
  readonly ranges: readonly number[];
}

/** Stands in for `includes` of a list. */
export function inRanges(this: StatusRanges, status: number): boolean {
  return this.statuses.includes(status) || this.ranges.includes(Math.floor(status / 100));
}
