// `diff`: what changed since a state of before, and the version bump that it needs. Fails when a breaking change stands under
// the version of before.

import type { Command } from "commander";
import type { ServiceDiff } from "../diff/diff-specs.js";
import { addCommand } from "../terminal/run.js";
import { addToJobSummary, markdownTable } from "../terminal/summary.js";

export function addDiff(program: Command): void {
  addCommand(program, "diff", "Rate what changed since a git ref by the semver bump that it needs.", [
    ["main", "a branch, a tag or a commit"],
  ])
    .argument("<before>", "a branch, a tag or a commit")
    .action(run);
}

async function run(before: string): Promise<void> {
  const { diffSpecs, formatDiffs, isBreach } = await import("../diff/diff-specs.js");
  const diffs = diffSpecs(process.cwd(), before);
  console.log(formatDiffs(diffs, before));
  addToJobSummary(`sharewright diff ${before}`, table(diffs));
  process.exitCode = diffs.some(isBreach) ? 1 : 0;
}

function table(diffs: readonly ServiceDiff[]): string {
  const rows = diffs.flatMap(({ name, kind, changes }) =>
    (changes.length === 0 ? [""] : changes).map((change) => [name, kind, change]),
  );
  return markdownTable(["service", "needs", "change"], rows);
}
