// A document of the corpus → a folder of generated code, as the command line makes it, without lint; and what it exports.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ours } from "../../scripts/generate.js";
import { generateSpec } from "../../scripts/generate-spec.js";
import type { Problem } from "../../scripts/problem.js";
import { specRequest } from "../../scripts/spec-options.js";

export interface Generated {
  readonly problems: readonly Problem[];
  /** False when the document was refused. */
  readonly written: boolean;
}

/** Writes `<folder>/<name>/*`; the runtime is imported from `<folder>/src`. */
export async function generateInto(folder: string, { name, file }: { name: string; file: string }): Promise<Generated> {
  const request = specRequest({ spec: file, out: name, name: serviceName(name), runtime: "../src/index" }, folder);
  const { ok, problems } = await generateSpec(request, { check: false, lint: false, stages: ours });
  return { problems, written: ok };
}

function serviceName(name: string): string {
  return /^[a-z]/.test(name) ? name : `api-${name}`;
}

/** The generated index, with the runtime, as one module. */
export async function importGenerated(folder: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(folder, name, "index.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}
