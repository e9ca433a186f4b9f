// Lints a document of --spec in a thread of its own, beside the stages that make the client. Its findings are warnings:
// who generates a client can seldom change the document, and what cannot be generated is refused by other stages.

import { Worker } from "node:worker_threads";
import type { Problem } from "../problem.js";
import type { SpecRequest } from "../spec-options.js";

export type LintAnswer = { readonly problems: readonly Problem[] } | { readonly error: string };

export function lintSpec(request: SpecRequest): Promise<readonly Problem[]> {
  // Node 20 does not hand its loaders on to a worker, so the worker's first module registers ours.
  const loader = new URL("../typescript.mjs", import.meta.url).href;
  const module = new URL("./lint-worker.ts", import.meta.url).href;
  const first = `import(${JSON.stringify(loader)}).then(() => import(${JSON.stringify(module)}));`;
  const worker = new Worker(first, { eval: true, execArgv: [], workerData: request });
  return new Promise((resolve) => {
    const failed = (message: string) =>
      resolve([
        {
          code: "lint",
          severity: "warning",
          message: `The document could not be linted: ${message}`,
          remedy: "Run with --no-lint to do without.",
        },
      ]);
    worker.once("message", (answer: LintAnswer) => {
      if ("error" in answer) failed(answer.error);
      else resolve(answer.problems);
    });
    worker.once("error", (error) => failed((error as Error).message));
    worker.once("exit", () => failed("its thread ended."));
  });
}
