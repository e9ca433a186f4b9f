// The parts that all commands share: their help, their exit codes, their errors.

import { dirname } from "node:path";
import type { Command } from "commander";
import { printable } from "../problem/printable.js";
import { commandIn } from "./checkout.js";
import { UsageError } from "./usage-error.js";

export const exitCodes = `
Exit codes: 0 done and nothing found, 1 a finding, a difference or a failure, 2 a command line that is wrong.
Findings go to standard output, progress to standard error. DEBUG=1 shows where an error comes from.
`;

/** Adds a command with its examples: the arguments of each, and a remark. */
export function addCommand(
  program: Command,
  name: string,
  description: string,
  examples: readonly (readonly [args: string, effect: string])[],
): Command {
  const here = process.cwd();
  const typed = (args: string) => (args === "" ? commandIn(here, name) : commandIn(here, name, args));
  const width = Math.min(60, Math.max(...examples.map(([args]) => typed(args).length)));
  const lines = examples.map(([args, effect]) => {
    const line = typed(args);
    return line.length > width ? `  ${line}\n  ${" ".repeat(width)}  ${effect}` : `  ${line.padEnd(width)}  ${effect}`;
  });
  return program
    .command(name)
    .description(description)
    .addHelpText("after", `\nExamples:\n${lines.join("\n")}\n${exitCodes}`)
    .showHelpAfterError(`Run \`${typed("--help")}\` for the options.`);
}

/** An error for people: without a stack, unless DEBUG wants it. */
export function describeError(error: unknown): string {
  const { stack } = error as Error;
  const message = unwritable(error) ?? (error as Error).message;
  return `error: ${error instanceof UsageError || !process.env.DEBUG ? printable(message) : (stack ?? message)}`;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "may not be written to by this user. Give it the right to, or name another folder.",
  EPERM: "may not be written to. Name another folder.",
  ENOTDIR: "is a file, or lies below one. Name another folder.",
  EROFS: "lies on a file system that is read-only. Name another folder.",
  ENOSPC: "lies on a disk that is full. Make room, and run again.",
};

/** The system's error for a path that cannot be written, as a sentence. */
function unwritable(error: unknown): string | undefined {
  const { code = "", path } = error as NodeJS.ErrnoException;
  const reason = reasons[code];
  return reason === undefined || path === undefined ? undefined : `${dirname(path)} ${reason}`;
}
