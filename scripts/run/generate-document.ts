// One document of the command line: through the pipeline, and then written or compared.

import { basename, relative } from "node:path";
import { generateClient } from "../generate.js";
import type { Job } from "../job/job.js";
import { refuseForeignFolder } from "../output/mark.js";
import { recoverFolder } from "../output/write.js";
import type { Report } from "../problem/progress.js";
import type { Stages } from "../stages.js";
import type { RunResult } from "./generate-apis.js";

export interface DocumentOptions {
  /** Compare instead of write. */
  readonly check: boolean;
  readonly report?: Report;
  readonly stages?: Stages;
}

export async function generateDocument(job: Job, { check, ...options }: DocumentOptions): Promise<RunResult> {
  if (!check) recoverFolder(job.out);
  refuseForeignFolder(job.out, basename(job.out));
  const run = await generateClient(job, options);
  if (!check) run.write();
  const { problems, files } = run;
  const folder = relative(job.base, job.out).replaceAll("\\", "/");
  const differences = run.differences.map(({ path, kind }) => ({ path: `${folder}/${path}`, kind }));
  return {
    ok: run.ok && !(check && (differences.length > 0 || run.fetched.some(({ kind }) => kind === "changed"))),
    problems,
    differences,
    unchanged: run.unchanged ? [basename(job.out)] : [],
    files,
    fetched: run.fetched,
  };
}
