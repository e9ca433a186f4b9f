// Comments: the spec's prose, wrapped to the width of the code, with its limits and links after it.

import type { Docs } from "../../model/types/node.js";
import { commentText } from "./escape.js";

/** The width of lines of code and of comments. */
export const lineColumns = 120;

export interface Tag {
  readonly name: string;
  readonly text: string;
}

/**
 * The text of a doc comment for ts-morph, which prints one line as `/** text *\/` and more as a block. `indent` is
 * the column the comment starts in.
 */
export function docComment(
  docs: Docs & { readonly request?: string },
  tags: readonly Tag[] = [],
  indent = 0,
): string | undefined {
  const request = docs.request && `\`${docs.request}\``;
  const paragraphs = [request, docs.summary && sentence(docs.summary), ...described(docs)]
    .filter((part) => part !== undefined && part !== "")
    .map((part) => commentText(part as string));
  const room = lineColumns - indent - 3;
  const lines = paragraphs.flatMap((part, index) => [...(index > 0 ? [""] : []), ...wrap(part, room)]);
  const all = [...(docs.deprecated ? [{ name: "deprecated", text: "" }] : []), ...tags];
  if (docs.link !== undefined) all.push({ name: "see", text: commentText(docs.link) });
  const tagLines = all.flatMap(({ name, text }) => wrapItem(`@${name} ${commentText(text)}`.trimEnd(), room));
  if (tagLines.length > 0 && lines.length > 0) lines.push("");
  lines.push(...tagLines);
  if (lines.length === 0) return undefined;
  const [only = ""] = lines;
  return lines.length === 1 && only.length + indent + 7 <= lineColumns ? only : `\n${lines.join("\n")}`;
}

/** A comment of {@link docComment} inside the text of a type, where ts-morph does not print it. */
export function blockComment(text: string, indent: number): string {
  if (!text.startsWith("\n")) return `/** ${text} */`;
  const margin = " ".repeat(indent);
  const lines = text
    .slice(1)
    .split("\n")
    .map((line) => `${margin} * ${line}`.trimEnd());
  return `/**\n${lines.join("\n")}\n${margin} */`;
}

/** The description, and behind it its limits: in the same paragraph where it is one of sentences, to keep comments short. */
function described({ description, notes }: Docs): readonly (string | undefined)[] {
  const limits = notes.join(" ");
  const isProse = description !== undefined && limits !== "" && /^[\w"`].*[.!?]$/.test(description);
  return isProse ? [`${description} ${limits}`] : [description, limits];
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** Wraps paragraphs and items of lists; tables, quotes and code keep their lines. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let block: string[] = [];
  let fenced = false;
  const flush = (): void => {
    if (block.length > 0) lines.push(...wrapItem(block.join(" "), room));
    block = [];
  };
  for (const raw of text.split("\n")) {
    const line = raw.trimEnd();
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence || fenced || /^\s*[|>#]/.test(line) || (/^ {4}/.test(line) && block.length === 0)) {
      flush();
      lines.push(line);
      if (fence) fenced = !fenced;
    } else if (line === "") {
      flush();
      lines.push("");
    } else {
      if (/^\s*([-*+]|\d+[.)]) /.test(line)) flush();
      block.push(block.length === 0 ? line : line.trim());
    }
  }
  flush();
  const spaced = lines.filter((line, index) => line !== "" || (index > 0 && lines[index - 1] !== ""));
  return spaced[spaced.length - 1] === "" ? spaced.slice(0, -1) : spaced;
}

/** One item, its further lines indented under the first word. */
function wrapItem(line: string, room: number): string[] {
  const lead = /^\s*(?:[-*+]|\d+[.)])\s+/.exec(line)?.[0] ?? "";
  const indent = " ".repeat(lead.length === 0 && line.startsWith("@") ? 2 : lead.length);
  const [first = "", ...rest] = fill(line.slice(lead.length), room - indent.length);
  return [lead + first, ...rest.map((each) => indent + each)];
}

function fill(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      // At the start of a line it would begin a tag.
      line = word.replace(/^@/, "\\@");
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}
