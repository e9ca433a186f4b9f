// The tree on disk against the tree that the specs give, byte by byte. Asking git instead would overlook a new file that
// nobody added, and a left-over one.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Path relative to generated/, with forward slashes -> content. */
export type Tree = ReadonlyMap<string, string | Buffer>;

export interface Difference {
  readonly path: string;
  readonly kind: "differs" | "missing" | "left over" | "line ends";
}

/**
 * `folder` of the tree at `base`; empty when there is none. Paths stay relative to `base`.
 *
 * @param without paths that are left out.
 */
export function readTree(base: string, folder = "", without: readonly string[] = []): Map<string, Buffer> {
  const tree = new Map<string, Buffer>();
  const here = join(base, folder);
  if (!existsSync(here)) return tree;
  for (const entry of readdirSync(here, { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (without.includes(path)) continue;
    if (entry.isDirectory()) for (const [inner, content] of readTree(base, path)) tree.set(inner, content);
    // A link or socket was not generated: no text equals it, so it is replaced or reported as left over.
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
    else if (!Buffer.from(before).equals(Buffer.from(after)))
      differences.push({ path, kind: withUnixLineEnds(before) === String(after) ? "line ends" : "differs" });
  }
  return differences;
}

/** Git on Windows checks files out with CRLF by default. */
function withUnixLineEnds(content: string | Buffer): string {
  return String(content).replaceAll("\r\n", "\n");
}
