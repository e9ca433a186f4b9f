// Threads for work that goes on beside the stages.

import { Worker } from "node:worker_threads";

/** Several times what the largest document known takes. A thread that has no limit of its own takes the process with it. */
const maxMegabytes = 2_048;

/** Starts a module in a thread, by the name of its source: TypeScript in a clone, JavaScript where the scripts are compiled. */
export function startThread(module: URL, workerData?: unknown): Worker {
  const isSource = import.meta.filename.endsWith(".ts");
  return new Worker(isSource ? withTsx(module) : new URL(module.href.replace(/\.ts$/, ".js")), {
    execArgv: [],
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: maxMegabytes },
  });
}

/** Node 20 does not hand tsx on from the process to its threads, so the thread registers it before the module loads. */
function withTsx(module: URL): URL {
  const tsx = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const code = `import { register } from ${tsx}; register(); await import(${JSON.stringify(module.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
