/// <reference types="node" />
// `sharewright sandbox`: a sandbox on a port until it is stopped.

import { existsSync, readFileSync } from "node:fs";
import { nameOf } from "../sandbox.js";
import { type ServedSandbox, type ServeOptions, serveSandbox } from "../serve.js";
import { greeting } from "../services/greeting.js";
import { readSpec } from "../spec.js";
import { documentGreeting } from "./document-greeting.js";
import { defaultPort, help, readOptions, UsageError } from "./options.js";

/** How many ports after the usual one are tried. */
const tried = 20;

/** Runs until it is interrupted, and gives the exit status. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { help: wantsHelp, port, host, cors, document: file, sandbox: given } = readOptions(args);
    if (wantsHelp) {
      process.stdout.write(help);
      return 0;
    }
    const document = file === undefined ? undefined : readDocument(file);
    const { state, seed, now } = given;
    const goesOn = state !== undefined && (seed ?? now) !== undefined && existsSync(state);
    const listening = { ...given, cors, ...(host !== undefined && { host }) };
    const sandbox = document === undefined ? listening : ({ ...listening, webhooks: {}, document } as ServeOptions);
    const server = port === undefined ? await onFreePort(sandbox) : await onPort(port, sandbox);
    // Listened for first: a reader of the greeting may interrupt at once.
    const interrupted = interruption();
    if (goesOn) process.stderr.write(`${state} goes on as it was: --seed and --now count for a new state.\n`);
    process.stdout.write(greetingOf(document, server));
    await interrupted;
    await server.close();
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError || error instanceof TypeError;
    const hint = isUsage ? "Run `sharewright sandbox --help` for what there is.\n" : "";
    process.stderr.write(`sharewright sandbox: ${(error as Error).message}\n${hint}`);
    return isUsage ? 2 : 1;
  }
}

async function onPort(port: number, options: ServeOptions): Promise<ServedSandbox> {
  try {
    return await serveSandbox({ ...options, port });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Error(`Port ${port} is taken. Leave --port out for one that is free, or name another.`);
  }
}

async function onFreePort(options: ServeOptions): Promise<ServedSandbox> {
  for (let port = defaultPort; port < defaultPort + tried; port += 1) {
    try {
      return await serveSandbox({ ...options, port });
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`Ports ${defaultPort} to ${defaultPort + tried - 1} are taken. Name another with --port.`);
}

function isTaken(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === "EADDRINUSE";
}

/** @throws {UsageError} if there is no JSON in the file. */
function readDocument(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--document: ${file} cannot be read as JSON: ${(error as Error).message}.`);
  }
}

function greetingOf(document: unknown, server: ServedSandbox): string {
  const { sandbox, url } = server;
  const text =
    document === undefined ? greeting(server) : documentGreeting(readSpec(document), nameOf(document), sandbox, url);
  return `The sandbox runs. Watch it at ${url}/\n\n${text}\n\nCtrl-C ends it.\n`;
}

/** Resolves at the first interruption; another one then ends the process at once, as it does by itself. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
