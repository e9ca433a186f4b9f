// Puts a generated folder on disk, all or nothing. The new tree is written beside the old one, on the same file system,
// and two renames swap them. The remains of a killed run are cleared up at the next start; a run killed between the
// two renames has left the whole old tree under another name, and it is put back.

import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Difference, readTree, type Tree } from "./compare.js";
import { MARK } from "./mark.js";

/** The process that made the folder is in its name, so that a run does not clear up after one that is still at work. */
const STAGING = /^(new|old)-(\d+)-[a-z0-9]+$/;

/**
 * @param differences between the folder and the tree, if they are known: the other files are taken over, not written, and
 * the folder must hold no others than when it was compared.
 */
export function writeFolder(folder: string, tree: Tree, differences?: readonly Difference[]): void {
  refuseUnsafePaths(tree);
  const [root, name] = [dirname(folder), basename(folder)];
  const mark = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const staging = join(root, `.${name}-new-${mark}`);
  const old = join(root, `.${name}-old-${mark}`);
  try {
    mkdirSync(staging, { recursive: true });
    for (const inner of new Set([...tree.keys()].map((path) => dirname(path)))) {
      mkdirSync(join(staging, inner), { recursive: true });
    }
    const known = differences && filesBefore(tree, differences);
    const changed = differences && new Set(differences.map(({ path }) => path));
    for (const [path, content] of tree) {
      const file = join(staging, path);
      if (changed === undefined || changed.has(path) || !linked(join(folder, path), file)) {
        writeFileSync(file, content);
      }
    }
    swap(folder, staging, old, known);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** The files that the folder held when it was compared. */
function filesBefore(tree: Tree, differences: readonly Difference[]): ReadonlySet<string> {
  const files = new Set(tree.keys());
  for (const { kind, path } of differences) {
    if (kind === "missing") files.delete(path);
    else files.add(path);
  }
  return files;
}

/** The old folder is back in its place if anything goes wrong. */
function swap(folder: string, staging: string, old: string, known: ReadonlySet<string> | undefined): void {
  if (existsSync(folder) && !renamed(folder, old)) {
    copyOver(folder, staging, old, known);
    return;
  }
  try {
    refuseNewFiles(old, known, folder);
    renameSync(staging, folder);
  } catch (error) {
    if (existsSync(old)) renameSync(old, folder);
    throw error;
  }
}

/** False for a mount point, which stays where it is. */
function renamed(folder: string, to: string): boolean {
  try {
    renameSync(folder, to);
    return true;
  } catch (error) {
    if (["EBUSY", "EXDEV"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

function copyOver(folder: string, staging: string, old: string, known: ReadonlySet<string> | undefined): void {
  refuseNewFiles(folder, known, folder);
  cpSync(folder, old, { recursive: true });
  const empty = () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  };
  try {
    empty();
    cpSync(staging, folder, { recursive: true });
    rmSync(staging, { recursive: true, force: true });
  } catch (error) {
    empty();
    cpSync(old, folder, { recursive: true });
    throw error;
  }
}

/** A file that somebody saved into the folder during the run is not removed with it. */
function refuseNewFiles(folder: string, known: ReadonlySet<string> | undefined, shown: string): void {
  const added = known && [...readTree(folder).keys()].find((path) => !known.has(path));
  if (known === undefined || added === undefined) return;
  if ([...readTree(folder).keys()].includes(MARK) && !known.has(MARK)) {
    throw new Error(`Another run wrote ${basename(shown)}/ in the meantime; it stays as that run left it. Run again.`);
  }
  throw new Error(
    `${added} came into ${basename(shown)}/ while it was being generated; nothing was written. Move it elsewhere and run again.`,
  );
}

/** One file under two names for a moment: ten times as fast as a second one, and its date stays. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    // Not every file system can.
    return false;
  }
}

/** Called before the folder is read. */
export function recoverFolder(folder: string): void {
  const [root, name] = [dirname(folder), basename(folder)];
  if (!existsSync(root)) return;
  for (const entry of readdirSync(root).sort()) {
    const [, kind, pid] = entry.startsWith(`.${name}-`) ? (STAGING.exec(entry.slice(name.length + 2)) ?? []) : [];
    if (kind === undefined || isAtWork(Number(pid), join(root, entry))) continue;
    if (kind === "old" && !existsSync(folder)) renameSync(join(root, entry), folder);
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
export function refuseUnsafePaths(tree: Tree): void {
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
