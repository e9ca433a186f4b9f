// The collections of a document as tables: what is in them, by the members that say most.

import { html } from "hono/html";
import type { Markup } from "../markup.js";

export interface Table {
  readonly title: string;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly id: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** So many rows, and columns, are shown. */
const mostRows = 12;
const mostColumns = 6;

export function drawTable({ title, rows }: Table, service: string): Markup {
  const shown = rows.slice(-mostRows).reverse();
  const columns = [...new Set(shown.flatMap(({ cells }) => Object.keys(cells)))].slice(0, mostColumns);
  const heading = `${service}-${title.replace(/[^\w-]+/g, "-")}`;
  return html`<section class="shelf" aria-labelledby="${heading}">
<h3 id="${heading}">${title} <span class="count">${rows.length}</span></h3>
<div class="scroll"><table>
<thead><tr><th scope="col">id</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${shown.map(({ id, cells }) => html`<tr><th scope="row"><code>${id}</code></th>${columns.map((name) => html`<td>${cells[name] ?? ""}</td>`)}</tr>`)}</tbody>
</table></div>
${rows.length > mostRows ? html`<p class="more">The newest ${mostRows} of ${rows.length}.</p>` : ""}
</section>`;
}
