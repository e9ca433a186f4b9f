// What an error body says in which no fault was found: its text, to be masked and shortened afterwards.

import type { Issue } from "../errors.js";

const most = 4000;

/** Its first {@link most} characters, but for members whose names look secret; of a page, its title alone: the rest is for browsers. */
export function excerpt(body: unknown): Issue[] {
  const title = typeof body === "string" ? textOf(body.trim()) : jsonOf(body);
  // White space first, which is not shown: half a secret at the end would not be found, and must be far from what is shown.
  return title === "" ? [] : [{ title: title.replace(/\s+/g, " ").slice(0, most) }];
}

function textOf(text: string): string {
  if (!text.startsWith("<")) return text;
  const start = text.search(/<title>/i);
  const [title = ""] = start === -1 ? [] : text.slice(start + "<title>".length).split("<", 1);
  return title.trim();
}

function jsonOf(body: unknown): string {
  const isEmpty = typeof body !== "object" || body === null || Object.keys(body).length === 0;
  return isEmpty ? "" : JSON.stringify(body, hide);
}

function hide(name: string, value: unknown): unknown {
  return /passw|secret|token|api[-_]?key|authori/i.test(name) ? "[redacted]" : value;
}
