// Runs a document through the entry that --spec has, in a folder of its own, and sees what became of it.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type SpecFlags, specJob } from "../../scripts/job/spec-job.js";
import { compareTrees, readTree } from "../../scripts/output/compare.js";
import type { BuiltInName } from "../../scripts/plugins/built-in.js";
import { printProblems } from "../../scripts/problem/print-problems.js";
import type { Problem } from "../../scripts/problem/problem.js";
import { createReport } from "../../scripts/problem/progress.js";
import { generateDocument } from "../../scripts/run/generate-document.js";
import { ourStages } from "../../scripts/stages.js";
import { harm, RUNTIME, unseen } from "./inert.js";

/** Lint takes a second of each document, beside the rest: HOSTILE_LINT asks for it. */
export const linted = process.env.HOSTILE_LINT !== undefined;

/** Files by their path in the folder of the spec. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Outcome {
  readonly ok: boolean;
  readonly codes: readonly string[];
  readonly problems: readonly Problem[];
  readonly tree: ReadonlyMap<string, string>;
  /** Everything that must not be. */
  readonly harm: readonly string[];
  /** Of the processor: other processes do not disturb them. */
  readonly seconds: number;
}

export interface AttackOptions {
  /** Of the files, the document. Default: the first. */
  readonly spec?: string;
  readonly flags?: Partial<SpecFlags>;
  readonly lint?: boolean;
  /** Called when the files are there, for what is no file. */
  readonly prepare?: (folder: string) => void;
  /** Looks at the files without loading them, which takes longer than to make them when they are large. */
  readonly light?: boolean;
  /** Leaves nothing on the disk but the files. */
  readonly check?: boolean;
  /** Of our own plug-ins. Default: those that only our own services get. */
  readonly builtIn?: readonly BuiltInName[];
}

/** @param root an empty folder; the spec goes two levels down, so that what climbs is seen. */
export async function attack(root: string, files: Files, options: AttackOptions = {}): Promise<Outcome> {
  const folder = join(root, "a", "b");
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  options.prepare?.(folder);
  const before = readTree(root);
  const { spec = Object.keys(files)[0] ?? "", flags = {}, lint = linted, check = false, light = false } = options;
  let tree: ReadonlyMap<string, string> = new Map();
  const printed: string[] = [];
  const stream = { isTTY: false, write: (text: string) => printed.push(text) } as never;
  const began = process.cpuUsage();
  const found: string[] = [];
  let ok = false;
  let problems: readonly Problem[] = [];
  try {
    const { builtIn = ["http", "record"] as const } = options;
    const job = { ...specJob({ spec, out: "out", runtime: RUNTIME, format: "none", ...flags }, folder), builtIn };
    const result = await generateDocument(lint ? job : { ...job, lint: undefined }, {
      check,
      report: createReport(stream, {}),
      stages: {
        ...ourStages,
        async print(...given) {
          const printed = await ourStages.print(...given);
          tree = printed.tree;
          return printed;
        },
      },
    });
    ok = check ? tree.size > 0 : result.ok;
    problems = result.problems;
  } catch (error) {
    const isUsage = (error as Error).name === "UsageError";
    if (isUsage) problems = [{ code: "usage", severity: "error", message: (error as Error).message }];
    else found.push(`thrown: ${(error as Error).stack?.slice(0, 600)}`);
  }
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1_000_000;
  printProblems(problems, stream, {});
  printProblems(problems, stream, { CI: "true" });
  const terminal = printed.join("");
  const hidden = unseen.exec(terminal);
  if (hidden !== null) found.push(`U+${hidden[0].codePointAt(0)?.toString(16)} on the terminal`);
  if (terminal.length > 200_000) found.push(`${terminal.length} characters on the terminal`);
  for (const { code, message } of problems) {
    if (code === "internal" || /Maximum call stack|Invalid string length/.test(message))
      found.push(`internal: ${message.slice(0, 300)}`);
  }
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!ok && errors.length === 0 && found.length === 0) found.push("refused without a word");
  if (!ok && errors.some(({ message, remedy, code }) => message === "" || ((remedy ?? "") === "" && code !== "usage")))
    found.push("refused without what to do");
  found.push(
    ...compareTrees(before, readTree(root)).flatMap(({ path, kind }) =>
      ok && !check && path.startsWith("a/b/out/") ? [] : [`${kind}: ${path}`],
    ),
  );
  found.push(...(await harm(tree, light)));
  return { ok, codes: [...new Set(errors.map(({ code }) => code))], problems, tree, harm: found, seconds };
}
