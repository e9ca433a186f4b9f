// Lints a document of --spec in a thread of its own, beside the stages that make the client. Its findings are warnings:
// who generates a client can seldom change the document, and what cannot be generated is refused by other stages.

import { statSync } from "node:fs";
import type { Problem } from "../problem/problem.js";
import type { SpecRequest } from "../spec-options.js";
import { startThread } from "../thread.js";

export type LintAnswer = { readonly problems: readonly Problem[] } | { readonly error: string };

/** Several times what the largest document known takes. Rules try examples on schemas, which may be made to have no end. */
function secondsFor(spec: string): number {
  return 8 + Math.ceil(5 * ((statSync(spec, { throwIfNoEntry: false })?.size ?? 0) / 1_000_000));
}

export function lintSpec(request: SpecRequest): Promise<readonly Problem[]> {
  const worker = startThread(new URL("./lint-worker.ts", import.meta.url), request);
  const limit = secondsFor(request.spec);
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
    const timer = setTimeout(() => {
      failed(`Redocly's rules came to no end in ${limit} s.`);
      void worker.terminate();
    }, limit * 1000);
    worker.once("message", (answer: LintAnswer) => {
      if ("error" in answer) failed(answer.error);
      else resolve(answer.problems);
    });
    worker.once("error", (error) => failed((error as Error).message));
    worker.once("exit", () => {
      clearTimeout(timer);
      failed("its thread ended.");
    });
  });
}
