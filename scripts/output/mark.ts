// The mark of a folder that --out wrote: a list of its files. A folder without it is somebody's own, and so is a file that is
// not on the list; neither is ever removed.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../terminal/usage-error.js";
import type { Tree } from "./compare.js";

export const MARK = ".sharewright.json";

interface Mark {
  readonly generator: "sharewright";
  /** Absent: the command of all APIs. */
  readonly command?: string;
  readonly files: readonly string[];
}

export function markFor(tree: Tree, command: string | undefined): string {
  const mark: Mark = {
    generator: "sharewright",
    ...(command !== undefined && { command }),
    files: [...tree.keys()].sort(),
  };
  return `${JSON.stringify(mark, null, 2)}\n`;
}

/** Refuses a folder that is not ours to replace. @param shown its name in messages. */
export function refuseForeignFolder(folder: string, shown: string): void {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.length === 0) return;
  const mark = readMark(join(folder, MARK));
  if (mark === undefined) {
    throw new UsageError(
      `--out ${shown} is replaced as a whole, but it was not written by this command: it holds ${entries[0]?.name}. Name a folder that is empty or new.`,
    );
  }
  const ours = new Set([MARK, ...mark.files]);
  const added = firstOther(folder, "", ours);
  if (added !== undefined) {
    throw new UsageError(
      `--out ${shown} is replaced as a whole, but ${added} in it was not written by this command. Move it elsewhere.`,
    );
  }
}

/** The first file that is not on the list. */
function firstOther(base: string, folder: string, ours: ReadonlySet<string>): string | undefined {
  for (const entry of readdirSync(join(base, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const other = entry.isDirectory() ? firstOther(base, path, ours) : ours.has(path) ? undefined : path;
    if (other !== undefined) return other;
  }
  return undefined;
}

function readMark(file: string): Mark | undefined {
  try {
    const mark = JSON.parse(readFileSync(file, "utf8")) as Mark;
    const sound = mark.generator === "sharewright" && Array.isArray(mark.files);
    return sound ? mark : undefined;
  } catch {
    return undefined;
  }
}
