// Sets off the bombs it is told to, one after the other, in a process that may take so much memory and no more.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attack } from "./attack.js";
import { bombs } from "./bombs.js";

process.on("message", async (name: string) => {
  const bomb = bombs[name];
  if (bomb === undefined) throw new Error(`There is no ${name}.`);
  const root = mkdtempSync(join(tmpdir(), "sharewright-"));
  try {
    const { ok, codes, harm, seconds } = await attack(root, bomb.files(), { ...bomb.options, light: true });
    process.send?.({ outcome: ok ? "inert" : codes.join(), harm, seconds });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
process.send?.("ready");
