// One service: the two that call side by side, and below them what lies between them.

import { html } from "hono/html";
import type { AnySandbox, Board, Card, Fact, Party, Shelf, ShownRecord } from "../board.js";
import type { Markup } from "../markup.js";
import { momentFromNow } from "../moment.js";
import { drawEntries } from "./entries.js";
import { drawLifecycle } from "./lifecycle.js";
import { drawSeries } from "./series.js";
import { drawTable } from "./table.js";

/** So many of a shelf are shown; the store may hold thousands. */
const mostShown = 12;
/** They are chosen among so many, the newest. */
const looked = 200;

export function section(board: Board, sandbox: AnySandbox): Markup {
  const [giver, receiver] = board.parties(sandbox);
  return html`<h2 id="${board.service}">${board.title} <code class="base">/${board.service}</code></h2>
${
  giver === undefined
    ? ""
    : html`<div class="parties">
${party(giver, board, sandbox)}
<svg class="flow" viewBox="0 0 28 12" aria-hidden="true"><path d="M0,6 H26" marker-end="url(#tip)"/></svg>
${receiver && party(receiver, board, sandbox)}
</div>`
}
${board.shelves.map((each) => shelf(each, board, sandbox))}
${board.tables?.(sandbox).map((table) => drawTable(table, board.service)) ?? ""}`;
}

function party({ side, name, role, id, credentials }: Party, { service }: Board, sandbox: AnySandbox): Markup {
  const webhook = sandbox.records(`${service}/receiver`).find((receiver) => receiver.id === side)?.url;
  return html`<article class="party" id="${service}-${side}">
<h3>${name}</h3>
<p class="role">${role}</p>
<p class="id"><code>${id}</code>${copyButton(id)}</p>
<p class="hooks">${typeof webhook === "string" ? html`Webhooks go to <code>${webhook}</code>` : "Webhooks are only logged"}</p>
<details id="${service}-${side}-credentials"><summary>Credentials</summary><dl class="credentials">
${Object.entries(credentials).map(([label, value]) => html`<dt>${label}</dt><dd><code>${value}</code>${copyButton(value, label)}</dd>`)}
</dl></details>
</article>`;
}

function shelf({ title, collection, empty, card }: Shelf, board: Board, sandbox: AnySandbox): Markup {
  const records = sandbox.records(`${board.service}/${collection}`);
  const cards = chosen(records, (record) => card(record, sandbox));
  const heading = `${board.service}-${collection.replaceAll("/", "-")}`;
  return html`<section class="shelf" aria-labelledby="${heading}">
<h3 id="${heading}">${title} <span class="count">${records.length}</span></h3>
${
  records.length === 0
    ? html`<p class="empty">${empty}</p>`
    : html`<ul class="cards">${cards.map((each) => drawCard(each, board, sandbox))}</ul>`
}
${records.length > mostShown ? html`<p class="more">The newest of each state, ${cards.length} of ${records.length}.</p>` : ""}
</section>`;
}

/** The newest, but of each state some: a burst of one kind must not push out all else there is to see. */
function chosen(records: readonly ShownRecord[], cardOf: (record: ShownRecord) => Card): readonly Card[] {
  const recent = records.slice(-looked).reverse().map(cardOf);
  const ranks = new Map<string, number>();
  const ranked = recent.map((card, age) => {
    const rank = ranks.get(card.state) ?? 0;
    ranks.set(card.state, rank + 1);
    return { card, age, rank };
  });
  const taken = ranked.sort((a, b) => a.rank - b.rank || a.age - b.age).slice(0, mostShown);
  return taken.sort((a, b) => a.age - b.age).map(({ card }) => card);
}

function drawCard(card: Card, board: Board, sandbox: AnySandbox): Markup {
  const { id, name, from, to, state, tone, lifecycle, figure, series, entries, facts, acts = [] } = card;
  return html`<li class="card tone-${tone}" id="${board.service}-${id}" tabindex="-1">
<header>${name === undefined ? "" : html`<strong class="name">${name}</strong>`}<code class="id" title="${id}">${id}</code>${copyButton(id)}</header>
${from === undefined ? "" : html`<p class="ends">${from}${to === undefined ? "" : html` <span aria-label="to">→</span> ${to}`}</p>`}
${lifecycle === undefined ? html`<p class="state">${state}</p>` : drawLifecycle(lifecycle, state, tone)}
${figure === undefined ? "" : html`<p class="figure">${figure}</p>`}
${series === undefined ? "" : drawSeries(series)}
${entries === undefined ? "" : drawEntries(entries, `${board.service}-${id}-entries`)}
<footer><dl class="facts">${facts.map((fact) => drawFact(fact, sandbox))}</dl>
${acts.map((act) => html`<form method="post" action="/page/acts/${board.service}/${act}"><input type="hidden" name="id" value="${id}"><button class="primary" aria-label="${board.acts[act]?.label} ${id}">${board.acts[act]?.label}</button></form>`)}</footer>
</li>`;
}

function copyButton(text: string, label = text): Markup {
  return html`<button type="button" class="copy" data-text="${text}" aria-label="Copy ${label}" title="Copy">⧉</button>`;
}

function drawFact({ label, value, isMoment }: Fact, sandbox: AnySandbox): Markup {
  return html`<div><dt>${label}</dt>${isMoment === true ? html`<dd>${momentFromNow(value, sandbox.now())}</dd>` : html`<dd title="${value}">${value}</dd>`}</div>`;
}
