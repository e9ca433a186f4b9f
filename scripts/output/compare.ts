// The tree on disk against the tree that the specs give, byte by byte. Asking git instead would overlook a new file that
// nobody added, and a left-over one.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Path relative to generated/, with forward slashes -> content. */
export type Tree = ReadonlyMap<string, string | Buffer>;

export interface Difference {
  readonly path: string;
  readonly kind: "differs" | "missing" | "left over";
}

/** `folder` of the tree at `base`; empty when there is none. Paths stay relative to `base`. */
export function readTree(base: string, folder = ""): Map<string, Buffer> {
  const tree = new Map<string, Buffer>();
  const here = join(base, folder);
  if (!existsSync(here)) return tree;
  for (const entry of readdirSync(here, { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) for (const [inner, content] of readTree(base, path)) tree.set(inner, content);
    // A link or socket is nothing that was generated: no text equals it, so it is replaced or named as left over.
    else tree.set(path, entry.isFile() ? readFileSync(join(base, path)) : Buffer.from(`not a file: ${path}`));
  }
  return tree;
}

export function compareTrees(found: Tree, wanted: Tree): readonly Difference[] {
  const differences: Difference[] = [];
  for (const path of [...new Set([...found.keys(), ...wanted.keys()])].sort()) {
    const [before, after] = [found.get(path), wanted.get(path)];
    if (after === undefined) differences.push({ path, kind: "left over" });
    else if (before === undefined) differences.push({ path, kind: "missing" });
    else if (!Buffer.from(before).equals(Buffer.from(after))) differences.push({ path, kind: "differs" });
  }
  return differences;
}
