// A document of the corpus → a folder of generated code, by the pipeline's own stages and without lint.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle, createConfig } from "@redocly/openapi-core";
import { emitService } from "../../scripts/emit/emit.js";
import { buildService } from "../../scripts/model/build.js";
import type { Problem } from "../../scripts/problem.js";
import type { CorpusDocument } from "./documents.js";

export interface Generated {
  readonly document: CorpusDocument;
  readonly problems: readonly Problem[];
  /** False when the model refused the document. */
  readonly written: boolean;
}

/** Writes `<folder>/<name>/*`; the runtime is imported from `<folder>/src`. */
export async function generateInto(folder: string, document: CorpusDocument): Promise<Generated> {
  const { parsed } = (await bundle({ ref: document.file, config: await createConfig({}) })).bundle;
  const { service, problems } = buildService({ name: document.name, document: parsed });
  if (service === undefined) return { document, problems, written: false };
  const tree = await emitService(service, parsed, { runtime: "../src/index" });
  for (const [path, text] of tree) {
    const file = join(folder, document.name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { document, problems, written: true };
}
