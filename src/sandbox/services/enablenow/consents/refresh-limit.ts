// Six refreshes of a consent a day.

import type { Consent } from "../holdings.js";
import { dateIn } from "../time-zone.js";

const mostRefreshes = 6;
const dayMs = 86_400_000;

/** How long to wait until a refresh is granted, in milliseconds; `undefined`: it is granted now. */
export function refreshWait({ refreshes }: Consent, now: number, counted: string): number | undefined {
  if (refreshes.length < mostRefreshes) return undefined;
  const first = refreshes[refreshes.length - mostRefreshes] as number;
  if (counted === "The last 24 hours.") return first + dayMs > now ? first + dayMs - now : undefined;
  const zone = counted === "The calendar day in UTC." ? "UTC" : "Europe/Amsterdam";
  if (dateIn(zone, first) !== dateIn(zone, now)) return undefined;
  return midnightAfter(zone, now) - now;
}

/** A quarter of an hour is the finest that zones differ by. */
function midnightAfter(zone: string, now: number): number {
  const quarter = 900_000;
  const today = dateIn(zone, now);
  let moment = (Math.floor(now / quarter) + 1) * quarter;
  while (dateIn(zone, moment) === today) moment += quarter;
  return moment;
}
