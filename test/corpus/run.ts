// `npm run test:corpus`: every document generates, compiles as strictly as TypeScript can with each of three compilers, and
// has each of its operations called once.
//
//   npm run test:corpus -- [part of a name, or a file, ...] [--only 5.9] [--in folder] [--keep] [--verbose]

import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkDocument } from "../../scripts/verify/check-document.js";
import { compilers } from "../package/compilers.js";
import { installLocked } from "../package/npm.js";
import { projectRoot } from "../package/project-root.js";
import { compileAll } from "./compile.js";
import { type CorpusDocument, corpusDocuments, documentAt } from "./documents.js";
import { generateInto, importGenerated } from "./generate.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    in: { type: "string" },
    only: { type: "string" },
    keep: { type: "boolean" },
    verbose: { type: "boolean" },
  },
});
const files = positionals.filter((each) => /\.(json|ya?ml)$/.test(each));
if (files.length === 0 && values.in === undefined) installLocked(import.meta.dirname);

const folder = mkdtempSync(join(tmpdir(), "sharewright-corpus-"));
for (const name of ["node_modules", "src"]) symlinkSync(join(projectRoot, name), join(folder, name));

const written: CorpusDocument[] = [];
const totals = { operations: 0, right: 0 };
let failed = false;
const documents = files.length > 0 ? files.map(documentAt) : corpusDocuments(values.in, positionals);
for (const document of documents) {
  try {
    await tryDocument(document);
  } catch (error) {
    complain(`${document.name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
console.log(`${written.length} documents; ${totals.right} of ${totals.operations} operations send what they should`);
for (const [version, compiler] of compilers) {
  if (values.only !== undefined && values.only !== version) continue;
  const found = compileAll(
    folder,
    written.map(({ name }) => name),
    compiler,
  );
  console.log(`TypeScript ${version}: ${written.length} documents, ${found === "" ? "clean" : "errors"}`);
  if (found !== "") complain(found);
}
if (values.keep === true) console.log(folder);
else rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;

async function tryDocument(document: CorpusDocument): Promise<void> {
  const { name, file } = document;
  const start = performance.now();
  const generated = await generateInto(folder, document);
  for (const { code, message, severity, pointer } of generated.problems) {
    if (severity === "error") complain(`${name}: ${code}: ${message}`);
    else if (values.verbose === true) console.log(`  ${code}: ${message} ${pointer ?? ""}`);
  }
  if (!generated.written) return;
  written.push(document);
  const spent = Math.round(performance.now() - start);
  const { operations, findings } = await checkDocument(file, await importGenerated(folder, name));
  const wrong = new Set(findings.map(({ operation }) => operation)).size;
  totals.operations += operations;
  totals.right += operations - wrong;
  console.log(
    `${name} (${document.version}): ${operations - wrong} of ${operations} operations, generated in ${spent} ms`,
  );
  for (const { operation, difference } of findings) complain(`  ${operation}: ${difference}`);
}

function complain(text: string): void {
  failed = true;
  console.error(text);
}
