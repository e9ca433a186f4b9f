// The stages of generate.ts, in their order. An exception of a stage is a mistake of this tool, and reported as one, with the
// document's name.

import { basename, dirname, join } from "node:path";
import type { Job } from "./job/job.js";
import type { LintResult } from "./lint/lint.js";
import type { LoadedSpec } from "./load/document.js";
import type { Service } from "./model/types/service.js";
import type { Problem } from "./problem/problem.js";
import { checkout } from "./terminal/checkout.js";
import { UsageError } from "./terminal/usage-error.js";

export interface Stages {
  lint(job: Job): Promise<LintResult>;
  load(job: Job): Promise<LoadedSpec>;
  model(job: Job, name: string, document: unknown): Promise<Modelled>;
  print(job: Job, service: Service, document: unknown): Promise<Printed>;
  format(job: Job, tree: ReadonlyMap<string, string>): Promise<Printed>;
}

interface Modelled {
  readonly service: Service | undefined;
  readonly problems: readonly Problem[];
}

interface Printed {
  /** Text by path, relative to the folder of the job. */
  readonly tree: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
  /** Hashes of the plug-ins, by absolute path: another one makes other files. */
  readonly files?: ReadonlyMap<string, string>;
}

/** Lint goes on beside the other stages. It reads what the loader fetches from its copies, and waits for them. */
export function startLint(stages: Stages, job: Job, loading: Promise<unknown>): Promise<LintResult> {
  const linting =
    job.remote === "kept" ? stages.lint(job) : loading.then(() => stages.lint({ ...job, remote: "kept" }));
  // Awaited at the end, whatever becomes of the rest.
  linting.catch(() => {});
  return linting;
}

export const ourStages: Stages = {
  async lint(job) {
    return (await import("./lint/lint-thread.js")).lintBeside(job);
  },
  async load(job) {
    return (await import("./load/document.js")).loadSpec(job);
  },
  async model(job, name, document) {
    const { buildService } = await import("./model/build.js");
    return reported<Modelled>(job, { service: undefined }, async () =>
      buildService({ name, document, spec: job.shown }),
    );
  },
  async print(job, service, document) {
    const { printService } = await import("./print/print.js");
    return reported<Printed>(job, { tree: new Map() }, async () => {
      const { runtime, command, importExtension, builtIn, out } = job;
      const isOurs = checkout !== undefined && dirname(out) === join(checkout, "generated");
      const printed = await printService(service, document, {
        runtime,
        ...(command !== undefined && { command }),
        // The name under which `exports` of package.json offers a service.
        ...(isOurs && { specifier: `sharewright/${basename(out)}` }),
        importExtension,
        plugins: builtIn,
      });
      if (job.plugins.length === 0 && builtIn.length === 0) return printed;
      const { runPlugins } = await import("./plugins/run-plugins.js");
      return runPlugins(job, service, document, printed);
    });
  },
  async format({ out, format }, tree) {
    const { FormatError, formatFiles } = await import("./output/format.js");
    try {
      return { tree: await formatFiles(tree, format, { folder: dirname(out), name: basename(out) }), problems: [] };
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const { message, remedy } = error;
      return { tree, problems: [{ code: "format-failed", severity: "error", message, remedy }] };
    }
  },
};

async function reported<T extends { readonly problems: readonly Problem[] }>(
  { spec }: Job,
  nothing: Omit<T, "problems">,
  stage: () => Promise<T>,
): Promise<T> {
  try {
    return await stage();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (process.env.DEBUG) console.error(error);
    const problem: Problem = {
      code: "internal",
      severity: "error",
      message: `sharewright could not make a client of ${basename(spec)}: ${(error as Error).message}`,
      remedy: "This is a mistake in sharewright. Report it with the document; DEBUG=1 shows where it happened.",
    };
    return { ...nothing, problems: [problem] as readonly Problem[] } as T;
  }
}
