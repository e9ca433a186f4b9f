// The newest lines of an account, as a statement has them.

import { html } from "hono/html";
import type { Markup } from "../markup.js";

export interface Entries {
  readonly title: string;
  /** How many there are in all. */
  readonly count: number;
  /** The newest of them, that one first. */
  readonly newest: readonly Entry[];
}

interface Entry {
  /** ISO 8601. */
  readonly at: string;
  readonly what: string;
  /** A word about it: `pending`. */
  readonly mark?: string;
  readonly amount: string;
  /** The balance of the account after it, in words. */
  readonly after: string;
  readonly isIncome: boolean;
}

/** Closed until somebody opens it; `id` has it stay open when the page is drawn anew. */
export function drawEntries({ title, count, newest }: Entries, id: string): Markup {
  if (count === 0) return html`<p class="empty">No ${title.toLowerCase()} yet.</p>`;
  return html`<details id="${id}"><summary>${title} <span class="count">${count}</span></summary>
<table class="entries" aria-label="${title}, the newest first"><tbody>${newest.map(
    ({ at, what, mark, amount, after, isIncome }) =>
      html`<tr title="${after}"><td><time datetime="${at}">${dayOf(at)}</time></td><td>${what}${mark === undefined ? "" : html` <em>${mark}</em>`}</td><td class="amount${isIncome ? " income" : ""}">${amount}</td></tr>`,
  )}</tbody></table>
</details>`;
}

const days = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });

/** `Oct 27` */
function dayOf(iso: string): string {
  return days.format(new Date(iso));
}
