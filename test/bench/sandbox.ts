// The sandbox: how long until its first answer, and calls per second over loopback, against a bare hono handler that
// answers with the same bytes. Each server, and the one who calls, is a process of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../package/npm.js";
import { projectRoot } from "../package/project-root.js";
import { program } from "./call.js";
import { figure, type Row } from "./measure.js";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

export async function benchSandbox(project: string, rounds: number): Promise<Row[]> {
  installPeers(project);
  return [...benchStart(project, rounds), ...(await benchLoad(project, rounds))];
}

/** What the sandbox needs beside the package, as this project has it. */
export function installPeers(project: string): void {
  for (const name of ["hono", "@hono/node-server", "ajv", "ajv-formats"]) {
    const place = join(project, "node_modules", name);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(projectRoot, "node_modules", name), place, "junction");
  }
}

function benchStart(project: string, rounds: number): Row[] {
  const file = program(project, "sandbox-start");
  return ["in process", "served"].map((how): Row => {
    const taken = Array.from({ length: rounds }, () => Number(run(project, process.execPath, [file, how])));
    return { work: `sandbox, import to first answer, ${how}`, ours: figure(taken), unit: "ms" };
  });
}

async function benchLoad(project: string, rounds: number): Promise<Row[]> {
  const load = program(project, "sandbox-load");
  const server = program(project, "sandbox-server");
  const servers: ChildProcess[] = [];
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [server, ...args], { cwd: project, stdio: ["ignore", "pipe", "inherit"] });
    servers.push(child);
    const [told] = await once(child.stdout, "data");
    return JSON.parse(String(told));
  };
  try {
    const { url, apiKey, calls } = await start();
    const answers = join(project, "answers.json");
    const sampled = Object.entries(calls as Record<string, Call>).map(async ([name, call]) => [
      name,
      await sample(url, apiKey, call),
    ]);
    writeFileSync(answers, JSON.stringify(Object.fromEntries(await Promise.all(sampled))));
    const { url: bare } = await start(answers);
    return Object.entries(calls as Record<string, Call>).map(([name, call]): Row => {
      const given = JSON.stringify({ ours: url, rival: bare, apiKey, call });
      const { ours, rival } = JSON.parse(run(project, process.execPath, [load, given, String(rounds)]));
      const work = `sandbox, ${name} over loopback, 32 in flight`;
      return { work, ours: figure(ours), rival: figure(rival), unit: "calls/s", bar: 0.35, least: true };
    });
  } finally {
    for (const child of servers) child.kill();
  }
}

/** What the sandbox answers, but for what a server writes itself. */
async function sample(url: string, apiKey: string, { method, path, body }: Call): Promise<object> {
  const headers = { authorization: `Bearer ${apiKey}`, "key-inflection": "camel", "content-type": "application/json" };
  const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}.`);
  const own = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"];
  const kept = [...response.headers].filter(([name]) => !own.includes(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
}
