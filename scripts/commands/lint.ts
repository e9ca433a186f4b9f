// `lint`: Redocly and the rules of our vocabulary over the documents and the journeys beside them. Any finding fails,
// warnings too.

import type { Command } from "commander";
import { CONFIG_FILE, type Job } from "../job/job.js";
import { selectJobs } from "../job/select-jobs.js";
import type { LintJob } from "../lint/lint.js";
import { readRegistry } from "../load/registry.js";
import { printProblems } from "../problem/print-problems.js";
import type { Problem } from "../problem/problem.js";
import { createReport, type ServiceReport } from "../problem/progress.js";
import { addCommand } from "../terminal/run.js";

export function addLint(program: Command): void {
  addCommand(program, "lint", "Lint the documents with Redocly and the rules of our vocabulary. Any finding fails.", [
    ["", `all services of ${CONFIG_FILE}`],
    ["persona", "one of them"],
  ])
    .argument("[apis...]", `services to lint, by their name in ${CONFIG_FILE} (default: all)`)
    .action(run);
}

async function run(names: readonly string[]): Promise<void> {
  const { jobs, problems } = readRegistry(process.cwd());
  if (problems.length > 0) fail(problems);
  const report = createReport();
  for (const job of selectJobs(jobs, names)) {
    const line = report.service(job.name ?? "");
    const found = await findings(job, line);
    if (found.length > 0) fail(found);
    else console.log(`${job.name}: no findings`);
  }
}

async function findings(job: Job, line: ServiceReport): Promise<readonly Problem[]> {
  if (job.lint === undefined) return [];
  const linted: LintJob = { ...job, lint: job.lint };
  const [{ loadSpec }, { lintSpec, lintWorkflows }] = await Promise.all([
    import("../load/document.js"),
    import("../lint/lint.js"),
  ]);
  // Broken files and references are found by the loader, which names each once.
  line.stage("load");
  const { problems } = await loadSpec(job);
  line.stage("lint");
  const all = [...problems, ...(await lintSpec(linted)).problems, ...(await lintWorkflows(linted))];
  line.done(`${all.length} finding${all.length === 1 ? "" : "s"}`);
  return all;
}

function fail(problems: readonly Problem[]): void {
  printProblems(problems);
  process.exitCode = 1;
}
