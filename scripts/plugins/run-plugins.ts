// Adds the files of the plug-ins that redocly.yaml names. One that fails, or gives what is no file, refuses the whole run: half
// an output is none.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import { hashBytes } from "../cache/hash.js";
import type { Job } from "../job/job.js";
import type { Service } from "../model/types/service.js";
import type { Printed } from "../print/print.js";
import { banner } from "../print/typescript/banner.js";
import { didYouMean } from "../problem/nearest.js";
import type { Problem } from "../problem/problem.js";
import { type BuiltInName, builtInNames, peers } from "./built-in.js";
import { type Plugin, type PluginContext, type PluginFile, pluginVersion } from "./plugin.js";

export async function runPlugins(
  job: Pick<Job, "plugins" | "builtIn" | "base" | "runtime" | "command" | "importExtension">,
  service: Service,
  document: unknown,
  printed: Printed,
): Promise<Printed & { readonly files: ReadonlyMap<string, string> }> {
  const tree = new Map(printed.tree);
  const problems: Problem[] = [...printed.problems];
  const files = new Map<string, string>();
  problems.push(...missingPeers(job.builtIn, job.base));
  for (const specifier of job.plugins) {
    const refuse = (message: string, remedy: string): void =>
      void problems.push({ code: "plugin", severity: "error", message, remedy });
    const path = pathOf(specifier, job.base);
    if (path === undefined) {
      refuse(
        `The plug-in ${specifier} is not there.`,
        `${didYouMean(specifier, builtInNames).trim()} Correct its path, which begins with a dot and counts from redocly.yaml, or install it. Shipped are: ${builtInNames.join(", ")}.`.trim(),
      );
      continue;
    }
    files.set(path, hashBytes(readFileSync(path)));
    const context: PluginContext = {
      version: pluginVersion,
      document,
      runtime: job.runtime,
      banner: banner(service.specFolder, job.command).trimEnd(),
      command: job.command,
      specifier: undefined,
      importExtension: job.importExtension,
      warn: (warning) => problems.push({ ...warning, severity: "warning" }),
    };
    try {
      const plugin = await load(path, files.get(path) ?? "");
      for (const file of await plugin.files(service, context)) {
        const fault = faultOf(file, tree);
        if (fault === undefined) tree.set(file.path, file.text);
        else refuse(`The plug-in ${plugin.name} gives ${fault}.`, "Correct the plug-in.");
      }
    } catch (error) {
      refuse(
        `The plug-in ${specifier} failed: ${(error as Error).message}`,
        "Correct it, or take it out of `plugins` in redocly.yaml.",
      );
    }
  }
  return { tree: new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1))), problems, files };
}

/** Packages that files of shipped plug-ins import, and the project lacks. The files are written all the same. */
function missingPeers(names: readonly BuiltInName[], base: string): readonly Problem[] {
  return names.flatMap((name) => {
    const missing = (peers[name] ?? []).filter((each) => !isInstalled(each, base));
    if (missing.length === 0) return [];
    return {
      code: "plugin-peer",
      severity: "warning",
      message: `The files of \`${name}\` import ${missing.join(", ")}, which this project has not installed.`,
      remedy: `npm install ${name === "mocks" ? "--save-dev " : ""}${missing.join(" ")}`,
    };
  });
}

/** By its folder: a package may keep its package.json to itself. */
function isInstalled(name: string, base: string): boolean {
  const paths = createRequire(join(base, "package.json")).resolve.paths(name) ?? [];
  return paths.some((folder) => existsSync(join(folder, name)));
}

function pathOf(specifier: string, base: string): string | undefined {
  if (isAbsolute(specifier)) return existsSync(specifier) ? specifier : undefined;
  try {
    return createRequire(join(base, "package.json")).resolve(specifier);
  } catch {
    return undefined;
  }
}

/** By its content, so that `--watch` takes what was saved. */
async function load(path: string, hash: string): Promise<Plugin> {
  const url = pathToFileURL(path);
  url.searchParams.set("content", hash.slice(0, 16));
  const { default: plugin } = (await import(url.href)) as { readonly default?: Partial<Plugin> };
  if (typeof plugin?.name === "string" && typeof plugin.files === "function") return plugin as Plugin;
  throw new Error("its default export is no { name, files(service, context) }");
}

function faultOf(file: PluginFile, tree: ReadonlyMap<string, string>): string | undefined {
  if (typeof file?.path !== "string" || typeof file.text !== "string") return "something that is no { path, text }";
  if (tree.has(file.path)) return `a second file ${file.path}`;
  return undefined;
}
