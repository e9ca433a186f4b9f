// Headers and bodies as people read them. Secrets were masked when they were logged.

import { html } from "hono/html";
import type { Markup } from "../markup.js";

export function headers(all: Readonly<Record<string, string>>): Markup {
  const entries = Object.entries(all);
  if (entries.length === 0) return html`<p class="empty">No headers.</p>`;
  return html`<dl class="headers">${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

export function body(text: string): Markup {
  return text === "" ? html`<p class="empty">No body.</p>` : html`<pre tabindex="0">${indented(text)}</pre>`;
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
