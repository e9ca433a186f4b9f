/// <reference types="node" />
// `sharewright sandbox`: a sandbox on a port until it is stopped.

import { existsSync, readFileSync } from "node:fs";
import type { Listening } from "../server/listen.js";
import { type CommandOptions, defaultPort, help, readOptions, UsageError } from "./options.js";

/** How many ports after the usual one are tried. */
const tried = 20;

/** Runs until it is interrupted, and gives the exit status. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      process.stdout.write(help);
      return 0;
    }
    const { state, seed, now } = options.sandbox;
    const goesOn = state !== undefined && (seed ?? now) !== undefined && existsSync(state);
    const serve = options.document === undefined ? await ofServices(options) : await ofDocument(options);
    const { server, greeting } = await (options.port === undefined ? onFreePort(serve) : onPort(options.port, serve));
    // Listened for first: a reader of the greeting may interrupt at once.
    const interrupted = interruption();
    if (goesOn) process.stderr.write(`${state} goes on as it was: --seed and --now count for a new state.\n`);
    process.stdout.write(`The sandbox runs. Watch it at ${server.url}/\n\n${greeting}\n\nCtrl-C ends it.\n`);
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

/** A sandbox on its port, and the text that says how to call it. */
interface Served {
  readonly server: Listening<unknown>;
  readonly greeting: string;
}

type Serve = (port: number) => Promise<Served>;

/** Of the two services. They are loaded here, because the sandbox of a document starts sooner without them. */
async function ofServices({ host, cors, sandbox }: CommandOptions): Promise<Serve> {
  const { serveSandbox } = await import("../server/serve.js");
  const { greeting } = await import("../services/greeting.js");
  return async (port) => {
    const server = await serveSandbox({ ...sandbox, host, cors, port });
    return { server, greeting: greeting(server) };
  };
}

async function ofDocument({ document: file = "", host, cors, sandbox }: CommandOptions): Promise<Serve> {
  const document = readDocument(file);
  const { serveDocument } = await import("../server/serve-document.js");
  const { documentGreeting } = await import("./document-greeting.js");
  return async (port) => {
    const server = await serveDocument({ ...sandbox, webhooks: {}, document, host, cors, port });
    return { server, greeting: documentGreeting(document, server) };
  };
}

async function onPort(port: number, serve: Serve): Promise<Served> {
  try {
    return await serve(port);
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Error(`Port ${port} is taken. Leave --port out for one that is free, or name another.`);
  }
}

async function onFreePort(serve: Serve): Promise<Served> {
  for (let port = defaultPort; port < defaultPort + tried; port += 1) {
    try {
      return await serve(port);
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

/** Resolves at the first interruption; another one then ends the process at once, as it does by itself. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
