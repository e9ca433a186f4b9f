// `npm run lint:specs`: Redocly and the rules of our vocabulary over the specs and the journeys beside them. Any finding
// fails, warnings too.

import { Command } from "commander";
import type { Job } from "../job.js";
import { UsageError } from "../job.js";
import { type LintJob, lintSpec, lintWorkflows } from "../lint/lint.js";
import { loadSpec } from "../load/document.js";
import { readRegistry } from "../load/registry.js";
import { didYouMean } from "../problem/nearest.js";
import { type Problem, printProblems } from "../problem/problem.js";

const program = new Command("lint:specs")
  .description("Lint the specs with Redocly and the rules of our vocabulary. Any finding fails, warnings too.")
  .argument("[apis...]", "services to lint, by their name in redocly.yaml (default: all)")
  .parse();

try {
  const { jobs, problems } = readRegistry(process.cwd());
  if (problems.length > 0) fail(problems);
  for (const job of select(jobs, program.args)) {
    const found = await findings(job);
    if (found.length > 0) fail(found);
    else console.log(`${job.name}: no findings`);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}

async function findings(job: Job): Promise<readonly Problem[]> {
  if (job.lint === undefined) return [];
  const linted: LintJob = { ...job, lint: job.lint };
  // Broken files and references are found by the loader, which names each once.
  const { problems } = await loadSpec(job);
  return [...problems, ...(await lintSpec(linted)).problems, ...(await lintWorkflows(linted))];
}

function select(jobs: readonly Job[], names: readonly string[]): readonly Job[] {
  const known = jobs.flatMap(({ name }) => name ?? []);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(`redocly.yaml has no api \`${name}\`.${didYouMean(name, known)} It has: ${known.join(", ")}.`);
  }
  return names.length === 0 ? jobs : jobs.filter(({ name }) => name !== undefined && names.includes(name));
}

function fail(problems: readonly Problem[]): void {
  printProblems(problems, process.stdout);
  process.exitCode = 1;
}
