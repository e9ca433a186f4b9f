// The read by which a caller finds out whether a call was carried out that may not be repeated.

import type { PlacedOperation } from "../naming/place-operations.js";

/**
 * Resource and method of the read that shows what `operation` did: of the resource itself, or of its list.
 * The longest path that both share wins.
 */
export function readToVerify({ path }: PlacedOperation, all: readonly PlacedOperation[]): string | undefined {
  const reads = readsOf(all);
  for (let start = path; start !== ""; start = start.slice(0, start.lastIndexOf("/"))) {
    const read = reads.get(start);
    if (read !== undefined) return [...read.resource, read.method].join(".");
  }
  return undefined;
}

/** Reads by path, gathered once for a document. */
const gathered = new WeakMap<readonly PlacedOperation[], ReadonlyMap<string, PlacedOperation>>();

function readsOf(all: readonly PlacedOperation[]): ReadonlyMap<string, PlacedOperation> {
  const known = gathered.get(all);
  if (known !== undefined) return known;
  const reads = new Map(all.filter(({ httpMethod }) => httpMethod === "get").map((each) => [each.path, each]));
  gathered.set(all, reads);
  return reads;
}
