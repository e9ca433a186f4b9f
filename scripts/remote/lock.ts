// `.sharewright/lock.json`: the digest of every document that was fetched, by its address.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../document/json.js";
import { Refusal, startOf } from "../load/refusal.js";
import { writeFileWhole } from "../output/write-file.js";
import { KEPT } from "./address.js";

export interface Locked {
  readonly sha256: string;
  readonly bytes: number;
}

const name = "lock.json";

export function readLock(base: string): ReadonlyMap<string, Locked> {
  let text: string;
  try {
    text = readFileSync(join(base, KEPT, name), "utf8");
  } catch {
    return new Map();
  }
  const documents = parsed(text);
  if (documents !== undefined) return documents;
  const shown = `${KEPT}/${name}`;
  throw new Refusal({
    code: "lock",
    message: `${shown} is not what was written there.`,
    remedy: "Restore it from version control. Without it: remove it, and fetch the documents anew by --update.",
    place: startOf(shown),
  });
}

function parsed(text: string): ReadonlyMap<string, Locked> | undefined {
  try {
    const { version, documents } = JSON.parse(text) as { version?: unknown; documents?: unknown };
    if (version !== 1 || !isObject(documents)) return undefined;
    const entries = Object.entries(documents) as [string, Locked][];
    return entries.every(([, each]) => /^[0-9a-f]{64}$/.test(each?.sha256)) ? new Map(entries) : undefined;
  } catch {
    return undefined;
  }
}

/** Into what the file holds by now: two runs may fetch at the same time. */
export function addToLock(base: string, address: string, locked: Locked): void {
  const all = new Map(readLock(base)).set(address, locked);
  const documents = Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileWhole(join(base, KEPT, name), `${JSON.stringify({ version: 1, documents }, null, 2)}\n`);
  // Their bytes are what the digests are of: git must not write other line ends.
  writeFileWhole(join(base, KEPT, ".gitattributes"), "* -text\n");
}
