// The calls, the newest first, and one of them in full.

import { html } from "hono/html";
import type { LoggedRequest, Verdict } from "../../world/log.js";
import type { AnySandbox } from "../board.js";
import type { Markup } from "../markup.js";
import { timeOfDay } from "../moment.js";
import { body, headers } from "./exchange.js";

const mostShown = 60;

export function requests(sandbox: AnySandbox): Markup {
  const all = sandbox.requests;
  return html`<h2 id="requests">Requests <span class="count">${all.length}</span></h2>
${
  all.length === 0
    ? html`<p class="empty">Nothing was called yet. What clients call shows up here as it happens.</p>`
    : html`<ol class="log" reversed>${all.slice(-mostShown).reverse().map(row)}</ol>`
}`;
}

function row(request: LoggedRequest): Markup {
  const { number, at, method, address, status, side, verdict, fault } = request;
  return html`<li id="request-${number}"><a href="/page/requests/${number}">
<span class="status ${statusKind(status)}">${status ?? "—"}</span>
<span class="what"><b>${method}</b> <span class="address" title="${address}">${breakable(shortened(address))}</span></span>
<span class="meta">${timeOfDay(at)}${side === undefined ? "" : html` · ${nameOfSide(side)}`}${fault === undefined ? "" : html` · <em>${fault}</em>`}</span>
<span class="verdict ${verdict.kind}">${inWords(verdict)}</span>
</a></li>`;
}

export function requestInFull(request: LoggedRequest): Markup {
  const { number, method, address, operation, side, status, verdict, tookMs, fault, error, at } = request;
  return html`<h2>${method} <span class="address">${address}</span></h2>
<p class="summary"><span class="status ${statusKind(status)}">${status ?? "connection broken"}</span> <span class="verdict ${verdict.kind}">${inWords(verdict)}</span></p>
<dl class="facts wide">
<div><dt>Call</dt><dd>${number}</dd></div>
<div><dt>At</dt><dd>${at}</dd></div>
<div><dt>Operation</dt><dd>${operation ?? "none"}</dd></div>
<div><dt>By</dt><dd>${side === undefined ? "nobody known" : nameOfSide(side)}</dd></div>
<div><dt>Took</dt><dd>${tookMs.toFixed(1)} ms</dd></div>
${fault === undefined ? "" : html`<div><dt>Fault</dt><dd>${fault}</dd></div>`}
</dl>
${violations(verdict)}
${error === undefined ? "" : html`<h3>Error of the sandbox</h3><pre tabindex="0">${error}</pre>`}
<h3>Request</h3>
${headers(request.requestHeaders)}${body(request.requestBody)}
<h3>Response</h3>
${status === undefined ? html`<p class="empty">The connection broke before there was one.</p>` : html`${headers(request.responseHeaders)}${body(request.responseBody)}`}`;
}

export function violations(verdict: Verdict): Markup | "" {
  if (verdict.kind !== "violates") return "";
  return html`<h3>Against the spec</h3><ul>${verdict.violations.map((each) => html`<li><code>${JSON.stringify(each)}</code></li>`)}</ul>`;
}

const reasons = {
  "no-spec": "no spec here",
  unconfirmed: "open question",
  fault: "by a fault",
  off: "not judged",
} as const;

export function inWords(verdict: Verdict): string {
  if (verdict.kind === "conforms") return "in spec";
  return verdict.kind === "violates" ? "off spec" : reasons[verdict.reason];
}

/** An address as people write it, without the length of its ids. */
function shortened(address: string): string {
  return readable(address).replace(/(?<=\/)(?=[^/?]*\d)[\w-]{16,}/g, (id) => `${id.slice(0, 8)}…`);
}

/** May go on in the next line between its parts. */
function breakable(address: string): readonly Markup[] {
  return address.split(/(?<=[/?&])/).map((part) => html`<wbr>${part}`);
}

function readable(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Sides that go by a letter are apps. */
export function nameOfSide(side: string): string {
  return side.length === 1 ? `app ${side.toUpperCase()}` : side;
}

function statusKind(status: number | undefined): string {
  if (status === undefined || status >= 500) return "broken";
  return status >= 400 ? "refused" : "fine";
}
