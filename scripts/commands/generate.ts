// `generate`: the clients of redocly.yaml, or that of one document.

import { isAbsolute, relative, resolve } from "node:path";
import type { Command } from "commander";
import { CONFIG_FILE } from "../job/job.js";
import { overlayNames } from "../job/paths.js";
import { UnknownServiceError } from "../job/select-jobs.js";
import { remoteMode, type SpecFlags, specJob } from "../job/spec-job.js";
import { readRegistry } from "../load/registry.js";
import { createReport, silentReport } from "../problem/progress.js";
import { KEPT } from "../remote/address.js";
import { type ApisOptions, generateApis, type RunResult } from "../run/generate-apis.js";
import { commandIn, workingFolder } from "../terminal/checkout.js";
import { addCommand, describeError } from "../terminal/run.js";
import { UsageError } from "../terminal/usage-error.js";
import { printRun, type RunPlace, reportRun } from "./print-run.js";
import type { WatchOptions } from "./watch.js";

interface Flags extends Partial<SpecFlags> {
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly lint: boolean;
}

export function addGenerate(program: Command): void {
  addCommand(
    program,
    "generate",
    `Generate the clients of the documents that ${CONFIG_FILE} lists, or of one document.`,
    [
      ["", `all services of ${CONFIG_FILE}`],
      ["persona", "one service; the others stay as they are"],
      ["--check", "exit 1 if the folders do not hold what the documents give"],
      ["--watch", "once more whenever a document is saved"],
      ["--update", "fetch documents of the network anew, and take what has changed"],
      ["--spec github.json --out src/github", "a client of any OpenAPI or Swagger document"],
    ],
  )
    .argument("[services...]", `names under \`apis\` of ${CONFIG_FILE} (default: all)`)
    .option("--check", "write nothing; name each file that differs, is missing or is left over")
    .option("--watch", "generate again whenever a document is saved, until Ctrl-C")
    .option("--json", "report what was found and done as JSON on standard output")
    .option("--no-lint", "skip the lint rules; broken references are still found")
    .option("--allow-remote", `fetch documents by https that ${KEPT}/ does not hold, and keep them there`)
    .option("--update", "fetch all of them anew, and say which have changed; with --check: only say")
    .option(
      "--spec <file>",
      "one document: OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0, JSON or YAML; a file, or an https address",
    )
    .option("--out <folder>", "with --spec: the folder to write, replaced as a whole")
    .option("--name <service>", "with --spec: what the client is called (default: after the document's title)")
    .option("--runtime <specifier>", 'with --spec: where the code imports the runtime from (default: "sharewright")')
    .option(
      "--overlay <file>",
      "with --spec: an overlay to apply; may be repeated",
      (file: string, all: readonly string[] = []) => [...all, file],
    )
    .option("--root <folder>", "with --spec: $refs may lead to files in here (default: the spec's folder)")
    .option("--format <formatter>", "with --spec: auto, biome, prettier, oxfmt, dprint or none (default: auto)")
    .option(
      "--plugins <names>",
      "with --spec: more files, by plug-ins: validators, mocks, record, http, or modules; separated by commas",
      (names: string) =>
        names
          .split(",")
          .map((name) => name.trim())
          .filter((name) => name !== ""),
    )
    .option("--http", "with --spec: also an openapi-fetch client, with the types of openapi-typescript")
    .action(run);
}

