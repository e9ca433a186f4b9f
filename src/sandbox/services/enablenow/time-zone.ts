// Moments by the clock of a time zone.

/** How far the clocks of a zone are ahead of UTC at a moment that they show, in milliseconds. */
export function offsetIn(timeZone: string, shown: number): number {
  if (timeZone === "UTC") return 0;
  const aheadAt = (moment: number): number => {
    const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(
      moment,
    );
    return Date.parse(`${parts.replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000;
  };
  // Read as UTC, the moment may lie on the other side of a change of the clocks.
  return aheadAt(shown - aheadAt(shown));
}

export function dateIn(timeZone: string, moment: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(moment);
}
