// Puts the generated tree on disk, all or nothing. The new tree is written beside the old one, on the same file system,
// and two renames swap them. What a killed run leaves behind is cleared up at the next start; a run killed between the
// two renames has left the whole old tree under another name, and it is put back.

import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Difference, Tree } from "./compare.js";

export const GENERATED = "generated";

/** The process that made the folder is in its name, so that a run does not clear up after one that is still at work. */
const STAGING = /^(new|old)-(\d+)-[a-z0-9]+$/;

/**
 * Writes the folder `name` of `root`.
 *
 * @param differences between the folder and the tree, if they are known: the other files are taken over, not written.
 */
export function writeTree(
  root: string,
  tree: Tree,
  name: string = GENERATED,
  differences?: readonly Difference[],
): void {
  refuseUnsafePaths(tree);
  const generated = join(root, name);
  const mark = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const staging = join(root, `.${name}-new-${mark}`);
  const old = join(root, `.${name}-old-${mark}`);
  try {
    mkdirSync(staging, { recursive: true });
    for (const folder of new Set([...tree.keys()].map((path) => dirname(path)))) {
      mkdirSync(join(staging, folder), { recursive: true });
    }
    const changed = differences && new Set(differences.map(({ path }) => path));
    for (const [path, content] of tree) {
      const file = join(staging, path);
      if (changed === undefined || changed.has(path) || !linked(join(generated, path), file)) {
        writeFileSync(file, content);
      }
    }
    if (existsSync(generated)) renameSync(generated, old);
    renameSync(staging, generated);
  } catch (error) {
    if (!existsSync(generated) && existsSync(old)) renameSync(old, generated);
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** One file under two names for the moment: ten times as fast as a second one, and its date stays what it was. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    // Not every file system can.
    return false;
  }
}

/** To be called before the folder `name` of `root` is read. */
export function recoverTree(root: string, name: string = GENERATED): void {
  const generated = join(root, name);
  for (const entry of readdirSync(root).sort()) {
    const [, kind, pid] = entry.startsWith(`.${name}-`) ? (STAGING.exec(entry.slice(name.length + 2)) ?? []) : [];
    if (kind === undefined || isAtWork(Number(pid), join(root, entry))) continue;
    if (kind === "old" && !existsSync(generated)) renameSync(join(root, entry), generated);
    else rmSync(join(root, entry), { recursive: true, force: true });
  }
}

/** Process ids come back, in containers soon, so a folder that nobody touched for a minute counts as left behind too. */
function isAtWork(pid: number, folder: string): boolean {
  if (pid === process.pid || Date.now() - statSync(folder).mtimeMs > 60_000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Paths are made of names from the spec, and a spec is not trusted. */
function refuseUnsafePaths(tree: Tree): void {
  const seen = new Map<string, string>();
  for (const path of tree.keys()) {
    const segments = path.split("/");
    const unsafe = segments.some((segment) => segment === "" || segment === "." || segment === "..");
    if (unsafe || /[\\:\p{Cc}]/u.test(path)) {
      throw new Error(
        `Refused to write ${JSON.stringify(path)}: it is not a path inside the folder. Rename what it is made of in the spec.`,
      );
    }
    // macOS and Windows would write the second over the first.
    const twin = seen.get(path.toLowerCase());
    if (twin !== undefined) {
      throw new Error(
        `Refused to write ${twin} and ${path}: they differ in case only. Rename one of the two in the spec.`,
      );
    }
    seen.set(path.toLowerCase(), path);
  }
}
