// Every command of the package, with one manner for all.

import { readFileSync } from "node:fs";
import { Command } from "commander";
import { didYouMean } from "../problem/nearest.js";
import { commandIn } from "../terminal/checkout.js";
import { exitCodes } from "../terminal/run.js";
import { UsageError } from "../terminal/usage-error.js";
import { addContract } from "./contract.js";
import { addDiff } from "./diff.js";
import { addDocs } from "./docs.js";
import { addGenerate } from "./generate.js";
import { addInit } from "./init.js";
import { addLint } from "./lint.js";
import { addSandbox } from "./sandbox.js";
import { addVerify } from "./verify.js";

export function createProgram(): Command {
  const program = new Command("sharewright")
    .description("Typed, resilient TypeScript clients of OpenAPI and Swagger documents.")
    .version(version())
    .configureHelp({
      commandUsage: (command) => {
        if (command.parent === null) return "npx sharewright <command> [options]";
        const typed = commandIn(process.cwd(), command.name());
        return `${typed}${typed.startsWith("npm run") ? " --" : ""} ${command.usage()}`;
      },
    })
    .configureOutput({ outputError: (text, write) => write(text) })
    .addHelpText(
      "after",
      `\nExample:\n  npx sharewright init api.yaml    makes a place for the client of a document; tells what comes next\n${exitCodes}`,
    )
    .helpCommand(false)
    .showHelpAfterError("Run `npx sharewright --help` for the commands.")
    .exitOverride();
  for (const add of [addInit, addGenerate, addLint, addDiff, addVerify, addContract, addSandbox, addDocs]) add(program);
  addHelp(program);
  return program;
}

/** Commander's own shows all commands where none has the name. */
function addHelp(program: Command): void {
  program
    .command("help")
    .description("The options of a command, with examples.")
    .argument("[command]", "a command (default: the list of them)")
    .action(async (name?: string) => {
      if (name === undefined) return program.outputHelp();
      const known = program.commands.map((command) => command.name());
      if (!known.includes(name))
        throw new UsageError(`There is no command ${name}.${didYouMean(name, known)} There are: ${known.join(", ")}.`);
      await program.parseAsync([name, "--help"], { from: "user" });
    });
}

function version(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8")) as Record<string, string>;
      if (manifest.name === "@sharewright/cli") return manifest.version ?? "";
    } catch {
      // It lies a folder higher where the scripts are compiled.
    }
  }
  return "";
}
