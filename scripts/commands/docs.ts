// `docs`: the HTML reference of each service, by Redocly, as one file that needs no network to be read.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, relative } from "node:path";
import type { Command } from "commander";
import { CONFIG_FILE } from "../job/job.js";
import { readRegistry } from "../load/registry.js";
import { printProblems } from "../problem/print-problems.js";
import { hasErrors } from "../problem/problem.js";
import { createReport } from "../problem/progress.js";
import { redoclyEnvironment, redoclyProgram } from "../terminal/redocly.js";
import { addCommand } from "../terminal/run.js";

export function addDocs(program: Command): void {
  addCommand(program, "docs", `Write the HTML reference of each service of ${CONFIG_FILE}, a file each.`, [
    ["", "into dist/docs"],
    ["public", "into another folder"],
  ])
    .argument("[folder]", "the folder to write into", "dist/docs")
    .action(run);
}

async function run(folder: string): Promise<void> {
  const root = process.cwd();
  const redocly = redoclyProgram(root, "docs");
  const { jobs, problems } = readRegistry(root);
  printProblems(problems);
  if (hasErrors(problems)) process.exitCode = 1;
  const report = createReport();
  for (const { name = "", lint, address, spec } of jobs) {
    const line = report.service(name);
    line.stage("page");
    const alias = typeof lint === "object" ? lint.alias : name;
    // The copy: Redocly itself would fetch the document.
    const subject = address === undefined ? alias : relative(root, spec);
    const page = join(folder, `${name}.html`);
    const child = spawn(process.execPath, [redocly, "build-docs", subject, "--inlineBundle", "-o", page], {
      cwd: root,
      env: { ...process.env, ...redoclyEnvironment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    const [status] = (await once(child, "close")) as [number | null];
    line.done(status === 0 ? page : "failed");
    if (status === 0) {
      console.log(`${name}: ${page}`);
    } else {
      // Only now of interest: a run that went well talks of versions and themes.
      process.stderr.write(Buffer.concat(output));
      process.exitCode = 1;
    }
  }
}
