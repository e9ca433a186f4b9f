#!/usr/bin/env node
/// <reference types="node" />
// The package's command. What the sandbox stands on is optional for whoever only wants a client: it is looked for first,
// so that what is missing is said in one line.

const peers = ["hono", "@hono/node-server", "ajv", "ajv-formats"];

const usage = `Usage: sharewright sandbox [options], or sharewright-sandbox [options]

Puts an emulator of the services on a port of this machine; \`sandbox --help\` lists the options, --version prints the
version of the package.
`;

function isMissing(name: string): boolean {
  try {
    import.meta.resolve(name);
    return false;
  } catch {
    return true;
  }
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === "--version" || command === "-v") {
    // From its own module, which needs nothing.
    const { version } = await import("../transport/user-agent.js");
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (command === undefined || command === "--help" || command === "-h" || command === "help") {
    process.stdout.write(usage);
    return command === undefined ? 2 : 0;
  }
  const isOption = command.startsWith("-");
  if (command !== "sandbox" && !isOption) {
    process.stderr.write(`sharewright: there is no command "${command}". There is: sandbox.\n`);
    return 2;
  }
  const missing = peers.filter(isMissing);
  if (missing.length > 0) {
    process.stderr.write(
      `sharewright sandbox: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. The sandbox needs what a client does not:\n\n  npm install --save-dev ${missing.join(" ")}\n`,
    );
    return 1;
  }
  const { run } = await import("./command/run.js");
  return run(isOption ? [command, ...rest] : rest);
}

process.exitCode = await main(process.argv.slice(2));
