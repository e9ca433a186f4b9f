// Tarballs that are made once for all who ask: they are kept under the hash of what goes into them.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { hashTree } from "../../scripts/cache/record.js";
import { readTree } from "../../scripts/output/compare.js";
import { projectRoot } from "./project-root.js";

const longestMs = 10 * 60_000;
const pollMs = 200;

/**
 * The tarballs that `make` leaves in its folder. A second process that asks at the same time waits for the first, because
 * making them keeps both cores busy.
 */
export function packedOnce(inputs: readonly string[], make: (folder: string) => void): readonly string[] {
  const packages = join(projectRoot, "node_modules", ".cache", "sharewright-package");
  mkdirSync(packages, { recursive: true });
  const folder = join(packages, hashOf(inputs));
  const draft = `${folder}.draft`;
  while (!existsSync(folder)) {
    if (!claim(draft)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
      continue;
    }
    try {
      make(draft);
      renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(folder, name));
}

/** Whether the draft is the caller's to make. One that was left behind by a process that ended is taken away. */
function claim(draft: string): boolean {
  try {
    mkdirSync(draft);
    return true;
  } catch {
    const since = statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > longestMs) rmSync(draft, { recursive: true, force: true });
    return false;
  }
}

/** Of files and folders of the project; those that are not there count as absent. */
function hashOf(inputs: readonly string[]): string {
  const tree = new Map<string, Buffer>();
  for (const name of inputs) {
    const path = join(projectRoot, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile()) tree.set(name, readFileSync(path));
    if (!found?.isDirectory()) continue;
    for (const [inner, content] of readTree(path, "", ["dist", "node_modules"]))
      tree.set(`${name}/${inner}`, Buffer.from(content));
  }
  return hashTree(tree).slice(0, 16);
}
