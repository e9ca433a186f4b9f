// The clients that a command is about: those of redocly.yaml, some of them, or one that flags name.

import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { selectJobs } from "../job/select-jobs.js";
import { addressFrom } from "../job/spec-job.js";
import { Refusal } from "../load/refusal.js";
import { soundRegistry } from "../load/sound-registry.js";
import { printProblems } from "../problem/print-problems.js";
import { keptPath, projectOf } from "../remote/address.js";
import { workingFolder } from "../terminal/checkout.js";
import { UsageError } from "../terminal/usage-error.js";

export interface Subject {
  readonly name: string;
  readonly spec: string;
  readonly out: string;
}

interface Flags {
  readonly spec?: string;
  readonly out?: string;
}

/** @param undone what was done to nothing, should the list be broken: `verified`. */
export async function subjectsOf(names: readonly string[], flags: Flags, undone: string): Promise<readonly Subject[]> {
  const subjects =
    flags.spec === undefined ? ofRegistry(names, flags, undone) : [ofFlags(flags.spec, flags.out, names)];
  for (const { spec } of subjects) await refuseUnread(spec, undone);
  return subjects;
}

/** A copy of a document of the network has to be what was fetched. */
async function refuseUnread(spec: string, undone: string): Promise<void> {
  const base = projectOf(spec);
  if (base === undefined) {
    if (!existsSync(spec))
      throw new UsageError(`There is no file ${relative(process.cwd(), spec)}. Name the document of the client.`);
    return;
  }
  const { Keeper } = await import("../remote/keeper.js");
  try {
    await new Keeper(base, "kept").read(spec);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    printProblems([error.problem]);
    throw new Error(`Nothing was ${undone}.`);
  }
}

function ofFlags(spec: string, out: string | undefined, names: readonly string[]): Subject {
  if (names.length > 0) throw new UsageError(`--spec takes one document, and no names of services: ${names[0]}.`);
  if (out === undefined)
    throw new UsageError(`--spec needs --out, the folder of its client: --spec ${spec} --out src/api`);
  const cwd = workingFolder();
  const address = addressFrom(spec);
  return {
    name: out,
    spec: address === undefined ? resolve(cwd, spec) : keptPath(cwd, address),
    out: resolve(cwd, out),
  };
}

function ofRegistry(names: readonly string[], { out }: Flags, undone: string): readonly Subject[] {
  if (out !== undefined)
    throw new UsageError("--out goes with --spec, the document: --spec openapi.json --out src/api");
  return selectJobs(soundRegistry(process.cwd(), undone), names).map(({ name = "", spec, out }) => ({
    name,
    spec,
    out,
  }));
}
