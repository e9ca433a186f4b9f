// Every document of `npm run test:corpus` in the sandbox: operations, those answered with a declared success, those with
// state.
//
//   npx tsx test/sandbox/engine/corpus.ts [part of a name ...] [--every 10] [--verbose]

import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { loadSpec } from "../../../scripts/load/document.js";
import { corpusDocuments } from "../../corpus/documents.js";
import { tryDocument } from "./try-document.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: "string" }, verbose: { type: "boolean" } },
});
const total = { documents: 0, operations: 0, answered: 0, withoutSuccess: 0, stateful: 0 };
for (const { name, file } of corpusDocuments(undefined, positionals)) {
  const request = { spec: file, overlays: [], root: dirname(file), remote: false, base: dirname(file) };
  const { document } = await loadSpec(request);
  if (document === undefined) continue;
  const tried = await tryDocument(document, Number(values.every ?? 1));
  total.documents += 1;
  for (const key of ["operations", "answered", "withoutSuccess", "stateful"] as const) total[key] += tried[key];
  console.log(
    `${name}: ${tried.operations} operations, ${tried.answered} answered, ${tried.withoutSuccess} without a success, ${tried.stateful} with state in ${tried.collections} collections`,
  );
  if (values.verbose === true) for (const fault of tried.faults) console.log(`  ${fault}`);
}
console.log(JSON.stringify(total));
