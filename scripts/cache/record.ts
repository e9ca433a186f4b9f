// Recognises a document whose inputs and output are those of the last run. This is the path of most runs, so it imports
// nothing heavy: the record of the last run lists the files of a document.
//
// A new file is not looked for: it matters only once a known file refers to it, and then the known file has changed.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Job } from "../job/job.js";
import { findUp } from "../job/paths.js";
import { readTree, type Tree } from "../output/compare.js";
import { writeFileWhole } from "../output/write-file.js";
import type { Problem } from "../problem/problem.js";
import { hashBytes, hashText } from "./hash.js";

/** Raised when the shape of the records changes. */
const FORMAT = 3;

export interface RunRecord {
  readonly format: number;
  /** Hash of the generator itself and of the installed packages. */
  readonly toolchain: string;
  /** The job, but for lint. */
  readonly job: string;
  readonly linted: boolean;
  readonly operations: number;
  /** Warnings, to be shown again: a skipped document has them still. */
  readonly problems: readonly Problem[];
  /** Hashes of every file that was read, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** Hash of the output. */
  readonly output: string;
}

export interface RunRecords {
  /** The last run, if nothing has changed since. */
  last(output: Tree): RunRecord | undefined;
  save(run: {
    readonly operations: number;
    readonly problems: readonly Problem[];
    readonly files: ReadonlyMap<string, string>;
    readonly output: Tree;
  }): void;
}

/** @param folder of the records. Default: in node_modules of the project; a project without has none. */
export function openRecords(
  { lint, remote: _, ...rest }: Job,
  folder = cacheFolder(rest.base),
  toolchain = folder === undefined ? "" : hashToolchain(),
): RunRecords {
  if (folder === undefined) return { last: () => undefined, save() {} };
  const file = join(folder, `${hashText(rest.out)}.json`);
  const job = JSON.stringify(rest);
  return {
    last(output) {
      const record = readJson<RunRecord>(file);
      const same =
        record !== undefined &&
        record.toolchain === toolchain &&
        record.job === job &&
        (record.linted || lint === undefined) &&
        record.output === hashTree(output) &&
        Object.entries(record.files).every(([path, hash]) => hashFile(path) === hash);
      return same ? record : undefined;
    },
    save({ operations, problems, files, output }) {
      saveJson(file, {
        format: FORMAT,
        toolchain,
        job,
        linted: lint !== undefined,
        operations,
        problems,
        files: Object.fromEntries(files),
        output: hashTree(output),
      } satisfies RunRecord);
    },
  };
}

/** In the nearest folder that has packages installed, as other tools do. */
function cacheFolder(base: string): string | undefined {
  const modules = findUp(base, "node_modules");
  return modules && join(modules, ".cache", "sharewright");
}

/** The generator's own files, and the packages installed for it. @param scripts its folder: sources, or their compiled form. */
export function hashToolchain(scripts: string = resolve(import.meta.dirname, "..")): string {
  const own = readTree(scripts, "", ["node_modules", "dist"]);
  const lock =
    findUp(dirname(scripts), "node_modules/.package-lock.json") ?? findUp(dirname(scripts), "package-lock.json");
  if (lock !== undefined) own.set("package-lock.json", readFileSync(lock));
  return hashTree(own);
}

export function hashTree(tree: Tree): string {
  const hash = createHash("sha256");
  for (const path of [...tree.keys()].sort()) {
    const content = Buffer.from(tree.get(path) ?? "");
    hash.update(`${JSON.stringify(path)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

function hashFile(path: string): string | undefined {
  try {
    return hashBytes(readFileSync(path));
  } catch {
    // Gone, or unreadable: the full run that follows reports it.
    return undefined;
  }
}

/** A damaged file counts as none, and leads to a full run. Its hash shows whether it is the one that was written. */
function readJson<T extends { format: number }>(file: string): T | undefined {
  try {
    const [hash, text = ""] = readFileSync(file, "utf8").split("\n");
    const value = JSON.parse(text) as T;
    return hash === hashText(text) && value.format === FORMAT ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Records that cannot be written, as in an installation of another user, cost time and not the run. */
function saveJson(file: string, value: object): void {
  try {
    const text = JSON.stringify(value);
    writeFileWhole(file, `${hashText(text)}\n${text}\n`);
  } catch {}
}
