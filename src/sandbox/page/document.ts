// The page as a whole document. It is complete without script; the script keeps it up to date.

import { html } from "hono/html";
import type { Board } from "./board.js";
import type { Markup } from "./markup.js";
import { type Regions, regionOf } from "./regions.js";
import { tip } from "./views/lifecycle.js";

function shell(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/style.css">
<script src="/page/live.js" type="module"></script>
</head>
<body>
${content}
</body>
</html>`;
}

export function wholePage(regions: Regions, boards: readonly Board[]): Markup {
  const region = (id: string) => regions.get(id)?.() ?? "";
  return shell(
    "sharewright sandbox",
    html`${tip}
<a class="skip" href="#main">Skip to the services</a>
<header class="bar">
<h1>sharewright <span>sandbox</span></h1>
<nav aria-label="Parts of the page">${boards.map((board) => html`<a href="#${board.service}">${board.title}</a>`)}<a href="#faults">Faults</a><a href="#requests">Requests</a><a href="#webhooks">Webhooks</a></nav>
<div id="region-clock" class="controls">${region("region-clock")}</div>
</header>
<p id="notice" role="status" hidden></p>
<p id="done" class="unseen" role="status"></p>
<div class="layout">
<main id="main" tabindex="-1">${boards.map((board) => html`<section class="service" id="${regionOf(board)}" aria-labelledby="${board.service}">${region(regionOf(board))}</section>`)}</main>
<aside aria-label="What happens">
<section id="region-faults" aria-labelledby="faults">${region("region-faults")}</section>
<section id="region-requests" aria-labelledby="requests">${region("region-requests")}</section>
<section id="region-webhooks" aria-labelledby="webhooks">${region("region-webhooks")}</section>
</aside>
</div>
<dialog id="detail" aria-label="In full"><form method="dialog"><button autofocus>Close</button></form><div id="detail-content"></div></dialog>`,
  );
}

/** One request or webhook on a page of its own, for browsers without script. */
export function detailPage(title: string, content: Markup): Markup {
  return shell(title, html`<div class="detail-page"><p><a href="/">Back to the sandbox</a></p>${content}</div>`);
}
