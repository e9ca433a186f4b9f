// Recognises a service whose inputs and outputs are those of the last run. This is the path of most runs, so it imports
// nothing heavy: the list of services and of the files behind each comes from the last run, not from parsing YAML.
//
// A new file needs no look: it matters once a known file refers to it, and then the known file has changed.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readTree, type Tree } from "../output/compare.js";
import type { Problem } from "../problem/problem.js";
import { CONFIG_FILE, hashText, type ServiceEntry } from "./hash.js";

/** Raised when the shape of the records changes. */
const FORMAT = 1;

export interface CacheRecord {
  readonly format: number;
  /** Hash of the generator itself and of what is installed. */
  readonly toolchain: string;
  readonly entry: ServiceEntry;
  readonly linted: boolean;
  readonly files: Readonly<Record<string, string>>;
  /** Hash of generated/<service>/. */
  readonly outputs: string;
  readonly operations: number;
  /** Warnings, to be shown again: a skipped service has them still. */
  readonly problems: readonly Problem[];
}

interface RegistryRecord {
  readonly format: number;
  readonly config: string;
  readonly services: readonly ServiceEntry[];
}

export interface Cache {
  /** The list of services, when redocly.yaml is as it was. */
  services(): readonly ServiceEntry[] | undefined;
  saveServices(services: readonly ServiceEntry[]): void;
  /** The record of a service that needs no run. */
  fresh(entry: ServiceEntry, now: { lint: boolean; outputs: Tree }): CacheRecord | undefined;
  save(
    run: Pick<CacheRecord, "entry" | "linted" | "operations" | "problems"> & {
      files: ReadonlyMap<string, string>;
      outputs: Tree;
    },
  ): void;
}

const TOOL = resolve(import.meta.dirname, "../..");

export function openCache(root: string, toolchain = hashToolchain(TOOL)): Cache {
  const folder = join(root, "node_modules", ".cache", "sharewright");
  // No service has a name that starts with a dot.
  const registryFile = join(folder, ".registry.json");
  const recordFile = (name: string) => join(folder, `${name}.json`);
  // Taken before the list is read: a file that is saved meanwhile is then found to differ at the next run.
  const config = hashFile(join(root, CONFIG_FILE)) ?? "";
  return {
    services() {
      const record = readJson<RegistryRecord>(registryFile);
      return record?.config === config ? record?.services : undefined;
    },
    saveServices(services) {
      saveJson(registryFile, { format: FORMAT, config, services } satisfies RegistryRecord);
    },
    fresh(entry, { lint, outputs }) {
      const record = readJson<CacheRecord>(recordFile(entry.name));
      const same =
        record !== undefined &&
        record.toolchain === toolchain &&
        record.entry.root === entry.root &&
        (record.linted || !lint) &&
        Object.entries(record.files).every(([path, hash]) => hashFile(resolve(root, path)) === hash) &&
        record.outputs === hashTree(outputs);
      return same ? record : undefined;
    },
    save({ entry, linted, operations, problems, files, outputs }) {
      saveJson(recordFile(entry.name), {
        format: FORMAT,
        toolchain,
        entry,
        linted,
        files: Object.fromEntries(files),
        outputs: hashTree(outputs),
        operations,
        problems,
      } satisfies CacheRecord);
    },
  };
}

/** The sources of the generator, and the versions that npm installed. */
export function hashToolchain(tool: string): string {
  const locks = [join(tool, "node_modules", ".package-lock.json"), join(tool, "package-lock.json")];
  const scripts = readTree(join(tool, "scripts"));
  const lock = locks.find((file) => existsSync(file));
  if (lock !== undefined) scripts.set("package-lock.json", readFileSync(lock));
  return hashTree(scripts);
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
  return existsSync(path) ? hashText(readFileSync(path, "utf8")) : undefined;
}

/** A damaged file is as good as none: the run is a full one. Its hash says whether it is the one that was written. */
export function readJson<T extends { format: number }>(file: string, format = FORMAT): T | undefined {
  try {
    const [hash, text = ""] = readFileSync(file, "utf8").split("\n");
    const value = JSON.parse(text) as T;
    return hash === hashText(text) && value.format === format ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written costs time, not the run. */
export function saveJson(file: string, value: object): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const text = JSON.stringify(value);
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${hashText(text)}\n${text}\n`);
    renameSync(draft, file);
  } catch {}
}
