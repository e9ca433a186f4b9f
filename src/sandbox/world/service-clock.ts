export interface ServiceClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** The same as text: `2026-10-05T08:00:00.000Z`. Of another moment if one is given. */
  iso(moment?: number): string;
  /**
   * Has the service's timer `timer` called with `data`, which is JSON, when the clock gets there. `about` names a record,
   * `<collection>/<id>`: when that is gone, so is this.
   */
  schedule(at: number, timer: string, data: unknown, about?: string): void;
}
