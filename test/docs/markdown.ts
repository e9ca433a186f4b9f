// Reading our own pages: an account of GitHub's Markdown that shares nothing with the one that wrote them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./snippets.js";

export function readPage(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

/** The page without its fenced blocks. */
export function textOf(markdown: string): string {
  return markdown.replace(/^(`{3,})[^\n]*\n.*?\n\1$/gms, "");
}

/** Headings with their levels, and the section below each down to the next heading. */
export function sectionsOf(markdown: string): readonly { level: number; heading: string; body: string }[] {
  const parts = markdown.split(/^(?=#{1,6} )/m).filter((part) => part.startsWith("#"));
  return parts.map((part) => {
    const [, marks = "", heading = ""] = /^(#+) (.*)/.exec(part) ?? [];
    return { level: marks.length, heading, body: part.slice(part.indexOf("\n") + 1) };
  });
}

/** The anchors of a page: GitHub numbers those that would come twice. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = sectionsOf(textOf(markdown)).map(({ heading }) => {
    const name = [...heading.toLowerCase()].filter((letter) => /[\p{L}\p{N}_ -]/u.test(letter)).join("");
    const slug = name.split(" ").join("-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set(anchors);
}

/** Where links lead. */
export function linksOf(markdown: string): readonly string[] {
  return [...textOf(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** Rows of tables that have not as many cells as their head. */
export function brokenRows(markdown: string): readonly string[] {
  const cells = (line: string): number => line.replace(/\\[\\|]/g, "").split("|").length;
  const lines = textOf(markdown).split("\n");
  return lines.filter((line, index) => {
    if (!line.startsWith("|")) return false;
    let head = index;
    while (lines[head - 1]?.startsWith("|")) head -= 1;
    return cells(line) !== cells(lines[head] ?? "");
  });
}
