// The blocks of a spec's Markdown, written anew: paragraphs, lists, quotes, tables and code. A heading becomes a bold line,
// for the page has an outline of its own.

import { code, fenced, firstCharacter, inline, table, visible } from "./markdown.js";

type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly string[] }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "code"; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] };

/** Text of the spec as blocks of the page. */
export function prose(text: string): string {
  return page(blocksOf(visible(text).split("\n")));
}

/** The same in a cell, where only lines can be broken. */
export function cellProse(text: string): string {
  return cell(blocksOf(visible(text).split("\n")));
}

function page(blocks: readonly Block[]): string {
  return blocks.map(pageBlock).join("\n\n");
}

function pageBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return itemsOf(block.lines).map(line).join("\n");
    case "heading":
      return bold(block.text);
    case "code":
      return fenced(block.language, block.lines.join("\n"));
    case "table":
      return table(
        block.rows[0]?.map(inline) ?? [],
        block.rows.slice(1).map((row) => row.map(inline)),
      );
    case "quote":
      return page(block.blocks).replace(/^/gm, "> ");
  }
}

function cell(blocks: readonly Block[]): string {
  return blocks.map(cellBlock).join("<br><br>");
}

function cellBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return itemsOf(block.lines).map(line).join("<br>");
    case "heading":
      return bold(block.text);
    case "code":
      return block.lines.map((each) => code(each.trim())).join("<br>");
    case "table":
      return block.rows.map((row) => row.map(inline).join(" · ")).join("<br>");
    case "quote":
      return cell(block.blocks);
  }
}

/** The limit of quotes in one another; deeper ones are plain text. */
const deepest = 3;

function blocksOf(lines: readonly string[], depth = 0): readonly Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push({ kind: "paragraph", lines: open });
    open = [];
  };
  const fences = fencesOf(lines);
  for (let at = 0; at < lines.length; at += 1) {
    const text = lines[at] as string;
    const end = fences.get(at);
    const heading = /^ {0,3}#{1,6}[^\S\n]+(\S.*)$/.exec(text)?.[1];
    const rows = tableAt(lines, at);
    const quoted = depth < deepest ? quoteAt(lines, at) : 0;
    if (text.trim() === "") close();
    else if (end !== undefined) {
      close();
      const language = /^[\w+-]*/.exec(text.trim().replace(/^[`~]+\s*/, ""))?.[0] ?? "";
      blocks.push({ kind: "code", language, lines: lines.slice(at + 1, end) });
      at = end;
    } else if (heading !== undefined) {
      close();
      blocks.push({ kind: "heading", text: heading.replace(/\s+#+\s*$/, "") });
    } else if (open.length === 0 && /^ {0,3}(=+|-{3,})\s*$/.test(lines[at + 1] ?? "") && !item.test(text)) {
      blocks.push({ kind: "heading", text });
      at += 1;
    } else if (open.length === 0 && rows !== undefined) {
      blocks.push({ kind: "table", rows });
      at += rows.length;
    } else if (quoted > 0) {
      close();
      const inside = lines.slice(at, at + quoted).map((each) => each.replace(/^ {0,3}> ?/, ""));
      blocks.push({ kind: "quote", blocks: blocksOf(inside, depth + 1) });
      at += quoted - 1;
    } else open.push(text);
  }
  close();
  return blocks;
}

/** The first line of each block of code, with the line that closes it; one that is never closed is text. */
function fencesOf(lines: readonly string[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let start: { readonly at: number; readonly fence: string } | undefined;
  for (const [at, line] of lines.entries()) {
    const [, fence = "", behind = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === "") continue;
    if (start === undefined) {
      if (!behind.includes("`")) start = { at, fence };
    } else if (fence.startsWith(start.fence) && behind.trim() === "") {
      found.set(start.at, at);
      start = undefined;
    }
  }
  return found;
}

/** The rows of a table that begins at a line, head first. */
function tableAt(lines: readonly string[], at: number): readonly (readonly string[])[] | undefined {
  const [head = "", rule = ""] = [lines[at], lines[at + 1]];
  if (!head.includes("|") || !/^[\s|:-]*-[\s|:-]*$/.test(rule) || !rule.includes("|")) return undefined;
  const width = cellsOf(head).length;
  if (cellsOf(rule).length !== width) return undefined;
  const rows = [cellsOf(head)];
  for (let next = at + 2; (lines[next] ?? "").includes("|"); next += 1) {
    const row = cellsOf(lines[next] as string);
    rows.push(Array.from({ length: width }, (_, index) => row[index] ?? ""));
  }
  return rows;
}

function cellsOf(line: string): readonly string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((each) => each.trim());
}

/** The number of lines of the quote that begins at a line. */
function quoteAt(lines: readonly string[], at: number): number {
  let end = at;
  while (/^ {0,3}>/.test(lines[end] ?? "")) end += 1;
  return end - at;
}

function bold(text: string): string {
  const plain = inline(text.replace(/[*_]{2,}|^[*_]|[*_]$/g, ""));
  return plain === "" || plain.includes("*") ? firstCharacter(plain) : `**${plain}**`;
}

const item = /^[^\S\n]*([-*+]|\d{1,9}[.)])[^\S\n]+/;

/** The lines of a paragraph, with the lines of one item of a list joined. */
function itemsOf(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (items.length === 0 || item.test(line)) items.push(line);
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return items;
}

function line(text: string): string {
  const [lead = "", marker] = item.exec(text) ?? [];
  if (marker === undefined) return firstCharacter(inline(text));
  return `${/\d/.test(marker) ? marker : "-"} ${firstCharacter(inline(text.slice(lead.length)))}`;
}
