// How the plug-ins that are shipped print TypeScript: as the client's own files are printed.

import { namesOf } from "../model/types/node.js";
import type { Service } from "../model/types/service.js";
import { printSourceFile } from "../print/typescript/print-source-file.js";
import type { Context, SourceFile } from "../print/typescript/source-file.js";
import type { PluginContext, PluginFile } from "./plugin.js";

/** The facts of a service that printers of files share. */
export function printContext(
  service: Service,
  { runtime, command }: Pick<PluginContext, "runtime" | "command">,
): Context {
  const files = new Map(service.declarations.flatMap((each) => namesOf(each).map((name) => [name, each.file])));
  return { specFolder: service.specFolder, command, runtime, files };
}

export function printFile(file: SourceFile, { importExtension }: PluginContext): PluginFile {
  return { path: `${file.path}.ts`, text: printSourceFile(file, importExtension) };
}
