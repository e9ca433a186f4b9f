#!/usr/bin/env node
/// <reference types="node" />
// The package's command. What the sandbox stands on is optional for whoever only wants a client: it is looked for first,
// so that what is missing is said in one line.

const peers = ["hono", "@hono/node-server", "ajv", "ajv-formats"];

const usage = `Usage: sharewright sandbox [options]

  sandbox    puts an emulator of the services on a port of this machine; --help tells its options
`;

function isMissing(name: string): boolean {
  try {
    import.meta.resolve(name);
    return false;
  } catch {
    return true;
  }
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === undefined || command === "--help" || command === "-h" || command === "help") {
    process.stdout.write(usage);
    return command === undefined ? 2 : 0;
  }
  if (command !== "sandbox") {
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
  return run(args);
}

process.exitCode = await main(process.argv.slice(2));
