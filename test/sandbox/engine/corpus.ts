// Every document of `npm run test:corpus` in the sandbox: operations, those whose caller gets a declared success through the
// generated client, those with state. What went wrong with the others is written below the row.
//
//   npm run test:corpus:sandbox -- [part of a name ...] [--every 10] [--direct] [--verbose]
//
// `--direct` sends plain requests and generates no clients, `--every 10` tries one operation in ten.

import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { loadSpec } from "../../../scripts/load/document.js";
import { corpusDocuments } from "../../corpus/documents.js";
import { installLocked } from "../../package/npm.js";
import { projectRoot } from "../../package/project-root.js";
import { tryThroughClient } from "./through-client.js";
import { type Tried, tryDocument } from "./try-document.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: "string" }, verbose: { type: "boolean" }, direct: { type: "boolean" } },
});
installLocked(join(projectRoot, "test/corpus"));
const folder = mkdtempSync(join(tmpdir(), "sharewright-sandbox-"));
for (const name of ["node_modules", "src"]) symlinkSync(join(projectRoot, name), join(folder, name));

const counted = ["operations", "answered", "withoutSuccess", "stateful"] as const;
const total = { documents: 0, operations: 0, answered: 0, withoutSuccess: 0, stateful: 0 };
console.log("| document | operations | answered | no success declared | stateful | collections |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
for (const { name, file } of corpusDocuments(undefined, positionals)) {
  const tried = await attempt(name, file);
  if (tried === undefined) continue;
  total.documents += 1;
  for (const key of counted) total[key] += tried[key];
  console.log(`| ${name} | ${counted.map((key) => tried[key]).join(" | ")} | ${tried.collections} |`);
  if (values.verbose === true) for (const fault of tried.faults) console.error(`  ${fault}`);
}
console.log(`| ${total.documents} documents | ${counted.map((key) => total[key]).join(" | ")} | |`);
rmSync(folder, { recursive: true });

async function attempt(name: string, file: string): Promise<Tried | undefined> {
  const every = Number(values.every ?? 1);
  try {
    if (values.direct !== true) return await tryThroughClient(folder, name, file, every);
    const request = { spec: file, overlays: [], root: dirname(file), remote: "kept" as const, base: dirname(file) };
    const { document } = await loadSpec(request);
    return document === undefined ? undefined : await tryDocument(document, every);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
