// The pages of a fact sheet: one for a service of usual size, else one for each resource, with links across.

import { posix } from "node:path";
import { anchor } from "./markdown.js";

const firstPage = "reference.md";

export interface Section {
  /** Path of its page when there are several; undefined for the first. */
  readonly page?: string | undefined;
  readonly text: string;
}

/** Length in characters from which a fact sheet has several pages: GitHub shows none of more than 512 kB. */
const longestPage = 256_000;

/** The text of each page by its path. `head` stands at the top of all of them, `title` names the first in the others. */
export function pagesOf(sections: readonly Section[], head: string, title: string): ReadonlyMap<string, string> {
  const length = sections.reduce((sum, { text }) => sum + text.length, 0);
  const pages = new Map<string, string[]>();
  for (const { page = firstPage, text } of sections) {
    const path = length > longestPage ? page : firstPage;
    const texts = pages.get(path) ?? opening(path);
    pages.set(path, texts);
    texts.push(text);
  }
  const places = new Map(
    [...pages].flatMap(([path, texts]) => anchorsIn(texts.join("\n")).map((each) => [each, path] as const)),
  );
  return new Map(
    [...pages].map(([path, texts]) => [path, `${texts.map((text) => across(text, path)).join("\n\n")}\n`]),
  );

  function opening(path: string): string[] {
    return path === firstPage
      ? [head]
      : [head, `A page of the [fact sheet of ${title}](${relative(path, firstPage)}).`];
  }

  /** Leads the links to headings of other pages there. */
  function across(text: string, path: string): string {
    return text.replace(/\]\(#([^)\s]+)\)/g, (link, name: string) => {
      const place = places.get(name);
      return place === undefined || place === path ? link : `](${relative(path, place)}#${name})`;
    });
  }
}

function anchorsIn(text: string): readonly string[] {
  return [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => anchor(heading));
}

function relative(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}
