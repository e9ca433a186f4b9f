// Moments as people say them, seen from the sandbox's clock.

import { html } from "hono/html";
import type { Markup } from "./markup.js";

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** `in 13 d`, `2 h ago`, `now`. */
function distance(moment: number, now: number): string {
  const span = Math.abs(moment - now);
  const unit = units.find(([, ms]) => span >= ms);
  if (unit === undefined) return "now";
  const [name, ms] = unit;
  const length = `${Math.floor(span / ms)} ${name}`;
  return moment > now ? `in ${length}` : `${length} ago`;
}

export function momentFromNow(iso: string, now: Date): Markup {
  return html`<time datetime="${iso}" title="${iso}">${distance(Date.parse(iso), now.getTime())}</time>`;
}

/** The time of the day of an entry in a log. */
export function timeOfDay(iso: string): Markup {
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}
