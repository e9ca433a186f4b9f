// All APIs of redocly.yaml, or those that are named: each goes through the pipeline, and then all are written or none.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { generateClient } from "../generate.js";
import { CONFIG_FILE, type Job } from "../job/job.js";
import { selectJobs } from "../job/select-jobs.js";
import { readRegistry } from "../load/registry.js";
import { type Difference, readTree } from "../output/compare.js";
import { recoverFolder } from "../output/write.js";
import { hasErrors, type Problem, sortProblems } from "../problem/problem.js";
import type { Report } from "../problem/progress.js";
import type { Fetched, RemoteMode } from "../remote/keeper.js";
import type { Stages } from "../stages.js";
import type { Generated } from "./generated.js";

export interface ApisOptions {
  /** The project: the folder of redocly.yaml. Default: the working directory. */
  readonly root?: string;
  /** Names of services; none means all. */
  readonly services?: readonly string[];
  /** Compare instead of write. */
  readonly check?: boolean;
  /** Default: true. */
  readonly lint?: boolean;
  /** How documents of the network are read. Default: `kept`. */
  readonly remote?: RemoteMode;
  readonly report?: Report;
  readonly stages?: Stages;
}

export interface RunResult {
  /** No error, and with `check` no difference. */
  readonly ok: boolean;
  /** Sorted by place. */
  readonly problems: readonly Problem[];
  /** The differences that `check` found; otherwise those that were written. Paths are relative to `root`. */
  readonly differences: readonly Difference[];
  /** Names of the services that were skipped. */
  readonly unchanged: readonly string[];
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
  /** Documents of the network that were fetched. */
  readonly fetched: readonly Fetched[];
}

export async function generateApis(options: ApisOptions = {}): Promise<RunResult> {
  const { root = process.cwd(), check = false, lint = true, services = [], remote = "kept", report, stages } = options;
  const registry = readRegistry(root);
  const chosen = selectJobs(registry.jobs, services, hasErrors(registry.problems));
  const runs: Generated[] = [];
  for (const job of chosen) {
    if (!check) recoverFolder(job.out);
    const wanted: Job = { ...job, remote, ...(!lint && { lint: undefined }) };
    runs.push(await generateClient(wanted, { ...(report && { report }), ...(stages && { stages }) }));
  }

  const problems = sortProblems([...registry.problems, ...runs.flatMap((run) => run.problems)]);
  const result = {
    problems,
    unchanged: runs.filter((run) => run.unchanged).map((run) => run.job.name ?? ""),
    fetched: distinct(runs.flatMap((run) => run.fetched)),
    files: [join(root, CONFIG_FILE), ...new Set(runs.flatMap((run) => run.files))],
  };
  if (hasErrors(problems)) return { ...result, ok: false, differences: [] };
  const gone = services.length === 0 ? abandoned(root, registry.jobs) : [];
  const differences = [
    ...runs.flatMap(({ job, differences }) => differences.map((each) => inFolder(root, job.out, each))),
    ...gone.flatMap((folder) =>
      [...readTree(folder).keys()].map((path) => inFolder(root, folder, { path, kind: "left over" })),
    ),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (check) {
    const ok = differences.length === 0 && !result.fetched.some(({ kind }) => kind === "changed");
    return { ...result, ok, differences };
  }
  for (const run of runs) run.write();
  for (const folder of gone) rmSync(folder, { recursive: true, force: true });
  return { ...result, ok: true, differences };
}

function inFolder(root: string, folder: string, { path, kind }: Difference): Difference {
  return { path: `${relative(root, folder).replaceAll("\\", "/")}/${path}`, kind };
}

/** Folders in generated/ of services that redocly.yaml no longer has. The folder holds nothing else. */
function abandoned(root: string, jobs: readonly Job[]): readonly string[] {
  const generated = join(root, "generated");
  if (!existsSync(generated)) return [];
  const names = readdirSync(generated).filter((name) => !name.startsWith("."));
  const used = jobs.map((job) => relative(generated, job.out).replaceAll("\\", "/").split("/")[0]);
  // Where no service is written into it, it is somebody's own folder.
  return used.every((name) => name === "..")
    ? []
    : names.filter((name) => !used.includes(name)).map((name) => join(generated, name));
}

/** A document that two services share was new, or changed, when the first of them fetched it. */
function distinct(fetched: readonly Fetched[]): readonly Fetched[] {
  return fetched.filter(({ address }, index) => fetched.findIndex((each) => each.address === address) === index);
}
