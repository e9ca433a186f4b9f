// Redocly's rules over the files of one document as they are: those of redocly.yaml for its APIs, the recommended ones for
// any other document.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Config,
  createConfig,
  lint,
  lintConfig,
  lintDocument,
  loadConfig,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import { hashBytes } from "../cache/hash.js";
import type { Job, LintRules } from "../job/job.js";
import { SafeResolver } from "../load/bundle.js";
import { deviceFlow } from "../load/device-flow.js";
import { editionOf } from "../load/editions/edition.js";
import { problemsOf } from "../load/findings.js";
import { Refusal } from "../load/refusal.js";
import { Sources } from "../load/source.js";
import type { Problem } from "../problem/problem.js";

export interface LintResult {
  readonly problems: readonly Problem[];
  /** Hashes of the configuration and its plugins, by absolute path: another rule is another result. */
  readonly files: ReadonlyMap<string, string>;
}

export type LintJob = Pick<Job, "spec" | "root" | "base" | "remote"> & { readonly lint: LintRules };

/** Rules whose findings the loader reports too, with or without lint. */
const foundByLoader = new Set(["no-unresolved-refs", "bundler"]);

export async function lintSpec(job: LintJob): Promise<LintResult> {
  const sources = new Sources(job);
  const { config, files, problems } = await rulesOf(job.lint, sources);
  if (config === undefined) return { problems, files };
  try {
    const file = await sources.readFirst();
    const resolver = new SafeResolver(sources);
    const { value } = sources.parse(file);
    editionOf(value, file.text, file.shown);
    const document = resolver.begin(value, file);
    const found = await lintDocument({ document, config, externalRefResolver: resolver });
    const kept = distinct(found.filter(({ ruleId }) => !foundByLoader.has(ruleId)));
    const own = problemsOf(kept, sources);
    const isForeign = job.lint === "recommended";
    const rated = isForeign ? own.map((problem): Problem => ({ ...problem, severity: "warning" })) : own;
    return { problems: [...problems, ...rated], files };
  } catch (error) {
    // The loader refuses the document for the same reason, and reports it.
    if (error instanceof Refusal) return { problems, files };
    throw error;
  }
}

/** Beside a service's document, if it has any: journeys through it, in Arazzo. They do not change the clients. */
const workflowsFile = "workflows.arazzo.yaml";

/** Findings about the workflows that lie beside the document. */
export async function lintWorkflows(job: LintJob): Promise<readonly Problem[]> {
  const ref = join(dirname(job.spec), workflowsFile);
  if (!existsSync(ref)) return [];
  const sources = new Sources(job);
  const { config } = await rulesOf(job.lint, sources);
  return config === undefined ? [] : problemsOf(distinct(await lint({ ref, config })), sources);
}

interface Rules {
  /** Undefined when redocly.yaml cannot be read. */
  readonly config: Config | undefined;
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

async function rulesOf(rules: LintRules, sources: Sources): Promise<Rules> {
  if (rules === "recommended")
    return {
      config: await createConfig({ extends: ["recommended"], plugins: [deviceFlow] }),
      files: new Map(),
      problems: [],
    };
  const file = sources.shown(rules.config);
  const refuse = (message: string): Rules => ({
    config: undefined,
    files: new Map([hashed(rules.config)]),
    problems: [
      {
        code: "config",
        severity: "error",
        message: sources.readable(message),
        remedy: `Correct ${file}.`,
        place: { file, line: 1, column: 1 },
      },
    ],
  });
  let config: Config;
  try {
    config = await loadConfig({ configPath: rules.config });
  } catch (error) {
    return refuse((error as Error).message);
  }
  const own = config.forAlias(rules.alias);
  const { rules: unused } = own.getUnusedRules();
  if (unused.length > 0) return refuse(`It sets rules that do not exist: ${unused.join(", ")}.`);
  const plugins = config.plugins.flatMap(({ absolutePath }) => (absolutePath === undefined ? [] : [absolutePath]));
  return {
    config: own,
    files: new Map([rules.config, ...plugins].map(hashed)),
    problems: problemsOf(await lintConfig({ config, severity: "error" }), sources),
  };
}

function hashed(path: string): readonly [string, string] {
  return [path, hashBytes(readFileSync(path))];
}

/** Redocly visits a shared response once for each operation, and some of its rules repeat themselves. */
function distinct(problems: readonly NormalizedProblem[]): readonly NormalizedProblem[] {
  const key = ({ ruleId, message, location }: NormalizedProblem): string =>
    JSON.stringify([ruleId, message, location.map(({ source, pointer }) => [source.absoluteRef, pointer])]);
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}
