// The result of a run over one document.

import type { RunRecord } from "../cache/record.js";
import type { Job } from "../job/job.js";
import type { Difference } from "../output/compare.js";
import type { Problem } from "../problem/problem.js";
import type { Fetched } from "../remote/keeper.js";

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

/** Nothing to write: inputs and output are those of the last run. */
export function unchangedSince({ problems, files }: RunRecord, job: Job): Generated {
  const read = Object.keys(files);
  return { job, ok: true, problems, differences: [], unchanged: true, files: read, fetched: [], write() {} };
}
