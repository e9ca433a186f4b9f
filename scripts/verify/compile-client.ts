// The types of a generated folder, by the compiler of the project that it is in: calls run without them, and a file that was
// changed by hand may run and yet not compile.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { findUp } from "../job/paths.js";

export interface Compiled {
  /** Of the compiler: `5.9.3`. */
  readonly version: string;
  /** Whether it is the project's own, and not the one that came with this program. */
  readonly isOfProject: boolean;
  /** As the compiler prints them, with paths from the working folder. */
  readonly errors: readonly string[];
}

/** @param folder absolute path of the client. */
export async function compileClient(folder: string): Promise<Compiled> {
  const compiler = compilerFor(folder);
  const scratch = mkdtempSync(join(tmpdir(), "sharewright-compile-"));
  try {
    const config = join(scratch, "tsconfig.json");
    writeFileSync(config, JSON.stringify(configFor(folder)));
    const child = spawn(process.execPath, [compiler.program, "-p", config, "--pretty", "false"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(chunk));
    const [status] = (await once(child, "close")) as [number | null];
    const lines = Buffer.concat(output)
      .toString("utf8")
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "");
    const errors = status === 0 ? [] : lines.filter((line) => !line.startsWith(" ")).map((line) => shown(line, folder));
    if (status !== 0 && errors.length === 0) errors.push(`the compiler ended with ${status}`);
    return { version: compiler.version, isOfProject: compiler.isOfProject, errors };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The strictest that callers commonly have; what they import is taken as it is. */
function configFor(folder: string): object {
  const nodeTypes = findUp(folder, "node_modules/@types/node");
  return {
    compilerOptions: {
      target: "ES2022",
      lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
      module: "ESNext",
      // Takes each of the endings that `importExtension` gives.
      moduleResolution: "bundler",
      allowImportingTsExtensions: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
      ...(nodeTypes === undefined ? { types: [] } : { types: ["node"], typeRoots: [dirname(nodeTypes)] }),
    },
    include: [`${folder.replaceAll("\\", "/")}/**/*.ts`],
  };
}

function compilerFor(folder: string): {
  readonly program: string;
  readonly version: string;
  readonly isOfProject: boolean;
} {
  for (const [isOfProject, from] of [
    [true, join(folder, "index.ts")],
    [false, import.meta.filename],
  ] as const) {
    try {
      const manifest = createRequire(from).resolve("typescript/package.json");
      const { version, bin } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string; bin: { tsc: string } };
      return { program: resolve(dirname(manifest), bin.tsc), version, isOfProject };
    } catch {
      // Looked for at the next place.
    }
  }
  throw new Error("There is no TypeScript here: npm install --save-dev typescript");
}

function shown(line: string, folder: string): string {
  const [, file, rest] = /^(.+?)(\(\d+,\d+\): .*)$/s.exec(line) ?? [];
  if (file === undefined || rest === undefined) return line;
  return `${relative(process.cwd(), resolve(folder, file)).replaceAll("\\", "/")}${rest}`;
}
