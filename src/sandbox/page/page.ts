// The page at the port's root, for people. It acts on the sandbox without a key, so it answers only to this machine and to
// itself: the host must be a name of the loopback interface (no foreign name that was made to lead here), and a form must
// come from the page (no form of another site).

import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { isLoopback } from "../server/host.js";
import { createActs } from "./acts.js";
import type { AnySandbox, Board } from "./board.js";
import { detailPage, wholePage } from "./document.js";
import { icon } from "./icon.js";
import { live } from "./live.js";
import type { Markup } from "./markup.js";
import { createRegions } from "./regions.js";
import { script } from "./script.js";
import { style } from "./style.js";
import { requestInFull } from "./views/requests.js";
import { webhookInFull } from "./views/webhooks.js";

export interface Page {
  /** Whether an address is one of the page's. */
  owns(request: Request): boolean;
  fetch(request: Request): Response | Promise<Response>;
}

export function createPage(sandbox: AnySandbox, boards: readonly Board[]): Page {
  const app = new Hono();
  const regions = createRegions(sandbox, boards);
  const acts = createActs(sandbox, boards);

  app.use(async (context, next) => {
    if (isLoopback(new URL(context.req.url).hostname)) return next();
    return context.text(
      "The page answers to this machine alone. Open it as http://127.0.0.1 with the same port.\n",
      403,
    );
  });
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      xFrameOptions: "DENY",
      referrerPolicy: "same-origin",
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.use(csrf());
  app.onError((error, context) => {
    if (!(error instanceof HTTPException)) throw error;
    return context.text("Only the page itself may do this: the form came from elsewhere.\n", error.status);
  });
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });

  app.get("/", (context) => context.html(wholePage(regions, boards)));
  app.get("/page/style.css", (context) => context.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/page/live.js", (context) =>
    context.body(script, 200, { "Content-Type": "text/javascript; charset=utf-8" }),
  );
  app.get("/page/icon.svg", (context) => context.body(icon, 200, { "Content-Type": "image/svg+xml" }));
  app.get("/page/live", (context) => live(context, sandbox, regions));

  /** In full: a part for the script, or a page. */
  const inFull = (isPart: boolean, title: string, content: Markup): Markup =>
    isPart ? content : detailPage(title, content);
  app.get("/page/requests/:number", (context) => {
    const number = Number(context.req.param("number"));
    const found = sandbox.requests.find((request) => request.number === number);
    const isPart = context.req.query("part") !== undefined;
    if (found === undefined) return context.html(inFull(isPart, "Gone", gone), 404);
    return context.html(inFull(isPart, `${found.method} ${found.address}`, requestInFull(found)));
  });
  app.get("/page/webhooks/:id", (context) => {
    const found = sandbox.webhooks.find(({ id }) => id === context.req.param("id"));
    const isPart = context.req.query("part") !== undefined;
    if (found === undefined) return context.html(inFull(isPart, "Gone", gone), 404);
    return context.html(inFull(isPart, found.event, webhookInFull(found)));
  });

  app.post("/page/acts/:name{.+}", async (context) => {
    const act = acts[context.req.param("name")];
    if (act === undefined) return context.notFound();
    // The script shows what went wrong itself.
    const hasScript = context.req.header("Accept") === "text/plain";
    try {
      await act(new URLSearchParams(await context.req.text()));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (hasScript) return context.text(message, 422);
      return context.html(detailPage("Not done", html`<h2>Not done</h2><p>${message}</p>`), 422);
    }
    return hasScript ? context.body(null, 204) : context.redirect("/", 303);
  });
  app.notFound((context) => context.html(detailPage("Nothing here", html`<h2>Nothing is here</h2>`), 404));

  return {
    owns: (request) => /^\w+:\/\/[^/?#]*(\/?([?#]|$)|\/page(\/|$))/.test(request.url),
    fetch: (request) => app.fetch(request),
  };
}

const gone = html`<h2>Gone</h2><p>The log keeps only the newest, and starts anew with the sandbox.</p>`;
