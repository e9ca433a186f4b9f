// Markdown in which spec text can only be read, and link to the web. It keeps its emphasis, code spans and links;
// everything else that Markdown or HTML would act on is shown as it is written. Blocks are read in blocks.ts.

import { invisible } from "../../problem/printable.js";

/** Markdown has no escape for invisible characters, so each becomes a visible mark. */
export function visible(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(invisible, "\ufffd");
}

/** Text on one line, in its own words, emphasis and links: for a cell, an item or a sentence of ours. */
export function inline(text: string): string {
  return spans(visible(text).replace(/\s+/g, " ").trim());
}

/** Escapes a first character that would make the line a heading, a list or a rule. */
export function firstCharacter(line: string): string {
  return line
    .replace(/^(\d{1,9})(?=[.)](\s|$))/, "$1\\")
    .replace(/^(?:[-+*](?=\s|$)|#{1,6}(?=\s|$)|=+$|([-*_])(?: *\1){2,}$)/, "\\$&");
}

/** Escapes everything outside of code spans, which are found as CommonMark finds them. */
function spans(text: string): string {
  const none = new Set<number>();
  let out = "";
  let at = 0;
  while (at < text.length) {
    special.lastIndex = at;
    const found = special.exec(text);
    out += text.slice(at, found?.index);
    if (found === null) break;
    const [token] = found;
    at = found.index + token.length;
    const link = linkAt(text, found.index);
    if (link !== undefined) {
      // An image is a link to it: nothing is fetched by looking at the page.
      if (token === "[" && out.endsWith("!")) out = out.slice(0, -1);
      out += link.text;
      at = link.end;
    } else if (token.startsWith("`")) {
      const end = endOfCodeSpan(text, at, token.length, none);
      out += end === -1 ? "\\`".repeat(token.length) : code(text.slice(at, end).trim());
      if (end !== -1) at = end + token.length;
    } else if (token.length === 2) {
      out += escaped(token.charAt(1));
    } else {
      out += /[<>&]/.test(token) ? entity(token) : `\\${token}`;
    }
  }
  return out;
}

const links = [
  /\[([^[\]]*)\]\([^\S\n]*<?(https?:\/\/[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:[^\S\n]+(?:"[^"]*"|'[^']*'))?[^\S\n]*\)/iy,
  /<((https?:\/\/[^\s<>]+))>/iy,
];

/** A link to the web that begins at a place, written anew. */
function linkAt(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  for (const pattern of links) {
    pattern.lastIndex = at;
    const [whole, label = "", url] = pattern.exec(text) ?? [];
    // A code span that reaches beyond the label binds more tightly than the link.
    if (whole === undefined || label.split("`").length % 2 === 0) continue;
    const link = toPage(spans(label.trim()).replace(/^$/, "link"), url);
    if (link !== undefined) return { text: link, end: at + whole.length };
  }
  return undefined;
}

/** A run of backticks, an escaped character, or one that has to be escaped. */
const special = /`+|\\[!-/:-@[-`{-~]|[\\[\]$~<>&]/g;

/**
 * Where a run of exactly `length` backticks begins, if any does. `none` remembers the lengths that have none left, so that
 * a text of many open runs is not read to its end for each.
 */
function endOfCodeSpan(text: string, from: number, length: number, none: Set<number>): number {
  if (none.has(length)) return -1;
  for (const run of text.slice(from).matchAll(/`+/g)) if (run[0].length === length) return from + run.index;
  none.add(length);
  return -1;
}

/** A character that the spec has escaped. A pipe is left to the table it stands in. */
function escaped(character: string): string {
  if (character === "|") return character;
  return /[<>&]/.test(character) ? entity(character) : `\\${character}`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** A code span. */
export function code(text: string): string {
  const content = visible(text).replace(/\s+/g, " ");
  if (content.trim() === "") return "";
  // A pipe behind a backslash would end a table's cell even here, and three ticks could begin a block.
  if ((content.includes("\\") && content.includes("|")) || content.includes("``"))
    return `<code>${content.replace(/[^\w .,:;/-]/gu, entity)}</code>`;
  const ticks = "`".repeat(longest(content, /`+/g) + 1);
  const pad = content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${ticks}${pad}${content}${pad}${ticks}`;
}

/** A block of code. Its fence is longer than any run of backticks inside. */
export function fenced(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, longest(text, /`+/g) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longest(text: string, runs: RegExp): number {
  return Math.max(0, ...[...text.matchAll(runs)].map(([run]) => run.length));
}

/** A table of cells that are Markdown already. Columns in which no row says anything are left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = head.map((_, index) => index).filter((index) => rows.some((row) => (row[index] ?? "") !== ""));
  const line = (cells: readonly string[]): string =>
    `| ${kept.map((index) => (cells[index] ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${kept.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

/** A table of facts: what, and what about it. */
export function facts(rows: readonly (readonly [string, string | undefined])[]): string {
  const shown = rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== "");
  return table(
    ["", ""],
    shown.map(([name, text]) => [`**${name}**`, text]),
  );
}

/** A link to a heading of the same page; `heading` is its text. */
export function toHeading(label: string, heading: string): string {
  return `[${label}](#${anchor(heading)})`;
}

/** The anchor that GitHub gives a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
    .replaceAll(" ", "-");
}

/** A link out of the page; nothing for what is not a web address. */
export function toPage(label: string, url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return undefined;
  const address = new URL(url).href.replace(/[^\w.:/?#@!&=+,;%~-]/g, (character) => encodeURIComponent(character));
  return `[${label}](${address.replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`)})`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], word = "and"): string {
  const last = items[items.length - 1] ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${word} ${last}`;
}
