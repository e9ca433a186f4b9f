// A document of the corpus → a folder of generated code, as the command line makes it, without lint; and what it exports.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { specJob } from "../../scripts/job/spec-job.js";
import type { Problem } from "../../scripts/problem/problem.js";
import { generateDocument } from "../../scripts/run/generate-document.js";

export interface Generated {
  readonly problems: readonly Problem[];
  /** False when the document was refused. */
  readonly written: boolean;
}

/** Writes `<folder>/<name>/*`; the runtime is imported from `<folder>/src`. */
export async function generateInto(folder: string, { name, file }: { name: string; file: string }): Promise<Generated> {
  const job = specJob({ spec: file, out: name, name: serviceName(name), runtime: "../src/index" }, folder);
  const { ok, problems } = await generateDocument({ ...job, lint: undefined }, { check: false });
  return { problems, written: ok };
}

function serviceName(name: string): string {
  return /^[a-z]/.test(name) ? name : `api-${name}`;
}

let bundles = 0;

/** The generated index, with the runtime, as one module; `spoil` changes its code, to see whether that is noticed. */
export async function importGenerated(
  folder: string,
  name: string,
  spoil?: (code: string) => string,
): Promise<Readonly<Record<string, unknown>>> {
  bundles += 1;
  const outfile = join(folder, `${name}.${bundles}.mjs`);
  const { outputFiles } = await build({
    entryPoints: [join(folder, name, "index.ts")],
    write: false,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  const [{ text: code } = { text: "" }] = outputFiles;
  writeFileSync(outfile, spoil === undefined ? code : spoil(code));
  return import(pathToFileURL(outfile).href);
}
