// Generates the corpus and compiles all of it, as strictly as TypeScript can, with each of the three compilers.
//
//   node --import ./scripts/typescript.mjs test/corpus/types.ts [part of a name ...] [--in folder] [--only 5.9]

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compilers, strictest } from "../package/compilers.js";
import { projectRoot } from "../package/pack.js";
import { type CorpusDocument, corpusDocuments } from "./documents.js";
import { generateInto } from "./generate.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    in: { type: "string" },
    only: { type: "string" },
    keep: { type: "boolean" },
    verbose: { type: "boolean" },
  },
});

const folder = mkdtempSync(join(tmpdir(), "sharewright-corpus-"));
for (const name of ["node_modules", "src"]) symlinkSync(join(projectRoot, name), join(folder, name));
writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));

const written: CorpusDocument[] = [];
let failed = false;
for (const document of corpusDocuments(values.in, positionals)) {
  // They are upgraded to one form when they are loaded, which is not done here.
  if (document.version === "2.0") continue;
  try {
    const start = performance.now();
    const generated = await generateInto(folder, document);
    if (generated.written) written.push(document);
    if (values.verbose === true) {
      console.log(document.name, `${Math.round(performance.now() - start)} ms`);
      for (const { code, message, pointer } of generated.problems)
        console.log(`  ${code}: ${message} ${pointer ?? ""}`);
    }
    const errors = generated.problems.filter(({ severity }) => severity === "error");
    for (const { code, message } of errors) complain(`${document.name}: ${code}: ${message}`);
  } catch (error) {
    complain(`${document.name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

// All in one program: the runtime and the compiler's own libraries are then read once.
const config = join(folder, "tsconfig.json");
const compilerOptions = {
  ...strictest,
  module: "NodeNext",
  moduleResolution: "NodeNext",
  verbatimModuleSyntax: true,
  noEmit: true,
};
writeFileSync(config, JSON.stringify({ compilerOptions, include: written.map(({ name }) => name) }));
for (const [version, compiler] of compilers) {
  if (values.only !== undefined && values.only !== version) continue;
  const tsc = join(projectRoot, "node_modules", compiler, "bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, ["--max-old-space-size=4096", tsc, "-p", config], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  console.log(`TypeScript ${version}: ${written.length} documents, ${status === 0 ? "clean" : "errors"}`);
  if (status !== 0) complain(stdout);
}
if (values.keep === true) console.log(folder);
else rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;

function complain(text: string): void {
  failed = true;
  console.error(text);
}
