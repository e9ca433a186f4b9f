// Servers of a document, each a process of its own: ours by its command, Prism by its own, the stateful rival, and a bare hono
// handler that answers with given bytes.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { dirname, join, relative } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { transformSync } from "esbuild";
import { readTree } from "../../scripts/output/compare.js";
import { projectRoot } from "../package/project-root.js";

export type Headers = Readonly<Record<string, string>>;
export const callerHeaders: Headers = { authorization: "Bearer bench", accept: "application/json" };

/** How a server of a document is started: the folder it runs in, and its arguments. */
type Command = (file: string, port: number) => { readonly cwd: string; readonly args: readonly string[] };

export function commandsOf(project: string, rivals: string): Record<"ours" | "prism" | "stateful", Command> {
  const cli = compiledCli(project);
  const prism = join(rivals, "node_modules/@stoplight/prism-cli/dist/index.js");
  return {
    ours: (file, port) => ({ cwd: project, args: [cli, "sandbox", "--spec", file, "--port", String(port)] }),
    prism: (file, port) => ({
      cwd: rivals,
      args: [prism, "mock", "--host", "127.0.0.1", "--port", String(port), file],
    }),
    stateful: (file, port) => ({ cwd: rivals, args: [join(rivals, "stateful-server.cjs"), file, String(port)] }),
  };
}

/** The command, as it is published: JavaScript, beside the installed package. */
function compiledCli(project: string): string {
  const folder = join(project, "command");
  if (existsSync(folder)) return join(folder, "cli.js");
  const source = join(projectRoot, "scripts");
  mkdirSync(folder);
  for (const [path, content] of readTree(source)) {
    if (/^(dist|node_modules)\//.test(path) || !/\.(ts|json)$/.test(path)) continue;
    const target = join(folder, path.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    if (path.endsWith(".json")) cpSync(join(source, path), target);
    else writeFileSync(target, transformSync(String(content), { loader: "ts", target: "es2022" }).code);
  }
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"), "junction");
  return join(folder, "cli.js");
}

export interface Served {
  readonly origin: string;
  /** Milliseconds from the start of the process to its first answer. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Starts a server and waits until it answers `path` with anything but an error of its own. */
export async function served(command: Command, file: string, path: string): Promise<Served> {
  const port = await freePort();
  const { cwd, args } = command(file, port);
  const origin = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  child.stderr.on("data", (chunk) => {
    told += chunk;
  });
  while ((await statusOf(`${origin}${path}`)) === undefined) {
    if (child.exitCode !== null)
      throw new Error(`${relative(projectRoot, file)} is not served:\n${told.slice(0, 600)}`);
    if (performance.now() - started > 120_000) throw new Error(`${args.join(" ")} did not answer in two minutes.`);
    await later(5);
  }
  const startMs = performance.now() - started;
  return { origin, startMs, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(url, { headers: callerHeaders, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode));
    });
    sent.once("error", () => resolve(undefined));
    sent.end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What is sent back by the bare handler. */
export interface Recorded {
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A call as it is answered, but for what a server writes itself. */
export async function recorded(origin: string, path: string, body?: object): Promise<Recorded> {
  const response = await fetch(`${origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...callerHeaders, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const own = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"];
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !own.includes(name)));
  return { path, status: response.status, headers, body: await response.text() };
}
