// Every document of `npm run test:corpus` in the sandbox: operations, those whose caller gets a declared success through the
// generated client, those with state; and of the collections in which callers create, those whose round of create, list,
// retrieve, change and remove holds. With --verbose, what went wrong with the others is written below the row.
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
import { type Rounds, tryRounds } from "./rounds.js";
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
const rounds = { collections: 0, survived: 0 };
console.log("| document | operations | answered | no success declared | stateful | collections | rounds that hold |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const { name, file } of corpusDocuments(undefined, positionals)) {
  const found = await attempt(name, file);
  if (found === undefined) continue;
  const [tried, round] = found;
  total.documents += 1;
  for (const key of counted) total[key] += tried[key];
  for (const key of ["collections", "survived"] as const) rounds[key] += round[key];
  const cells = [...counted.map((key) => tried[key]), tried.collections, `${round.survived} of ${round.collections}`];
  console.log(`| ${name} | ${cells.join(" | ")} |`);
  if (values.verbose === true) for (const fault of [...tried.faults, ...round.faults]) console.error(`  ${fault}`);
}
const sums = [...counted.map((key) => total[key]), "", `${rounds.survived} of ${rounds.collections}`];
console.log(`| ${total.documents} documents | ${sums.join(" | ")} |`);
rmSync(folder, { recursive: true });

async function attempt(name: string, file: string): Promise<readonly [Tried, Rounds] | undefined> {
  const every = Number(values.every ?? 1);
  try {
    const request = { spec: file, overlays: [], root: dirname(file), remote: "kept" as const, base: dirname(file) };
    const { document } = await loadSpec(request);
    if (document === undefined) return undefined;
    const tried =
      values.direct === true ? await tryDocument(document, every) : await tryThroughClient(folder, name, file, every);
    return tried && [tried, await tryRounds(document)];
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
