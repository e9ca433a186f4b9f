// A log of the wire, for finding faults: every name and every length, and no values. A value may be secret or personal; only
// the spec says which are, and the wire does not know the spec.

import { isObject } from "../../json.js";
import type { Fetch } from "../options/options.js";

/**
 * A `fetch` that writes what is sent and what is answered, a text each: method and URL or status, headers, and the body of JSON
 * and forms. Credentials, ids, query values and what bodies hold stand there by their kind and length alone, so that the log
 * can be kept and shown.
 *
 * @param write takes each text, as `console.debug` does; an error of it does not affect the call.
 * @param fetch what sends. Default: the platform's.
 */
export function wireLog(write: (text: string) => unknown, fetch: Fetch = globalThis.fetch): Fetch {
  let count = 0;
  return async (url, init) => {
    count += 1;
    const number = count;
    const started = Date.now();
    const tell = (text: () => string | Promise<string>): void => {
      (async () => write(await text()))().catch(() => {});
    };
    const { method = "GET", body } = init;
    const sent = new Headers(init.headers);
    tell(() =>
      [`#${number} > ${method} ${urlOf(url)}`, ...headerLines(sent), ...bodyLines(body, typeOf(sent))].join("\n"),
    );
    try {
      const response = await fetch(url, init);
      const { status, headers } = response;
      const head = [`#${number} < ${status} after ${Date.now() - started} ms`, ...headerLines(headers, hiddenIn(sent))];
      // Cloned before anybody reads it; what is no JSON may be endless.
      const copy = response.body && isJson(typeOf(headers)) ? response.clone() : undefined;
      tell(async () => [...head, ...bodyLines(await copy?.text(), typeOf(headers))].join("\n"));
      return response;
    } catch (error) {
      const { name } = error instanceof Error ? error : { name: typeof error };
      tell(() => `#${number} < ${name} after ${Date.now() - started} ms`);
      throw error;
    }
  };
}

/** Headers whose values say how a message is read, and nothing about anybody. */
const open =
  /^(accept|content-(type|length|encoding)|transfer-encoding|connection|cache-control|date|retry-after|user-agent|key-inflection|(x-)?rate-?limit.*|quota-.*|[a-z-]+-version|(x-)?request-id)$/;

function headerLines(headers: Headers, hidden: readonly string[] = []): string[] {
  const isOpen = (name: string, value: string): boolean =>
    open.test(name) && !hidden.some((text) => value.includes(text));
  return [...headers].map(([name, value]) => `  ${name}: ${isOpen(name, value) ? printable(value) : lengthOf(value)}`);
}

/** Words of sent headers that are not shown: an answer may repeat them in a header that is. */
function hiddenIn(sent: Headers): string[] {
  const values = [...sent].filter(([name]) => !open.test(name)).map(([, value]) => value);
  return values.flatMap((value) => value.split(/[\s;,=]+/)).filter(({ length }) => length > 7);
}

/** The origin, and the path with words alone: an id has digits, capitals, dots or a length. */
function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return lengthOf(text);
  const path = url.pathname
    .split("/")
    .map((part) => (/^([a-z][a-z_-]{0,30}|v\d+)?$/.test(part) ? part : lengthOf(part)));
  const query = [...url.searchParams].map(([name, value]) => `${nameOf(name)}=${lengthOf(value)}`);
  return url.origin + path.join("/") + (query.length > 0 ? `?${query.join("&")}` : "");
}

function bodyLines(body: unknown, type: string): string[] {
  if (body === undefined || body === null || body === "") return [];
  if (typeof body !== "string") return ["  (a body that is no text)"];
  if (type === "application/x-www-form-urlencoded") {
    return [
      `  ${[...new URLSearchParams(body)].map(([name, value]) => `${nameOf(name)}=${lengthOf(value)}`).join("&")}`,
    ];
  }
  try {
    return [`  ${JSON.stringify(shapeOf(JSON.parse(body)))}`];
  } catch {
    return [`  ${lengthOf(body)}`];
  }
}

/** How deep a body is shown, and how many of a list. */
const deepest = 12;
const mostItems = 20;

/** A value with its names, and texts and numbers as their kind. */
function shapeOf(value: unknown, depth = 0): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return lengthOf(value);
  if (typeof value !== "object") return `[${typeof value}]`;
  if (depth === deepest) return "[deeper]";
  if (Array.isArray(value)) {
    const shown = value.slice(0, mostItems).map((item) => shapeOf(item, depth + 1));
    return value.length > mostItems ? [...shown, `[${value.length - mostItems} more]`] : shown;
  }
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(entries.map(([name, inner]) => [nameOf(name), shapeOf(inner, depth + 1)]));
}

/** A name in a body can be a customer's data: only what reads as one is shown. */
function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$.[\]-]{0,59}$/.test(name) ? name : lengthOf(name);
}

function lengthOf(text: string): string {
  return `[${text.length} characters]`;
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, "?");
}

function typeOf(headers: Headers): string {
  return (headers.get("content-type") ?? "").replace(/;.*/s, "").trim().toLowerCase();
}

function isJson(type: string): boolean {
  return /[/+]json$/.test(type);
}
