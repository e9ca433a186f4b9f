// A generated folder → what its index exports. Its TypeScript is compiled into a folder of the system's for
// temporary files, so that a project that cannot be written to can be verified.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CompilerOptions } from "typescript";
import { readTree } from "../output/compare.js";
import { UsageError } from "../terminal/usage-error.js";

export interface LoadedClient {
  readonly module: Readonly<Record<string, unknown>>;
  close(): void;
}

export async function loadClient(folder: string): Promise<LoadedClient> {
  if (!existsSync(join(folder, "index.ts")))
    throw new UsageError(`There is no client in ${folder}. Run \`generate\` first.`);
  const { default: ts } = await import("typescript");
  const target = mkdtempSync(join(tmpdir(), "sharewright-verify-"));
  const close = () => rmSync(target, { recursive: true, force: true });
  try {
    // One program for all files: one for each takes ten times as long.
    const options: CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      noCheck: true,
      noLib: true,
      noResolve: true,
      types: [],
    };
    const paths = [...readTree(folder).keys()].filter((path) => path.endsWith(".ts"));
    const program = ts.createProgram(
      paths.map((path) => join(folder, path)),
      options,
    );
    program.emit(undefined, (_file, text, _bom, _onError, [source] = []) => {
      if (source === undefined) return;
      const path = relative(folder, source.fileName);
      const file = join(target, path.replace(/\.ts$/, ".mjs"));
      const imports = ts.preProcessFile(text, true, true).importedFiles;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, redirected(text, imports, join(folder, path), folder));
    });
    const module = (await import(pathToFileURL(join(target, "index.mjs")).href)) as LoadedClient["module"];
    return { module, close };
  } catch (error) {
    close();
    throw error;
  }
}

interface Import {
  readonly fileName: string;
  readonly pos: number;
  readonly end: number;
}

/** Imports inside of the folder lead to its compiled files, all others to where they led from there. */
function redirected(code: string, imports: readonly Import[], from: string, folder: string): string {
  let text = code;
  for (const { fileName, pos, end } of [...imports].sort((a, b) => b.pos - a.pos)) {
    // Some positions have the quotes in them, others have not.
    const start = text.indexOf(fileName, pos);
    if (start < 0 || start > end) continue;
    text = text.slice(0, start) + leadingTo(fileName, from, folder) + text.slice(start + fileName.length);
  }
  return text;
}

function resolvePackage(specifier: string, from: string): string {
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    throw new UsageError(`The client imports ${specifier}, which is not installed here: npm install ${name}`);
  }
}

function leadingTo(specifier: string, from: string, folder: string): string {
  if (!specifier.startsWith(".")) return pathToFileURL(resolvePackage(specifier, from)).href;
  const path = resolve(dirname(from), specifier);
  if (path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`)) {
    if (/\.(js|ts)$/.test(specifier)) return specifier.replace(/\.(js|ts)$/, ".mjs");
    return existsSync(`${path}.ts`) ? `${specifier}.mjs` : `${specifier}/index.mjs`;
  }
  const source = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`].find((each) => existsSync(each));
  return source === undefined ? specifier : pathToFileURL(source).href;
}
