// What an error body says in which no fault was found: its text, to be masked and shortened afterwards.

import type { Issue } from "../../errors.js";

const most = 4000;
const secret = /passw|secret|token|api[-_]?key|authori/i;

/**
 * Its first {@link most} characters, but for members whose names look secret. Of a page its title alone, because the rest is for
 * browsers; of XML its texts.
 */
export function excerpt(body: unknown): Issue[] {
  const title = typeof body === "string" ? textOf(body.trim()) : jsonOf(body);
  // White space first, which is not shown: half a secret at the end would not be found, and must be far from what is shown.
  return title === "" ? [] : [{ title: title.replace(/\s+/g, " ").slice(0, most) }];
}

function textOf(text: string): string {
  if (!text.startsWith("<")) return text;
  if (!/^<(!doctype\s+)?html|<title>/i.test(text)) return xmlOf(text);
  const start = text.search(/<title>/i);
  const [title = ""] = start === -1 ? [] : text.slice(start + "<title>".length).split("<", 1);
  return title.trim();
}

/** The texts between the tags. */
function xmlOf(text: string): string {
  const pieces = text.split("<").map((piece) => {
    const end = piece.indexOf(">");
    const inner = piece.slice(end + 1).trim();
    return inner !== "" && secret.test(piece.slice(0, end)) ? "[redacted]" : inner;
  });
  return pieces.filter((piece) => piece !== "").join(" ");
}

function jsonOf(body: unknown): string {
  const isEmpty = typeof body !== "object" || body === null || Object.keys(body).length === 0;
  return isEmpty ? "" : JSON.stringify(body, hide);
}

function hide(name: string, value: unknown): unknown {
  return secret.test(name) ? "[redacted]" : value;
}
