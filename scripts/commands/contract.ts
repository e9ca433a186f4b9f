// `contract`: generated clients and their documents, compared with recorded exchanges.

import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { FixtureError, loadFixtures } from "../contract/fixture.js";
import { workingFolder } from "../terminal/checkout.js";
import { addCommand } from "../terminal/run.js";
import { UsageError } from "../terminal/usage-error.js";
import { subjectsOf } from "./subjects.js";

interface Flags {
  readonly fixtures: string;
  readonly spec?: string;
  readonly out?: string;
}

/** Where fixtures are looked for, and where those lie that lend their calls to others which show an answer alone. */
const usual = "test/fixtures";

export function addContract(program: Command): void {
  addCommand(
    program,
    "contract",
    "Compare generated clients and their documents with recorded exchanges, a file each.",
    [
      ["", `the fixtures in ${usual}`],
      ["--fixtures recorded", "those of another folder"],
      ["--spec galaxy.yaml --out src/galaxy", "one client of one document"],
    ],
  )
    .argument("[services...]", "names under `apis` of redocly.yaml (default: all)")
    .option("--fixtures <folder>", "folder of <operationId>.<case>.json files, searched at any depth", usual)
    .option("--spec <file>", "the document of one client")
    .option("--out <folder>", "with --spec: the folder of its client")
    .action(run);
}

async function run(names: readonly string[], flags: Flags): Promise<void> {
  const subjects = await subjectsOf(names, flags, "compared");
  const cwd = workingFolder();
  const folder = resolve(cwd, flags.fixtures);
  const fixtures = load(folder);
  const samples = existsSync(resolve(cwd, usual)) && folder !== resolve(cwd, usual) ? load(resolve(cwd, usual)) : [];
  const [{ openServices }, { createComparer }, { runFixtures }, { describeFile }, { describeCoverage }] =
    await Promise.all([
      import("../contract/open-services.js"),
      import("../contract/compare/compare.js"),
      import("../contract/run.js"),
      import("../contract/report.js"),
      import("../contract/coverage.js"),
    ]);
  const { services, close } = await openServices(subjects);
  try {
    const comparer = createComparer(services, [...fixtures, ...samples]);
    const { reports, coverage } = await runFixtures({ services, comparer }, fixtures, (report) =>
      console.log(describeFile(report)),
    );
    const count = (outcome: string): number => reports.filter((report) => report.outcome === outcome).length;
    console.log(`\n${describeCoverage(coverage)}`);
    console.log(`\n${count("pass")} pass, ${count("differs")} differ, ${count("skipped")} skipped.`);
    process.exitCode = count("differs") > 0 ? 1 : 0;
  } finally {
    close();
  }
}

function load(folder: string): ReturnType<typeof loadFixtures> {
  try {
    return loadFixtures(folder);
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    throw new UsageError(error.message.replace(`${folder}`, relative(process.cwd(), folder) || folder));
  }
}
