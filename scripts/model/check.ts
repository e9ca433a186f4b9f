// Where a caller looks whether a call was carried out that may not be repeated to find out.

import type { Placed } from "./resources.js";

/**
 * Resource and method of the read that shows what `operation` did: of the thing itself, or of the list it belongs to.
 * The longest path that both share wins.
 */
export function checkOf(operation: Placed, all: readonly Placed[]): string | undefined {
  const reads = all
    .filter(({ httpMethod, path }) => httpMethod === "get" && isWithin(operation.path, path))
    .sort((a, b) => b.path.length - a.path.length);
  const [nearest] = reads;
  return nearest && [...nearest.resource, nearest.method].join(".");
}

function isWithin(path: string, start: string): boolean {
  return path === start || path.startsWith(`${start}/`);
}
