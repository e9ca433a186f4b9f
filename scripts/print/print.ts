// Model → files: a map of path to text, relative to the service's folder.

import { type Lifecycle, waitersOf } from "../model/types/lifecycle.js";
import type { Declaration } from "../model/types/node.js";
import type { Resource, Service } from "../model/types/service.js";
import { type BuiltInName, builtIn } from "../plugins/built-in.js";
import { type PluginContext, pluginVersion } from "../plugins/plugin.js";
import { printContext } from "../plugins/print-files.js";
import type { Problem } from "../problem/problem.js";
import { browserFlowSource } from "./browser-flow.js";
import { clientSource } from "./client.js";
import { exportsOf, indexSource } from "./index-file.js";
import { operationSource } from "./operation/operation-file.js";
import { downloadSource } from "./resource/download.js";
import { pagerNameOf, pagerSource, pagersOf } from "./resource/pager-file.js";
import { resourceSource } from "./resource/resource.js";
import { isSynced, syncSource } from "./resource/sync.js";
import { type Wait, waiterSource } from "./resource/waiter.js";
import { transportSource } from "./transport.js";
import { typeSource } from "./type-file.js";
import { banner } from "./typescript/banner.js";
import { printSourceFile } from "./typescript/print-source-file.js";
import type { Context, SourceFile } from "./typescript/source-file.js";
import { webhookSource } from "./webhooks.js";

export interface PrintOptions {
  /** Module specifier of the runtime; a relative one is seen from the service's folder. */
  readonly runtime?: string;
  /** The command that makes these files, for their first lines. Default: `npm run generate`. */
  readonly command?: string;
  /** The module specifier from which callers import the client, for the fact sheet. Default: its index. */
  readonly specifier?: string;
  /** The ending of import paths inside the folder. Default: `js`. */
  readonly importExtension?: "js" | "ts" | "none";
  /** Plug-ins that are shipped, beside `reference`, which every output has. Default: none. */
  readonly plugins?: readonly BuiltInName[];
}

export interface Printed {
  readonly tree: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

export async function printService(
  service: Service,
  document: unknown,
  { runtime = "../../src/index", command, specifier, importExtension = "js", plugins = [] }: PrintOptions = {},
): Promise<Printed> {
  const context = printContext(service, { runtime, command });
  const tree = new Map<string, string>();
  const problems: Problem[] = [];
  const add = (file: SourceFile): void => void tree.set(`${file.path}.ts`, printSourceFile(file, importExtension));
  for (const file of sourceFiles(service, context)) add(file);
  const pluginContext: PluginContext = {
    version: pluginVersion,
    document,
    runtime,
    banner: banner(service.specFolder, command),
    command,
    specifier,
    importExtension,
    warn: (warning) => problems.push({ ...warning, severity: "warning" }),
  };
  for (const name of new Set<BuiltInName>(["reference", ...plugins])) {
    const plugin = await builtIn(name);
    for (const { path, text } of await plugin.files(service, pluginContext)) tree.set(path, text);
  }
  return { tree: new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1))), problems };
}

/** The TypeScript files that follow from the model alone, one after the other. */
function* sourceFiles(service: Service, context: Context): Iterable<SourceFile> {
  const resources = resourcesOf(service.root);
  const pagers = pagersOf(service);
  yield indexSource(context, exportsOf(service, resources));
  yield clientSource(context, service);
  yield transportSource(context, service);
  if (pagers.size > 0) yield pagerSource(context, pagers);
  const declared = byFile(service.declarations);
  for (const resource of resources) {
    const waits = waitsOf(resource, service.lifecycles);
    yield resourceSource(context, resource, waits);
    for (const operation of resource.operations) {
      const declarations = declared.get(operation.file) ?? [];
      declared.delete(operation.file);
      const pagerName = pagerNameOf(operation, pagers);
      yield operationSource(context, { service: service.name, operation, declarations, pagerName });
    }
    for (const operation of resource.operations) {
      if (isSynced(operation)) yield syncSource(context, service.name, operation);
    }
    for (const download of resource.downloads ?? []) yield downloadSource(context, service.name, download);
    for (const path of new Set(waits.map(({ waiter }) => waiter.file))) {
      const inside = waits.filter(({ waiter }) => waiter.file === path);
      yield waiterSource(context, service.name, path, inside);
    }
  }
  for (const [path, declarations] of declared) yield typeSource(context, path, declarations);
  if (service.browserFlows.length > 0) yield browserFlowSource(context, service);
  if (service.webhooks !== undefined) yield webhookSource(context, service, service.webhooks);
}

function byFile(declarations: readonly Declaration[]): Map<string, Declaration[]> {
  const files = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    const others = files.get(declaration.file);
    if (others === undefined) files.set(declaration.file, [declaration]);
    else others.push(declaration);
  }
  return files;
}

/** Resources and the groups they stand in, in the order of the client. */
function resourcesOf(root: Resource): readonly Resource[] {
  return root.children.flatMap((child) => [child, ...resourcesOf(child)]);
}

function waitsOf({ operations }: Resource, lifecycles: readonly Lifecycle[]): readonly Wait[] {
  return operations.flatMap((operation) => waitersOf(lifecycles, operation).map((each) => ({ operation, ...each })));
}
