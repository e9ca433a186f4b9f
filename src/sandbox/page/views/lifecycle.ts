// A lifecycle drawn: states as dots from left to right, moves as lines, and where a record stands.

import { html } from "hono/html";
import type { LifecycleFacts } from "../../world/lifecycle.js";
import type { Tone } from "../board.js";
import type { Markup } from "../markup.js";

interface Place {
  readonly column: number;
  readonly row: number;
}

/** A line between two states; moves in both directions share one. */
interface Line {
  readonly from: string;
  readonly to: string;
  readonly both: boolean;
}

const columnWidth = 88;
const rowHeight = 44;
const margin = 34;

/** Where states stand: as many columns to the right as the longest way to them has moves. */
export function places({ initial, states, transitions }: LifecycleFacts): ReadonlyMap<string, Place> {
  const column = new Map<string, number>();
  const visit = (state: string, depth: number, way: ReadonlySet<string>): void => {
    column.set(state, Math.max(depth, column.get(state) ?? 0));
    for (const { from, to } of transitions) {
      // A move back to where one came from is no step forward.
      if (from === state && !way.has(to)) visit(to, depth + 1, new Set([...way, to]));
    }
  };
  visit(initial, 0, new Set([initial]));
  const rows = new Map<number, number>();
  return new Map(
    Object.keys(states).map((state) => {
      const at = column.get(state) ?? 0;
      const row = rows.get(at) ?? 0;
      rows.set(at, row + 1);
      return [state, { column: at, row }];
    }),
  );
}

function lines({ transitions }: LifecycleFacts): readonly Line[] {
  const found: Line[] = [];
  for (const { from, to } of transitions) {
    const known = found.findIndex(
      (line) => (line.from === from || line.to === from) && (line.from === to || line.to === to),
    );
    if (known === -1) found.push({ from, to, both: false });
    else if (found[known]?.from === to) found[known] = { from: to, to: from, both: true };
  }
  return found;
}

/** The states that a record has been through, where there is only one way to its state. */
export function wayTo(state: string, { initial, transitions }: LifecycleFacts): readonly string[] {
  const ways = (at: string, way: readonly string[]): (readonly string[])[] => {
    if (at === state) return [way];
    const next = new Set(transitions.filter(({ from, to }) => from === at && !way.includes(to)).map(({ to }) => to));
    return [...next].flatMap((to) => ways(to, [...way, to]));
  };
  const [only, another] = ways(initial, [initial]);
  return only !== undefined && another === undefined ? only : [state];
}

export function drawLifecycle(facts: LifecycleFacts, state: string, tone: Tone): Markup {
  const at = places(facts);
  const been = wayTo(state, facts);
  const drawn = lines(facts);
  const isArc = ({ from, to }: Line) => {
    const [a, b] = [at.get(from), at.get(to)];
    return a !== undefined && b !== undefined && a.row === b.row && Math.abs(a.column - b.column) > 1;
  };
  const top = drawn.some(isArc) ? 30 : 12;
  const x = (name: string) => margin + (at.get(name)?.column ?? 0) * columnWidth;
  const y = (name: string) => top + (at.get(name)?.row ?? 0) * rowHeight;
  const width = margin * 2 + Math.max(...[...at.values()].map(({ column }) => column)) * columnWidth;
  const height = top + Math.max(...[...at.values()].map(({ row }) => row)) * rowHeight + 24;
  const next = facts.transitions.filter(({ from }) => from === state).map(({ to }) => to);
  const reach = new Set(next);

  const kindOf = ({ from, to, both }: Line): string => {
    const step = been.indexOf(to);
    if (step > 0 && been[step - 1] === from) return "been";
    return (from === state && reach.has(to)) || (both && to === state && reach.has(from)) ? "next" : "";
  };
  const path = (line: Line): string => {
    const [x1, y1, x2, y2] = [x(line.from), y(line.from), x(line.to), y(line.to)];
    if (isArc(line)) return `M${x1},${y1 - 9} C${x1 + 24},${y1 - 30} ${x2 - 24},${y2 - 30} ${x2},${y2 - 9}`;
    if (y1 === y2) return `M${x1 + 10},${y1} H${x2 - 10}`;
    return `M${x1 + 10},${y1} C${x1 + 50},${y1} ${x1 + 32},${y2} ${x2 - 10},${y2}`;
  };
  return html`<svg class="lifecycle tone-${tone}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${spoken(state, [...reach])}">
${drawn.map((line) => html`<path class="${kindOf(line)}" d="${path(line)}" marker-end="url(#tip)"${line.both && kindOf(line) !== "been" ? html` marker-start="url(#tip)"` : ""}/>`)}
${[...at.keys()].map((name) => {
  const kind = name === state ? "here" : been.includes(name) ? "been" : reach.has(name) ? "next" : "";
  return html`<g class="${kind}">${name === state ? html`<circle class="halo" cx="${x(name)}" cy="${y(name)}" r="9"/>` : ""}<circle cx="${x(name)}" cy="${y(name)}" r="${name === state ? 5.5 : 4.5}"/><text x="${x(name)}" y="${y(name) + 21}">${name}</text></g>`;
})}
</svg>`;
}

/** The diagram in words. */
function spoken(state: string, next: readonly string[]): string {
  return `${state}; ${next.length === 0 ? "final" : `can become ${next.join(" or ")}`}`;
}

/** The tip of a line, once for all diagrams of a document. */
export const tip = html`<svg class="defs" aria-hidden="true"><defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="5.5" markerHeight="5.5" orient="auto-start-reverse"><path d="M0,0.5 L7,4 L0,7.5 Z"/></marker></defs></svg>`;
