// `npm run contract -- --fixtures <folder>`: the comparison of the tests, over any folder of fixtures.

import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { describeCoverage } from "./coverage.js";
import { FixtureError, loadFixtures } from "./fixture.js";
import { ownFixtures } from "./paths.js";
import { describeFile } from "./report.js";

const program = new Command("contract")
  .description("Compares the clients and specs with recorded exchanges, a file each.")
  .option("--fixtures <folder>", "folder of <operationId>.<case>.json files, searched at any depth", ownFixtures)
  .addHelpText("after", "\nExits with 1 when a file differs, with 2 when there is nothing to compare.")
  .exitOverride();

try {
  const { fixtures: folder } = program.parse().opts<{ fixtures: string }>();
  const fixtures = loadFixtures(resolve(folder));
  // The clients and specs are loaded once it is clear that there is something to compare them with.
  const { openContract, runFixtures } = await import("./run.js");
  const { reports, coverage } = await runFixtures(await openContract(), fixtures, (report) =>
    console.log(describeFile(report)),
  );
  const count = (outcome: string) => reports.filter((report) => report.outcome === outcome).length;
  console.log(`\n${describeCoverage(coverage)}`);
  console.log(`\n${count("pass")} pass, ${count("differs")} differ, ${count("skipped")} skipped.`);
  process.exitCode = count("differs") > 0 ? 1 : 0;
} catch (error) {
  if (error instanceof FixtureError) {
    console.error(error.message);
    process.exitCode = 2;
  } else if (error instanceof CommanderError) {
    // Commander has said what is wrong, or has printed the help that was asked for.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    throw error;
  }
}
