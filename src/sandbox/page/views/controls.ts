// The clock, and trouble on demand.

import { html } from "hono/html";
import { nameOfFault } from "../../world/faults.js";
import type { AnySandbox, Board } from "../board.js";
import type { Markup } from "../markup.js";

const steps = ["1m", "1h", "1d", "14d"] as const;

export function clock(sandbox: AnySandbox): Markup {
  const now = sandbox.now();
  const iso = now.toISOString();
  return html`<div class="clock">
<p class="now"><time id="now" datetime="${iso}" data-now="${now.getTime()}" data-running="${String(sandbox.running)}"><span class="time">${iso.slice(11, 19)}</span> <span class="date">${iso.slice(0, 10)}</span></time> <span class="zone">UTC, ${sandbox.running ? "running" : "stopped"}</span></p>
<form method="post" action="/page/acts/clock"><button name="do" value="${sandbox.running ? "stop" : "run"}">${sandbox.running ? "Stop" : "Run"}</button></form>
</div>
<form class="advance" method="post" action="/page/acts/advance"><span class="label" id="advance-label">Advance</span>
<span class="group" role="group" aria-labelledby="advance-label">${steps.map((step) => html`<button name="by" value="${step}">${step}</button>`)}</span></form>
<form class="advance" method="post" action="/page/acts/advance"><input id="advance-by" name="by" value="7d" size="4" required aria-label="Time to advance by, such as 90s, 2h or 7d" autocomplete="off"><button>Go</button></form>`;
}

/** Faults by the request header of each. */
const kinds = {
  "status=503": "503 Unavailable",
  "status=500": "500 Server error",
  "status=429": "429 Too many requests",
  "drop=before": "Drop before it is processed",
  "drop=after": "Drop after it was processed",
  cut: "Cut the answer off",
  "latency=2000": "2 s of latency",
  "expired-token": "Expired token",
} as const;

export function faults(sandbox: AnySandbox, boards: readonly Board[]): Markup {
  return html`<h2 id="faults">Faults</h2>
<form class="fields" method="post" action="/page/acts/fault">
<label>What <select id="fault-kind" name="kind">${Object.entries(kinds).map(([kind, label]) => html`<option value="${kind}">${label}</option>`)}</select></label>
<label>Where <select id="fault-service" name="service"><option value="">Both services</option>${boards.map(({ service, title }) => html`<option value="${service}">${title}</option>`)}</select></label>
<label>How often <select id="fault-count" name="count"><option value="1">Next call</option><option value="5">Next 5 calls</option><option value="">Until cleared</option></select></label>
<button class="primary">Switch on</button>
</form>
${boards.flatMap(({ service, tools }) =>
  (tools?.(sandbox) ?? []).map(
    ({ act, label, field, choices, pending }) =>
      html`<form class="fields" method="post" action="/page/acts/${service}/${act}"><label>Reason <select id="${act}" name="${field}">${choices.map((choice) => html`<option>${choice}</option>`)}</select></label><button>${label}</button></form>${pending === undefined ? "" : html`<p class="pending">${pending}</p>`}`,
  ),
)}
${
  sandbox.faults.length === 0
    ? html`<p class="empty">No fault is on.</p>`
    : html`<div class="active"><ul class="faults">${sandbox.faults.map(
        (rule) =>
          html`<li><strong>${nameOfFault(rule)}</strong> ${titleOf(rule.service, boards)}, ${rule.count === undefined ? "until cleared" : rule.count === 1 ? "next call" : `next ${rule.count} calls`}</li>`,
      )}</ul>
<form class="clear" method="post" action="/page/acts/clear-faults"><button>Clear all</button></form></div>`
}`;
}

function titleOf(service: string | undefined, boards: readonly Board[]): string {
  return boards.find((board) => board.service === service)?.title ?? "both services";
}
