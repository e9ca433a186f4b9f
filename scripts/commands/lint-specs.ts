import { type Config, formatProblems, getTotals } from "@redocly/openapi-core";
import { Command } from "commander";
import { apiNames, lintApi, loadLintConfig } from "../lint/lint.js";

const program = new Command("lint:specs")
  .description("Lint the specs with Redocly and the rules of our vocabulary. Any finding fails, warnings too.")
  .argument("[apis...]", "services to lint, by their name in redocly.yaml (default: all)")
  .parse();

const inCi = Boolean(process.env.CI || process.env.GITHUB_ACTIONS);

const config = await loadLintConfig();
for (const name of program.args.length > 0 ? program.args : apiNames(config)) {
  try {
    await report(config, name);
  } catch (error) {
    // No api of that name, no file, no YAML: the message says it, and the other services still have their turn.
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

async function report(config: Config, name: string): Promise<void> {
  const problems = [...(await lintApi(config, name))];
  const totals = getTotals(problems);
  formatProblems(problems, {
    format: inCi ? "github-actions" : "stylish",
    totals,
    // The default hides what comes after the hundredth.
    maxProblems: Number.POSITIVE_INFINITY,
  });
  const findings = totals.errors + totals.warnings;
  console.log(`${name}: ${findings === 0 ? "no findings" : `${totals.errors} errors, ${totals.warnings} warnings`}`);
  if (findings > 0) process.exitCode = 1;
}
