// `sandbox`: the emulator of the `sharewright` package that the project has installed, on a port of this machine.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { overlayBeside } from "../job/paths.js";
import { addressFrom } from "../job/spec-job.js";
import { keptPath } from "../remote/address.js";
import { checkout, isWithin, workingFolder } from "../terminal/checkout.js";
import { addCommand } from "../terminal/run.js";
import { UsageError } from "../terminal/usage-error.js";

export function addSandbox(program: Command): void {
  addCommand(program, "sandbox", "Put an emulator of the services on a port of this machine, until Ctrl-C.", [
    ["", "Persona and EnableNow, on port 4010 or the next that is free"],
    ["--spec api.yaml", "any document: OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0; the copy of an https address"],
    ["--help", "all of its options"],
  ])
    .argument("[options...]", "what the sandbox takes")
    .helpOption(false)
    .allowUnknownOption()
    .action((args: readonly string[]) => run(args));
}

async function run(args: readonly string[]): Promise<void> {
  const script = sandboxProgram(process.cwd());
  process.argv = [process.execPath, script, "sandbox", ...(await withDocument(args))];
  await import(pathToFileURL(script).href);
}

/** The options with `--spec`, any document, replaced by `--document`, the one file of JSON that the sandbox reads. */
async function withDocument(args: readonly string[]): Promise<readonly string[]> {
  const at = args.findIndex((arg) => arg === "--spec" || arg.startsWith("--spec="));
  if (at < 0) return args;
  const [, inline] = /^--spec=(.*)$/s.exec(args[at] ?? "") ?? [];
  const file = inline ?? args[at + 1];
  if (file === undefined || file === "" || file.startsWith("-"))
    throw new UsageError("--spec needs the path of a document.");
  const document = await readDocument(file);
  const folder = mkdtempSync(join(tmpdir(), "sharewright-sandbox-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const json = join(folder, "document.json");
  writeFileSync(json, JSON.stringify(document));
  return [...args.slice(0, at), "--document", json, ...args.slice(at + (inline === undefined ? 2 : 1))];
}

async function readDocument(file: string): Promise<unknown> {
  const [{ loadSpec }, { printProblems }] = await Promise.all([
    import("../load/document.js"),
    import("../problem/print-problems.js"),
  ]);
  const base = workingFolder();
  const address = addressFrom(file);
  const spec = address === undefined ? resolve(base, file) : keptPath(base, address);
  const loaded = await loadSpec({ spec, base, root: dirname(spec), remote: "kept", overlays: overlayBeside(spec) });
  if (loaded.document !== undefined) return loaded.document;
  printProblems(loaded.locate(loaded.problems));
  throw new Error(`${file} cannot be served as it is.`);
}

function sandboxProgram(root: string): string {
  if (checkout !== undefined && isWithin(checkout, root)) return join(checkout, "src", "sandbox", "bin.ts");
  try {
    const manifest = createRequire(join(root, "package.json")).resolve("sharewright/package.json");
    const script = join(dirname(manifest), "dist", "src", "sandbox", "bin.js");
    if (existsSync(script)) return script;
  } catch {
    // The error below names the package.
  }
  throw new UsageError(
    "The sandbox is a part of the package `sharewright`, which is not installed: npm install sharewright",
  );
}
