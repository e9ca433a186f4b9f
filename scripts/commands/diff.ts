// `diff`: the changes since an earlier state of the documents, and the version bump that they need. Fails when a breaking change
// still has the earlier version.

import type { Command } from "commander";
import type { ServiceDiff } from "../diff/diff-specs.js";
import { addCommand } from "../terminal/run.js";
import { addToJobSummary, markdownTable } from "../terminal/summary.js";
import { UsageError } from "../terminal/usage-error.js";

export function addDiff(program: Command): void {
  addCommand(program, "diff", "Rate the changes since an earlier state by the semver bump that they need.", [
    ["main", "since a branch, a tag or a commit"],
    ["before.yaml galaxy", "one service, since a document in a file"],
    ["npm:@acme/api@1.2.0//openapi.yaml galaxy", "since the document that a package holds"],
  ])
    .argument("<before>", "a branch, a tag or a commit; a file; or npm:<package>@<version>[//<file in it>]")
    .argument("[service]", "with a file or a package: the service that it is of (default: the only one)")
    .action(run);
}

async function run(before: string, service: string | undefined): Promise<void> {
  const root = process.cwd();
  const { diffDocument, diffSpecs, formatDiffs, isBreach } = await import("../diff/diff-specs.js");
  const { isDocument } = await import("../diff/earlier-document.js");
  const ofDocument = isDocument(before, root);
  if (!ofDocument && service !== undefined)
    throw new UsageError(`A git ref holds all services: leave ${service} out, or name a file instead of ${before}.`);
  const diffs = ofDocument ? await diffDocument(root, before, service) : await diffSpecs(root, before);
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
