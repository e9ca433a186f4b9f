// The webhooks, the newest first, and one of them in full.

import { html } from "hono/html";
import type { LoggedDelivery } from "../../world/log.js";
import type { AnySandbox } from "../board.js";
import type { Markup } from "../markup.js";
import { timeOfDay } from "../moment.js";
import { body } from "./exchange.js";
import { inWords, nameOfSide, violations } from "./requests.js";

const mostShown = 30;

const states = {
  "no-receiver": { label: "logged", kind: "" },
  waiting: { label: "waiting", kind: "refused" },
  delivered: { label: "delivered", kind: "fine" },
  failed: { label: "failed", kind: "broken" },
} as const;

export function webhooks(sandbox: AnySandbox): Markup {
  const all = sandbox.webhooks;
  return html`<h2 id="webhooks">Webhooks <span class="count">${all.length}</span></h2>
${
  all.length === 0
    ? html`<p class="empty">None was announced yet.</p>`
    : html`<ol class="log" reversed>${all.slice(-mostShown).reverse().map(row)}</ol>`
}`;
}

function row({ id, at, event, receiver, state, attempts, url }: LoggedDelivery): Markup {
  const { label, kind } = states[state];
  const last = attempts.at(-1);
  const tries = attempts.length > 1 ? ` · ${attempts.length} attempts` : "";
  const outcome = last === undefined || state === "delivered" ? "" : ` · ${last.status ?? last.error}`;
  return html`<li id="webhook-${id}"><a href="/page/webhooks/${id}">
<span class="status ${kind}">${label}</span>
<span class="what">${event}</span>
<span class="meta">${timeOfDay(at)} · to ${nameOfSide(receiver)}${url === undefined ? ", which has no URL" : ""}${tries}${outcome}</span>
</a></li>`;
}

export function webhookInFull(delivery: LoggedDelivery): Markup {
  const { event, receiver, url, at, state, attempts, verdict } = delivery;
  const { label, kind } = states[state];
  return html`<h2>${event}</h2>
<p class="summary"><span class="status ${kind}">${label}</span> <span class="verdict ${verdict.kind}">${inWords(verdict)}</span></p>
<dl class="facts wide">
<div><dt>At</dt><dd>${at}</dd></div>
<div><dt>To</dt><dd>${nameOfSide(receiver)}</dd></div>
<div><dt>URL</dt><dd>${url ?? "none: it is only logged"}</dd></div>
</dl>
${violations(verdict)}
<h3>Attempts</h3>
${
  attempts.length === 0
    ? html`<p class="empty">None.</p>`
    : html`<ol class="attempts">${attempts.map((each) => html`<li>${each.at} · ${each.status ?? each.error}</li>`)}</ol>`
}
<h3>Body</h3>
${body(delivery.body)}`;
}
