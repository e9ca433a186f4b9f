#!/usr/bin/env node
/// <reference types="node" />
// The package's command. The sandbox's peer dependencies are optional, because a client needs none of them. They are looked
// for first, so that one line names those that are missing.

const peers = ["hono", "@hono/node-server", "ajv", "ajv-formats"];

const usage = `Usage: sharewright sandbox [options], or sharewright-sandbox [options]

Puts an emulator of the services on a port of this machine. --version prints the version of the package. The list of the options
needs what the sandbox stands on.
`;

function isMissing(name: string): boolean {
  try {
    import.meta.resolve(name);
    return false;
  } catch {
    return true;
  }
}

function asksForHelp(word: string | undefined): boolean {
  return word === "--help" || word === "-h";
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === "--version" || command === "-v") {
    // From its own module, which needs nothing.
    const { version } = await import("../transport/options/user-agent.js");
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const isHelp = command === "help" || [command, ...(command === "sandbox" ? rest : [])].some(asksForHelp);
  const isOption = command === undefined || command.startsWith("-");
  if (command !== "sandbox" && !isOption && !isHelp) {
    process.stderr.write(`sharewright: there is no command "${command}". There is: sandbox.\n`);
    return 2;
  }
  const missing = peers.filter(isMissing);
  if (missing.length > 0) {
    if (isHelp) process.stdout.write(usage);
    process.stderr.write(
      `sharewright sandbox: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. The sandbox needs what a client does not:\n\n  npm install --save-dev ${missing.join(" ")}\n`,
    );
    return isHelp ? 0 : 1;
  }
  const { run } = await import("./command/run.js");
  if (isHelp) return run(["--help"]);
  return run(command === undefined || command === "sandbox" ? rest : [command, ...rest]);
}

process.exitCode = await main(process.argv.slice(2));
