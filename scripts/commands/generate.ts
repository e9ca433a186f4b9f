// The command line of the pipeline: `npm run generate`. Exit codes: 0 done, 1 a problem or a difference, 2 wrong usage.

import { dirname } from "node:path";
import { Command, CommanderError } from "commander";
import { type GenerateOptions, type GenerateResult, generate, ours, UnknownServiceError } from "../generate.js";
import { printable } from "../problem/printable.js";
import { printProblems } from "../problem/problem.js";
import { createReport } from "../problem/progress.js";
import { overlayNames, type SpecFlags, specRequest, UsageError } from "../spec-options.js";
import type { WatchOptions } from "./watch.js";

interface Flags extends Partial<SpecFlags> {
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

  npm run generate -- --spec github.json --out src/github
                                          a client of any OpenAPI or Swagger document, into a folder of its own

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
    .option("--spec <file>", "one document outside of specs/: OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0, JSON or YAML")
    .option("--out <folder>", "with --spec: the folder to write, replaced as a whole")
    .option("--name <service>", "with --spec: what the client is called (default: after the document's title)")
    .option("--runtime <specifier>", 'with --spec: where the code imports the runtime from (default: "sharewright")')
    .option(
      "--overlay <file>",
      "with --spec: an overlay to apply; may be repeated",
      (file, all: string[]) => [...all, file],
      [],
    )
    .option("--root <folder>", "with --spec: $refs may lead to files in here (default: the spec's folder)")
    .option("--allow-remote", "with --spec: fetch what $refs name on the network")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("Run `npm run generate -- --help` for the options.")
    .configureOutput({ outputError: (text, write) => write(text) })
    .exitOverride()
    .action(run);
}

async function main(services: readonly string[], flags: Flags): Promise<void> {
  if (flags.check === true && flags.watch === true) throw new UsageError("--check and --watch exclude each other.");
  if (flags.spec !== undefined) return runSpec(flags.spec, services, flags);
  const alone = ["out", "name", "runtime", "root", "allowRemote"].find((flag) => flag in flags);
  if (alone !== undefined || (flags.overlay ?? []).length > 0) {
    const flag = alone === "allowRemote" ? "allow-remote" : (alone ?? "overlay");
    throw new UsageError(`--${flag} goes with --spec, the document to read: --spec openapi.json --out src/clients/api`);
  }
  const options: GenerateOptions = { services, check: flags.check === true, lint: flags.lint };
  if (flags.watch !== true) {
    const started = performance.now();
    const result = await generate({ ...options, report: createReport() });
    process.exitCode = print(result, options.check === true, "generated/", started);
    return;
  }
  await watchRuns({
    folder: "generated/",
    root: process.cwd(),
    run: () => generate({ ...options, report: createReport() }),
  });
}

async function runSpec(spec: string, services: readonly string[], flags: Flags): Promise<void> {
  if (services.length > 0) throw new UsageError(`--spec takes one document, and no names of services: ${services[0]}.`);
  const check = flags.check === true;
  const folder = `${(flags.out ?? "").replace(/\/+$/, "")}/`;
  const { generateSpec } = await import("../generate-spec.js");
  // Anew each time: an overlay may have come to lie beside the document.
  const request = () => specRequest({ ...flags, spec }, workingFolder());
  const run = () => generateSpec(request(), { check, lint: flags.lint, report: createReport(), stages: ours });
  if (flags.watch !== true) {
    const started = performance.now();
    process.exitCode = print(await run(), check, folder, started);
    return;
  }
  const document = request().spec;
  await watchRuns({
    folder,
    root: dirname(document),
    deep: false,
    run: async () => {
      const result = await run();
      return { ...result, files: [...result.files, ...overlayNames(document)] };
    },
  });
}

/** Runs at once, and again whenever what was read is saved, until Ctrl-C. */
async function watchRuns({
  folder,
  run,
  ...where
}: Pick<WatchOptions, "root" | "deep" | "run"> & { readonly folder: string }): Promise<void> {
  const { watch } = await import("./watch.js");
  let started = 0;
  const watching = watch({
    ...where,
    run: () => {
      started = performance.now();
      return run();
    },
    onResult: (result) => {
      print(result, false, folder, started);
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

/** npm runs scripts in the folder of package.json; paths on its command line are meant from where it was typed. */
function workingFolder(): string {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env;
  return script === "generate" && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}

function print(result: GenerateResult, check: boolean, folder: string, started: number): number {
  const { differences, problems, ok } = result;
  printProblems(problems);
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  if (check && differences.length > 0) {
    console.error(`${folder} is not what the spec${folder === "generated/" ? "s give" : " gives"}:`);
    for (const { kind, path } of differences) console.error(`  ${kind.padEnd(9)}  ${folder}${path}`);
    console.error(
      `Run ${folder === "generated/" ? "`npm run generate`" : "this without --check"} and commit the result.`,
    );
  } else if (!ok) {
    console.error(`${folder} was left as it was. (${seconds})`);
  } else if (differences.length === 0) {
    console.log(`${folder} is up to date. (${seconds})`);
  } else {
    const count = (kind: string) => differences.filter((difference) => difference.kind === kind).length;
    console.log(
      `${folder} written: ${count("differs")} files changed, ${count("missing")} new, ${count("left over")} removed. (${seconds})`,
    );
  }
  return ok ? 0 : 1;
}

function describe(error: unknown): string {
  const { message, stack } = error as Error;
  return `error: ${isUsage(error) || !process.env.DEBUG ? printable(message) : (stack ?? message)}`;
}

function isUsage(error: unknown): boolean {
  return error instanceof UnknownServiceError || error instanceof UsageError;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await createProgram(main).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its own; --help ends here too, with 0.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      console.error(describe(error));
      process.exitCode = isUsage(error) ? 2 : 1;
    }
  }
}
