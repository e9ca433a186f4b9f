// The whole pipeline, for one document: load -> lint beside -> model -> print -> format -> compare, and then write or check.
// The stages are imported when they run: a run that finds nothing changed loads neither Redocly nor TypeScript.

import { openRecords } from "./cache/record.js";
import type { Job } from "./job/job.js";
import { nameOf, stem } from "./job/service-name.js";
import { compareTrees, type Difference, readTree } from "./output/compare.js";
import { MARK, markFor } from "./output/mark.js";
import { refuseUnsafePaths, writeFolder } from "./output/write.js";
import { hasErrors, type Problem, sortProblems } from "./problem/problem.js";
import { type Report, silentReport } from "./problem/progress.js";
import type { Fetched } from "./remote/keeper.js";
import { ourStages, type Stages } from "./stages.js";

export interface Generated {
  readonly job: Job;
  /** Whether the output can be written: no problem is an error. */
  readonly ok: boolean;
  /** Sorted by place. */
  readonly problems: readonly Problem[];
  /** Between the folder and what belongs there. */
  readonly differences: readonly Difference[];
  readonly unchanged: boolean;
  /** Absolute paths of all files that were read. */
  readonly files: readonly string[];
  /** Documents of the network that were fetched. */
  readonly fetched: readonly Fetched[];
  /** Replaces the folder as a whole, where it differs. */
  write(): void;
}

export async function generateClient(
  job: Job,
  { report = silentReport, stages = ourStages }: { readonly report?: Report; readonly stages?: Stages } = {},
): Promise<Generated> {
  const line = report.service(job.name ?? stem(job.spec));
  const found = readTree(job.out);
  const records = openRecords(job);
  const isAnew = job.remote === "update" || job.remote === "compare";
  const last = isAnew ? undefined : records.last(found);
  if (last !== undefined) {
    line.done(`${last.operations} operations, unchanged`);
    const { problems, files } = last;
    return {
      job,
      ok: true,
      problems,
      differences: [],
      unchanged: true,
      files: Object.keys(files),
      fetched: [],
      write() {},
    };
  }

  const startLint = () => {
    const linting = stages.lint({ ...job, remote: "kept" });
    // Awaited at the end, whatever becomes of the rest.
    linting.catch(() => {});
    return linting;
  };
  const early = job.remote === "kept" ? startLint() : undefined;
  line.stage("load");
  const loaded = await stages.load(job);
  // It reads what was fetched from its copies.
  const linting = early ?? startLint();
  const problems: Problem[] = [...loaded.problems];
  const printed = new Map<string, string>();
  const plugins = new Map<string, string>();
  if (loaded.document !== undefined) {
    line.stage("model");
    const name = job.name ?? nameOf(loaded.document, job.spec);
    const model = await stages.model(job, name, loaded.document);
    problems.push(...loaded.locate(model.problems));
    if (model.service !== undefined && !hasErrors(problems)) {
      line.stage("print");
      const made = await stages.print(job, model.service, loaded.document);
      for (const [path, text] of made.tree) printed.set(path, text);
      for (const [path, hash] of made.files ?? []) plugins.set(path, hash);
      problems.push(...loaded.locate(made.problems));
    }
  }
  line.stage("lint");
  const linted = await linting;
  problems.push(...linted.problems);

  const files = new Map([...loaded.files, ...linted.files, ...plugins]);
  const all = sortProblems(problems);
  const read = [...new Set([job.spec, ...job.overlays, ...files.keys()])];
  const { fetched } = loaded;
  const refused = (problems: readonly Problem[]): Generated => {
    line.done("refused");
    return { job, ok: false, problems, differences: [], unchanged: false, files: read, fetched, write() {} };
  };
  if (hasErrors(problems)) return refused(all);
  refuseUnsafePaths(printed);
  line.stage("format");
  const formatted = await stages.format(job, printed);
  if (formatted.problems.length > 0) return refused([...all, ...formatted.problems]);
  const tree = new Map(formatted.tree);
  tree.set(MARK, markFor(tree, job.command));
  const differences = compareTrees(found, tree);
  line.done(`${loaded.operations} operations, ${tree.size - 1} files`);
  const save = () => records.save({ operations: loaded.operations, problems: all, files, output: tree });
  const write = () => {
    if (differences.length === 0) return;
    writeFolder(job.out, tree, differences);
    save();
  };
  // A check that finds the folder in step spares the next run as well.
  if (differences.length === 0) save();
  return { job, ok: true, problems: all, differences, unchanged: false, files: read, fetched, write };
}
