// Threads for work that goes on beside the stages.

import { Worker } from "node:worker_threads";

/** Several times what the largest document known takes. A thread that has no limit of its own takes the process with it. */
const maxMegabytes = 2_048;

/** @param module a URL of TypeScript. */
export function startThread(module: URL, workerData?: unknown): Worker {
  // Node 20 does not hand its loaders on to a worker, so the worker's first module registers ours.
  const loader = new URL("./typescript.mjs", import.meta.url).href;
  const first = `import(${JSON.stringify(loader)}).then(() => import(${JSON.stringify(module.href)}));`;
  return new Worker(first, {
    eval: true,
    execArgv: [],
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: maxMegabytes },
  });
}
