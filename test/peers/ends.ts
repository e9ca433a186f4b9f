// Both ends of the ranges of the optional peers: an application has one of them already, and must be able to install ours
// beside it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../package/project-root.js";

const { peerDependencies } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** Versions of all peers as npm is asked for them, by the end of their ranges. */
export const ends: Readonly<Record<"lowest" | "newest", readonly string[]>> = {
  lowest: Object.entries(peerDependencies).map(([name, range]) => `${name}@${lowestOf(range)}`),
  newest: Object.entries(peerDependencies).map(([name, range]) => `${name}@${range}`),
};

function lowestOf(range: string): string {
  const lowest = /^(?:\^|>=)(\d+\.\d+\.\d+)/.exec(range)?.[1];
  if (lowest === undefined) throw new Error(`The range ${range} does not begin with its lowest version.`);
  return lowest;
}
