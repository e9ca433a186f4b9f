// `sandbox`: the emulator of the `sharewright` package that the project has installed, on a port of this machine.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { checkout, isWithin } from "../terminal/checkout.js";
import { addCommand } from "../terminal/run.js";
import { UsageError } from "../terminal/usage-error.js";

export function addSandbox(program: Command): void {
  addCommand(program, "sandbox", "Put an emulator of the services on a port of this machine, until Ctrl-C.", [
    ["", "on port 4010, or the next that is free"],
    ["--help", "all of its options"],
  ])
    .argument("[options...]", "what the sandbox takes")
    .helpOption(false)
    .allowUnknownOption()
    .action((args: readonly string[]) => run(args));
}

async function run(args: readonly string[]): Promise<void> {
  const script = sandboxProgram(process.cwd());
  process.argv = [process.execPath, script, "sandbox", ...args];
  await import(pathToFileURL(script).href);
}

function sandboxProgram(root: string): string {
  if (checkout !== undefined && isWithin(checkout, root)) return join(checkout, "src", "sandbox", "bin.ts");
  try {
    const manifest = createRequire(join(root, "package.json")).resolve("sharewright/package.json");
    const script = join(dirname(manifest), "dist", "src", "sandbox", "bin.js");
    if (existsSync(script)) return script;
  } catch {
    // Said below.
  }
  throw new UsageError(
    "The sandbox is a part of the package `sharewright`, which is not installed: npm install sharewright",
  );
}
