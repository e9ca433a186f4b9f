// The command line of the pipeline: `npm run generate`. Exit codes: 0 done, 1 a problem or a difference, 2 wrong usage.

import { Command, CommanderError } from "commander";
import { type GenerateOptions, type GenerateResult, generate, UnknownServiceError } from "./generate.js";
import { printProblems } from "./problem.js";
import { createReport } from "./report.js";

interface Flags {
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly lint: boolean;
}

const EXAMPLES = `
Examples:
  npm run generate                        all services of redocly.yaml
  npm run generate -- persona             one service; the others stay as they are
  npm run generate -- --check             exit 1 if generated/ is not what the specs give
  npm run generate -- --watch             once more whenever a spec is saved

A new service is a folder in specs/, an entry under \`apis\` of redocly.yaml, and one run of this.
Generated files are not edited: change the spec.
`;

export function createProgram(run: (services: readonly string[], flags: Flags) => Promise<void>): Command {
  return new Command("npm run generate --")
    .description("Generate the clients in generated/ from the OpenAPI documents in specs/.")
    .argument("[services...]", "names under `apis` of redocly.yaml (default: all)")
    .option("--check", "write nothing; name each file that differs, is missing or is left over")
    .option("--watch", "generate again whenever a spec is saved, until Ctrl-C")
    .option("--no-lint", "skip the lint rules; broken references are still found")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("Run `npm run generate -- --help` for the options.")
    .configureOutput({ outputError: (text, write) => write(text) })
    .exitOverride()
    .action(run);
}

async function main(services: readonly string[], flags: Flags): Promise<void> {
  const options: GenerateOptions = { services, check: flags.check === true, lint: flags.lint };
  if (flags.watch !== true) {
    const started = performance.now();
    const result = await generate({ ...options, report: createReport() });
    process.exitCode = print(result, options, started);
    return;
  }
  if (flags.check === true) throw new CommanderError(2, "usage", "error: --check and --watch exclude each other.");
  const { watch } = await import("./watch.js");
  let started = 0;
  const watching = watch({
    root: process.cwd(),
    run: () => {
      started = performance.now();
      return generate({ ...options, report: createReport() });
    },
    onResult: (result) => {
      print(result, options, started);
      console.log("watching the specs; Ctrl-C ends");
    },
    onError: (error) => {
      // At the first run it is the command line that is wrong; later it may be half of an edit of redocly.yaml.
      console.error(describe(error));
      if (error instanceof UnknownServiceError) {
        process.exitCode = 2;
        watching.close();
      }
    },
  });
  process.once("SIGINT", () => watching.close());
}

function print(result: GenerateResult, { check }: GenerateOptions, started: number): number {
  const { differences, problems, ok } = result;
  printProblems(problems);
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  if (check === true && differences.length > 0) {
    console.error("generated/ is not what the specs give:");
    for (const { kind, path } of differences) console.error(`  ${kind.padEnd(9)}  generated/${path}`);
    console.error("Run `npm run generate` and commit the result.");
  } else if (!ok) {
    console.error(`generated/ was left as it was. (${seconds})`);
  } else if (differences.length === 0) {
    console.log(`generated/ is up to date. (${seconds})`);
  } else {
    const count = (kind: string) => differences.filter((difference) => difference.kind === kind).length;
    console.log(
      `generated/ written: ${count("differs")} files changed, ${count("missing")} new, ${count("left over")} removed. (${seconds})`,
    );
  }
  return ok ? 0 : 1;
}

function describe(error: unknown): string {
  const { message, stack } = error as Error;
  return error instanceof UnknownServiceError
    ? `error: ${message}`
    : `error: ${(process.env.DEBUG ? stack : undefined) ?? message}`;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await createProgram(main).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its own; --help ends here too, with 0.
      if (error.code === "usage") console.error(error.message);
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      console.error(describe(error));
      process.exitCode = error instanceof UnknownServiceError ? 2 : 1;
    }
  }
}
