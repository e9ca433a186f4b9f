// `npm run bench`: what the project costs, as ratios to rivals in the same run. A missed bar is a line of the table, not a
// failure: machines differ. Only a measurement that could not be made ends with an error.
//
// `npm run bench -- bytes call` measures only these.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installLocked } from "../package/npm.js";
import { installPackage } from "../package/pack.js";
import { benchBytes } from "./bytes.js";
import { benchCall } from "./call.js";
import { benchFirstCall } from "./first-call.js";
import { benchGenerate, makeRivalTypes } from "./generate.js";
import { benchGitHub } from "./github.js";
import { benchLoopback } from "./loopback.js";
import { printHead, printRow, type Row } from "./measure.js";
import { benchPages } from "./pages.js";
import { benchSandbox } from "./sandbox.js";
import { benchStart } from "./start.js";
import { benchTypes } from "./types.js";

const rivalFolder = join(import.meta.dirname, "rivals");
const rivals = join(rivalFolder, "node_modules");

installLocked(rivalFolder);
const folder = mkdtempSync(join(tmpdir(), "sharewright-bench-"));
const project = join(folder, "consumer");

const benches: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  generate: () => benchGenerate(folder, rivals, 7),
  github: () => benchGitHub(folder, project, 3),
  "first-call": () => benchFirstCall(folder),
  bytes: () => benchBytes(project),
  call: () => benchCall(project, 200),
  loopback: () => benchLoopback(project, 15),
  pages: () => benchPages(project, 7),
  sandbox: () => benchSandbox(project, 11),
  start: () => benchStart(project, rivalFolder, 15),
  types: () => benchTypes(project, rivals, makeRivalTypes(folder, rivals), 5),
};

try {
  installPackage(project, { type: "module" });
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined)
    throw new Error(`There is no bench "${unknown}". There are: ${Object.keys(benches).join(", ")}.`);
  printHead();
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for (const row of await bench()) printRow(row);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
