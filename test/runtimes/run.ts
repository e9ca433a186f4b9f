// `npm run test:runtimes`: the packed package, installed, under every runtime it is made for. Each makes the same calls
// twice, on a `fetch` in the same process and on a server at a loopback address. A browser stands for the smallest set of
// globals: its bundle runs in a context of its own that has the web platform's names and none of Node's.
//
// The runtimes are in a folder of their own, which is installed at the first run: they are large.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createContext, Script } from "node:vm";
import { build } from "esbuild";
import { answer } from "../package/consumer/answers.js";
import { ALL_RIGHT, writeConsumer } from "../package/consumer.js";
import { installLocked } from "../package/npm.js";
import { installPackage } from "../package/pack.js";
import { compatibilityModes, tryWorkers } from "./workers.js";

const here = import.meta.dirname;
const bin = (path: string) => join(here, "node_modules", path);

/** Command lines, to which main.js and the address of a server are added. */
const runtimes: Readonly<Record<string, readonly [project: "esm" | "cjs", ...command: string[]]>> = {
  "Node 20, import": ["esm", bin("node20/bin/node")],
  "Node 20, require": ["cjs", bin("node20/bin/node")],
  "Node 22, import": ["esm", bin("node22/bin/node")],
  "Node 22, require": ["cjs", bin("node22/bin/node")],
  "Node 24, import": ["esm", bin("node24/bin/node")],
  "Node 24, require": ["cjs", bin("node24/bin/node")],
  "Bun, import": ["esm", bin(".bin/bun"), "run"],
  "Bun, require": ["cjs", bin(".bin/bun"), "run"],
  "Deno, import": ["esm", bin(".bin/deno"), "run", "--quiet", "--no-prompt", "--allow-net=127.0.0.1"],
};

/** What browsers and workers have beside ECMAScript; the clients may count on nothing else. */
const platform = {
  AbortController,
  AbortSignal,
  Blob,
  clearTimeout,
  crypto,
  fetch,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  setTimeout,
  structuredClone,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
};

const execute = promisify(execFile);

installLocked(here);
const folder = mkdtempSync(join(tmpdir(), "sharewright-runtimes-"));
const server = await serve();
try {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const project of ["esm", "cjs"] as const) {
    installPackage(join(folder, project), project === "esm" ? { type: "module" } : {});
    writeConsumer(join(folder, project), project);
  }
  for (const [name, [project, command = "", ...args]] of Object.entries(runtimes)) {
    const version = await execute(command, ["--version"]);
    await report(`${name} (${version.stdout.split("\n")[0]?.replace(/^[a-z ]+/i, "")})`, async () => {
      for (const to of [[], [origin]]) {
        // Standard error is left alone: Node 22.12 warns there that require() of ESM is new.
        const { stdout } = await execute(command, [...args, "main.js", ...to], {
          cwd: join(folder, project),
          timeout: 60_000,
        });
        if (stdout !== ALL_RIGHT) throw new Error(`It printed ${JSON.stringify(stdout)}`);
      }
    });
  }
  for (const [name, flags] of Object.entries(compatibilityModes)) {
    await report(name, () => tryWorkers(join(folder, "esm"), join(here, "node_modules"), flags));
  }
  await report("browser bundle", () => runBundle(join(folder, "esm"), origin));
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function report(name: string, check: () => Promise<void>): Promise<void> {
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    console.error(`FAILED  ${name}\n${(error as Error).message}`);
    process.exitCode = 1;
  }
}

async function runBundle(project: string, origin: string): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: `export { answer } from "./answers.js"; export * from "./calls.js";`, resolveDir: project },
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "consumer",
    target: "es2022",
  });
  const context = createContext({ ...platform });
  new Script(outputFiles[0]?.text ?? "").runInContext(context);
  const found = await new Script(
    `Promise.all([
      consumer.callEverything("https://stub.test", { fetch: consumer.answer }),
      consumer.callEverything(${JSON.stringify(origin)}),
      [typeof process, typeof Buffer, typeof require].filter((type) => type !== "undefined"),
    ]).then(([inProcess, loopback, { length }]) => inProcess.length + " right" + (inProcess.length === loopback.length && length === 0 ? "" : ", not so over loopback"))`,
  ).runInContext(context);
  if (`${found}\n` !== ALL_RIGHT) throw new Error(`It gave ${JSON.stringify(found)}`);
}

async function serve(): Promise<Server> {
  const listening = createServer(async (incoming, outgoing) => {
    const { method = "GET", url, headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const request = new Request(`http://127.0.0.1${url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body }),
    });
    const response = await answer(request.url, request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return listening;
}
