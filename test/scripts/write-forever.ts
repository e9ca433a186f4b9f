// Run by write.test.ts and killed by it: writes two trees in turn, as fast as it can.

import { join } from "node:path";
import { recoverFolder, writeFolder } from "../../scripts/output/write.js";

export const FILES = 60;

export function tree(text: string): Map<string, string> {
  return new Map(Array.from({ length: FILES }, (_, index) => [`service/${index % 3}/${index}.ts`, text.repeat(2000)]));
}

if (process.argv[1] === import.meta.filename) {
  const root = process.argv[2] ?? "";
  recoverFolder(join(root, "generated"));
  writeFolder(join(root, "generated"), tree("old"));
  process.stdout.write("ready");
  for (;;) {
    writeFolder(join(root, "generated"), tree("new"));
    writeFolder(join(root, "generated"), tree("old"));
  }
}
