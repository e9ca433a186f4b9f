// The limits of a value, sentences in the model, for the columns of a table.

import type { Docs } from "../../../model/types/node.js";
import { cellProse } from "../blocks.js";
import { code, inline } from "../markdown.js";

const defaultNote = /^Default: (.*)\.$/;

export function limitsCell({ notes }: Docs): string {
  const limits = notes.filter((note) => !defaultNote.test(note));
  return limits.map((note) => inline(note.replace(/\.$/, ""))).join("; ");
}

export function defaultCell({ notes }: Docs): string {
  const [found = ""] = notes.flatMap((note) => defaultNote.exec(note)?.[1] ?? []);
  return code(found);
}

/** The value that a `Default` sentence names. */
export function defaultOf({ notes }: Docs): unknown {
  const [found] = notes.flatMap((note) => defaultNote.exec(note)?.[1] ?? []);
  return found === undefined ? undefined : JSON.parse(found);
}

/** The least number that a range allows. */
export function leastOf({ notes }: Docs): number | undefined {
  const [least] = notes.flatMap((note) => /^(?:At least |Exactly )?(-?[\d,.]+)(?: to |\.$)/.exec(note)?.[1] ?? []);
  return least === undefined ? undefined : Number(least.replace(/\.$/, "").replaceAll(",", ""));
}

export function meaningCell({ summary, description, deprecated }: Docs): string {
  const text = cellProse(description ?? summary ?? "");
  return deprecated ? `**Deprecated.** ${text}`.trim() : text;
}
