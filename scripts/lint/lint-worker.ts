// The thread that lint-thread.ts starts.

import { parentPort, workerData } from "node:worker_threads";
import { type LintJob, lintSpec } from "./lint.js";
import type { LintAnswer } from "./lint-thread.js";

async function answer(): Promise<LintAnswer> {
  try {
    return await lintSpec(workerData as LintJob);
  } catch (error) {
    return { error: (error as Error).message };
  }
}

parentPort?.postMessage(await answer());
