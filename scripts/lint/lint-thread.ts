// Lints a document in a thread of its own, beside the stages that make the client. Rules try examples on schemas, which a
// document can give no end, so the thread has a time limit.

import { statSync } from "node:fs";
import type { Job } from "../job/job.js";
import type { LintResult } from "./lint.js";
import { startThread } from "./thread.js";

export type LintAnswer = LintResult | { readonly error: string };

/** Several times what the largest document known takes, by the size of its first file. */
function secondsFor(spec: string): number {
  return 8 + Math.ceil(5 * (sizeOf(spec) / 1_000_000));
}

/** 0 for a file that is not there or may not be read: the loader says so, by its place. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** The size of a document of many files is the size of all of them. */
const secondsForAnApi = 120;

export function lintBeside({ spec, root, base, remote, lint }: Job): Promise<LintResult> {
  if (lint === undefined) return Promise.resolve({ problems: [], files: new Map() });
  const worker = startThread(new URL("./lint-worker.ts", import.meta.url), { spec, root, base, remote, lint });
  const isForeign = lint === "recommended";
  const limit = isForeign ? secondsFor(spec) : secondsForAnApi;
  return new Promise((resolve) => {
    const failed = (message: string) =>
      resolve({
        problems: [
          {
            code: "lint",
            severity: isForeign ? "warning" : "error",
            message: `The document could not be linted: ${message}`,
            remedy: "Run with --no-lint to do without.",
          },
        ],
        files: new Map(),
      });
    const timer = setTimeout(() => {
      failed(`Redocly's rules came to no end in ${limit} s.`);
      void worker.terminate();
    }, limit * 1000);
    worker.once("message", (answer: LintAnswer) => {
      if ("error" in answer) failed(answer.error);
      else resolve(answer);
    });
    worker.once("error", (error) => failed((error as Error).message));
    worker.once("exit", () => {
      clearTimeout(timer);
      failed("its thread ended.");
    });
  });
}
