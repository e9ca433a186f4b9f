// The clients that a command is about: those of redocly.yaml, some of them, or one that flags name.

import { resolve } from "node:path";
import { selectJobs } from "../job/select-jobs.js";
import { soundRegistry } from "../load/sound-registry.js";
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
export function subjectsOf(names: readonly string[], flags: Flags, undone: string): readonly Subject[] {
  return flags.spec === undefined ? ofRegistry(names, flags, undone) : [ofFlags(flags.spec, flags.out, names)];
}

function ofFlags(spec: string, out: string | undefined, names: readonly string[]): Subject {
  if (names.length > 0) throw new UsageError(`--spec takes one document, and no names of services: ${names[0]}.`);
  if (out === undefined)
    throw new UsageError(`--spec needs --out, the folder of its client: --spec ${spec} --out src/api`);
  const cwd = workingFolder();
  return { name: out, spec: resolve(cwd, spec), out: resolve(cwd, out) };
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