async function run(services: readonly string[], flags: Flags): Promise<void> {
  const exclude = (["check", "json", "update"] as const).find((flag) => flags[flag] === true && flags.watch === true);
  if (exclude !== undefined) throw new UsageError(`--${exclude} and --watch exclude each other.`);
  if (flags.spec !== undefined) return runSpec(flags.spec, services, flags);
  const alone = ["out", "name", "runtime", "root", "http", "plugins", "format"].find((flag) => flag in flags);
  if (alone !== undefined || (flags.overlay ?? []).length > 0) {
    throw new UsageError(
      `--${alone ?? "overlay"} goes with --spec, the document to read: --spec openapi.json --out src/clients/api`,
    );
  }
  const options: ApisOptions = { services, check: flags.check === true, lint: flags.lint, remote: remoteMode(flags) };
  const place: RunPlace = {
    folder: outputsOf(services),
    check: flags.check === true,
    again: commandIn(process.cwd(), "generate"),
  };
  if (flags.watch !== true) {
    await once(flags, place, (report) => generateApis({ ...options, report }));
    return;
  }
  await watchRuns({
    place,
    paths: () => [
      resolve(CONFIG_FILE),
      ...readRegistry(process.cwd()).jobs.flatMap(({ spec, overlays, plugins }) => [
        spec,
        ...overlays,
        ...plugins.filter(isAbsolute),
      ]),
    ],
    run: () => generateApis({ ...options, report: createReport() }),
  });
}

async function runSpec(spec: string, services: readonly string[], flags: Flags): Promise<void> {
  if (services.length > 0) throw new UsageError(`--spec takes one document, and no names of services: ${services[0]}.`);
  const check = flags.check === true;
  const place: RunPlace = { folder: `${(flags.out ?? "").replace(/\/+$/, "")}/`, check, again: undefined };
  const { generateDocument } = await import("../run/generate-document.js");
  // Anew each time: an overlay may have come to lie beside the document.
  const job = () => {
    const wanted = specJob({ ...flags, spec }, workingFolder());
    return flags.lint ? wanted : { ...wanted, lint: undefined };
  };
  if (flags.watch !== true) {
    await once(flags, place, (report) => generateDocument(job(), { check, report }));
    return;
  }
  const document = job().spec;
  await watchRuns({
    place,
    paths: () => [document, ...overlayNames(document)],
    run: () => generateDocument(job(), { check, report: createReport() }),
  });
}

async function once(
  flags: Flags,
  place: RunPlace,
  generate: (report: ReturnType<typeof createReport>) => Promise<RunResult>,
): Promise<void> {
  const started = performance.now();
  const asJson = flags.json === true;
  const result = await generate(asJson ? silentReport : createReport());
  const seconds = (performance.now() - started) / 1000;
  if (asJson) process.stdout.write(`${JSON.stringify(reportRun(result, seconds), null, 2)}\n`);
  process.exitCode = printRun(result, place, seconds, asJson);
}

/** How messages call what is written: the folder that holds all outputs. Empty without any. */
function outputsOf(services: readonly string[]): string {
  const cwd = process.cwd();
  const { jobs } = readRegistry(cwd);
  const chosen = jobs.filter(({ name }) => services.length === 0 || services.includes(name ?? ""));
  const folders = chosen.map(({ out }) => relative(cwd, out).replaceAll("\\", "/"));
  if (folders.length > 0 && folders.every((folder) => folder.startsWith("generated/"))) return "generated/";
  return folders.map((folder) => `${folder}/`).join(", ");
}

/** Runs at once, and again whenever what was read is saved, until Ctrl-C. */
async function watchRuns({
  place,
  run,
  ...where
}: Pick<WatchOptions, "paths" | "run"> & { readonly place: RunPlace }): Promise<void> {
  const { watch } = await import("./watch.js");
  let started = 0;
  const watching = watch({
    ...where,
    run: () => {
      started = performance.now();
      return run();
    },
    onResult: (result) => {
      printRun(result, place, (performance.now() - started) / 1000);
      console.log("watching the specs; Ctrl-C ends");
    },
    onError: (error) => {
      // At the first run it is the command line that is wrong; later it may be half of an edit of redocly.yaml.
      console.error(describeError(error));
      if (error instanceof UnknownServiceError) {
        process.exitCode = 2;
        void watching.close();
      }
    },
  });
  process.once("SIGINT", () => void watching.close());
}
