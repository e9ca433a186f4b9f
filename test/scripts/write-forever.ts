// Run by write.test.ts and killed by it: writes two trees in turn, as fast as it can.

import { recoverTree, writeTree } from "../../scripts/output/write.js";

export const FILES = 60;

export function tree(text: string): Map<string, string> {
  return new Map(Array.from({ length: FILES }, (_, index) => [`service/${index % 3}/${index}.ts`, text.repeat(2000)]));
}

if (process.argv[1] === import.meta.filename) {
  const root = process.argv[2] ?? "";
  recoverTree(root);
  writeTree(root, tree("old"));
  process.stdout.write("ready");
  for (;;) {
    writeTree(root, tree("new"));
    writeTree(root, tree("old"));
  }
}
