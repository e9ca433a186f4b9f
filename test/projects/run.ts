// `npm run test:projects`: both packages in empty projects of every kind, as a stranger installs them. In each: init, generate,
// tsc, one call of each client on the sandbox, check, verify; for a document of OpenAPI 3.1, of 3.0, and of Swagger 2.0.
//
// `npm run test:projects -- Bun Vite` tries only these. Packages come from the registry; the installers have a folder of their own.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installLocked } from "../package/npm.js";
import { packProject } from "../package/pack.js";
import { packCli } from "../package/pack-cli.js";
import { callsFor, documents } from "./calls.js";
import { type Kind, kinds } from "./kinds.js";

const here = import.meta.dirname;
const bin = (name: string) => join(here, "node_modules/.bin", name);
const env = { ...process.env, CI: "", GITHUB_ACTIONS: "", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };
const minutes = 60_000;

/** What the sandbox and the compiler want, beside our packages. */
const peers = ["typescript@5.9", "@types/node@20", "hono", "@hono/node-server", "ajv@8", "ajv-formats@3"];

interface Sandbox {
  readonly url: string;
  stop(): void;
}

installLocked(here);
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(kinds, name));
if (unknown !== undefined)
  throw new Error(`There is no kind "${unknown}". There are: ${Object.keys(kinds).join(", ")}.`);
const folder = mkdtempSync(join(tmpdir(), "sharewright-projects-"));
const tarballs = [packProject().tarball, packCli()];
const sandboxes = new Map<string, Sandbox>();
try {
  for (const [name, kind] of Object.entries(kinds)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const started = performance.now();
    try {
      const size = await tryProject(join(folder, name.replace(/\W+/g, "-")), kind);
      console.log(`ok      ${name}  (${((performance.now() - started) / 1000).toFixed(0)} s; ${size})`);
    } catch (error) {
      console.error(`FAILED  ${name}\n${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
} finally {
  for (const { stop } of sandboxes.values()) stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Gives what the installation takes. */
async function tryProject(project: string, kind: Kind): Promise<string> {
  const app = join(project, kind.app ?? "");
  const ending = /importExtension: (\w+)/.exec(kind.settings ?? "")?.[1] ?? "js";
  write(app, {
    "tsconfig.json": {
      compilerOptions: {
        ...{ target: "ES2022", lib: ["ES2022", "DOM", "DOM.Iterable"], strict: true, exactOptionalPropertyTypes: true },
        ...{ noUncheckedIndexedAccess: true, isolatedModules: true, skipLibCheck: true },
        ...kind.compilerOptions,
      },
      include: ["src"],
    },
    "src/calls.ts": callsFor(ending === "none" ? "" : ending),
    ...kind.files,
  });
  for (const [name, path] of documents)
    cpSync(join(here, "node_modules/@readme/oas-examples", path), join(app, `${name}.json`));

  await install(app, kind, tarballs);
  const size = `our packages ${megabytes(kind.app === undefined ? project : project)} MB`;
  await install(app, kind, [...peers, ...(kind.packages ?? [])]);
  const ours = (...args: string[]) => run(app, [join(app, "node_modules/.bin/sharewright"), ...args]);
  for (const [name] of documents) {
    const begun = ours("init", `${name}.json`, "--name", name);
    if (!begun.includes(`\`${name}\``)) throw new Error(`init said nothing of ${name}:\n${begun}`);
  }
  if (kind.settings !== undefined) {
    const config = join(app, "redocly.yaml");
    const text = readFileSync(config, "utf8");
    writeFileSync(
      config,
      text.replaceAll(/^( +)output: .*$/gm, (line, indent) => `${line}\n${indent}${kind.settings}`),
    );
  }
  ours("generate");
  run(app, [join(app, "node_modules/.bin/tsc"), "--noEmit"]);
  for (const [program = "", ...args] of kind.build ?? []) run(app, [join(app, "node_modules/.bin", program), ...args]);
  await startSandboxes(app);
  const called = await calls(app, kind);
  const wanted = documents.map(([name]) => `${name} true`).join("\n");
  if (called.trim() !== wanted) throw new Error(`The calls gave ${JSON.stringify(called)}`);
  ours("generate", "--check");
  const verified = ours("verify");
  for (const [name] of documents) {
    if (!new RegExp(`^${name} +(\\d+) +\\1 .* yes +0$`, "m").test(verified)) throw new Error(verified);
  }
  return size;
}

async function install(app: string, { installer }: Kind, packages: readonly string[]): Promise<void> {
  const commands = {
    npm: ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund"],
    pnpm: [bin("pnpm"), "add", "--prefer-offline"],
    bun: [bin("bun"), "add"],
  };
  run(app, [...commands[installer], ...packages]);
}

/** The first project serves for all. */
async function startSandboxes(app: string): Promise<void> {
  if (sandboxes.size > 0) return;
  for (const [name] of documents) {
    const args = [join(app, "node_modules/.bin/sharewright"), "sandbox", "--spec", `${name}.json`, "--port", "0"];
    sandboxes.set(name, await serve(app, args, /^.*: (http:\/\/127\.0\.0\.1:\d+\S*)$/m));
  }
}

async function calls(app: string, kind: Kind): Promise<string> {
  const urls = Object.fromEntries([...sandboxes].map(([name, { url }]) => [name, url]));
  const settings = { SANDBOXES: JSON.stringify(urls) };
  if (kind.isServer !== true) return run(app, kind.run(app), settings);
  const port = await freePort();
  const command = kind.run(app).map((part) => (part === "0" ? String(port) : part));
  const server = await serve(app, command, /(http:\/\/127\.0\.0\.1:\d+)/, settings);
  try {
    return await (await fetch(`${server.url}/calls`)).text();
  } finally {
    server.stop();
  }
}

function run(cwd: string, [command = "", ...args]: readonly string[], more: object = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...env, ...more },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    timeout: 10 * minutes,
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${error ?? ""}${stdout}${stderr}`);
  return stdout;
}

/** Starts a server, and waits for the address that it prints. */
function serve(
  cwd: string,
  [command = "", ...args]: readonly string[],
  address: RegExp,
  more: object = {},
): Promise<Sandbox> {
  const child = spawn(command, args, { cwd, env: { ...env, ...more } });
  let text = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No address after two minutes:\n${text}`)), 2 * minutes);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const url = address.exec(text)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve({ url, stop: () => void child.kill() });
      });
    }
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${command} ended:\n${text}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function write(app: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(app, path);
    mkdirSync(dirname(file), { recursive: true });
    const manifest = path === "package.json" ? { name: "consumer", private: true, ...(content as object) } : content;
    writeFileSync(file, typeof manifest === "string" ? manifest : JSON.stringify(manifest, null, 2));
  }
}

/** Links of pnpm lead to files that are counted where they lie. */
function megabytes(project: string): string {
  const seen = new Set<string>();
  let bytes = 0;
  for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.parentPath.includes("node_modules")) continue;
    const { size, ino } = statSync(join(entry.parentPath, entry.name));
    if (!seen.has(String(ino))) bytes += size;
    seen.add(String(ino));
  }
  return (bytes / 1_000_000).toFixed(1);
}
