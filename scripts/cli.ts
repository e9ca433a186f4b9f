#!/usr/bin/env node
// The program: `npx sharewright`, and in a clone whatever `npm run` calls.

import { CommanderError } from "commander";
import { createProgram } from "./commands/program.js";
import { describeError } from "./terminal/run.js";
import { UsageError } from "./terminal/usage-error.js";

// The reader of the output may end before it is written, as `| head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});

try {
  const program = createProgram();
  if (process.argv.length > 2) {
    await program.parseAsync();
  } else {
    // As git and npm do: a line of CI whose command is an empty variable must not pass.
    program.outputHelp();
    process.exitCode = 2;
  }
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its own; --help ends here too, with 0.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    console.error(describeError(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
