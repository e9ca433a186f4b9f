// A value over time, drawn: it stays as it is until it changes, so the line goes in steps.

import { html } from "hono/html";
import type { Markup } from "../markup.js";

export interface Series {
  /** The name of the value: `Balance`. */
  readonly label: string;
  /** At least two, in the order of time; milliseconds since 1970. */
  readonly points: readonly Point[];
  /** A value as people read it. */
  readonly written: (value: number) => string;
}

interface Point {
  readonly at: number;
  readonly value: number;
}

const width = 300;
const height = 104;
const top = 16;
const bottom = 86;

export function drawSeries({ label, points, written }: Series): Markup {
  const values = points.map(({ value }) => value);
  const [first, last] = [points[0] as Point, points.at(-1) as Point];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // From zero: an area that begins elsewhere shows differences larger than they are.
  const [low, high] = [Math.min(0, least), Math.max(0, most)];
  const x = (at: number) => round(((at - first.at) / (last.at - first.at || 1)) * (width - 8));
  const y = (value: number) => round(bottom - ((value - low) / (high - low || 1)) * (bottom - top));
  const line = points
    .slice(1)
    .map(({ at, value }) => `H${x(at)}V${y(value)}`)
    .join("");
  const path = `M${x(first.at)},${y(first.value)}${line}`;
  const words = `${label} from ${dateOf(first.at)} to ${dateOf(last.at)}: between ${written(least)} and ${written(most)}, at last ${written(last.value)}`;
  return html`<svg class="series" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${words}">
<path class="area" d="${path}V${y(0)}H${x(first.at)}Z"/><path class="zero" d="M0,${y(0)}H${width}"/><path class="line" d="${path}"/>
<circle cx="${x(last.at)}" cy="${y(last.value)}" r="3"/>
<text x="0" y="11">${written(most)}</text><text x="0" y="${height - 4}">${dateOf(first.at)}</text><text class="end" x="${width}" y="${height - 4}">${dateOf(last.at)}</text>
</svg>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
