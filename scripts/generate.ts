// The whole pipeline, for one document: load -> lint beside -> model -> print -> format -> compare, and then write or check.
// The stages are imported when they run: a run that finds nothing changed loads neither Redocly nor TypeScript.

import { openRecords } from "./cache/record.js";
import type { Job } from "./job/job.js";
import { nameOf, stem } from "./job/service-name.js";
import { compareTrees, readTree } from "./output/compare.js";
import { MARK, markFor } from "./output/mark.js";
import { refuseUnsafePaths, writeFolder } from "./output/write.js";
import { hasErrors, type Problem, sortProblems } from "./problem/problem.js";
import { type Report, silentReport } from "./problem/progress.js";
import { isFetchedAnew } from "./remote/keeper.js";
import { type Generated, unchangedSince } from "./run/generated.js";
import { ourStages, type Stages, startLint } from "./stages.js";

export async function generateClient(
  job: Job,
  { report = silentReport, stages = ourStages }: { readonly report?: Report; readonly stages?: Stages } = {},
): Promise<Generated> {
  const line = report.service(job.name ?? stem(job.spec));
  const found = readTree(job.out);
  const records = openRecords(job);
  const last = isFetchedAnew(job) ? undefined : records.last(found);
  if (last !== undefined) {
    line.done(`${last.operations} operations, unchanged`);
    return unchangedSince(last, job);
  }

  line.stage("load");
  const loading = stages.load(job);
  const linting = startLint(stages, job, loading);
  const loaded = await loading;
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
