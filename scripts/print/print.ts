// Model → files: a map of path to text, relative to the service's folder.

import { type Lifecycle, waitersOf } from "../model/types/lifecycle.js";
import { type Declaration, namesOf } from "../model/types/node.js";
import type { Resource, Service } from "../model/types/service.js";
import { clientFile, emitClient } from "./client.js";
import { emitIndex, exportsOf, indexFile } from "./index-file.js";
import { documentFile, emitDocument } from "./machine-document.js";
import { Memo } from "./memo.js";
import { emitOperation } from "./operation-file.js";
import { pagersFile } from "./pager.js";
import { emitPagers, pagerNameOf, pagersOf } from "./pager-file.js";
import { emitRecord, recordFile } from "./record.js";
import { emitReference, referenceFile } from "./reference/reference.js";
import { emitResource } from "./resource.js";
import type { PrintedSchema } from "./schema/schema.js";
import { schemaFile } from "./schema/schema-file.js";
import { printSchema } from "./schema/schema-thread.js";
import { emitTransport, transportFile } from "./transport.js";
import { emitDeclarations } from "./type-file.js";
import type { Context } from "./typescript/file.js";
import { emitWaits, type Wait } from "./waiter.js";
import { emitWebhooks, webhooksFile } from "./webhooks.js";

export interface EmitOptions {
  /** Module specifier of the runtime; a relative one is seen from the service's folder. */
  readonly runtime?: string;
  /** What to run for these files, as their first lines say. Default: `npm run generate`. */
  readonly command?: string;
  /** Also document.ts, for the sandbox. Default: true. */
  readonly extras?: boolean;
  /** schema.ts, where it is being printed already: that takes about as long as the rest. Default: printed here. */
  readonly schema?: Promise<PrintedSchema>;
  /** Knows what an earlier run has printed. */
  readonly memo?: Memo;
}

export async function emitService(
  service: Service,
  document: unknown,
  { runtime = "../../src/index", command, extras = true, schema, memo = new Memo() }: EmitOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const files = new Map(service.declarations.flatMap((each) => namesOf(each).map((name) => [name, each.file])));
  const context: Context = { specFolder: service.specFolder, command, runtime, files, memo };
  const resources = resourcesOf(service.root);
  const pagers = pagersOf(service);
  const printed = schema ?? printSchema(document, service.specFolder, command);
  // Reported where it is awaited, also if printing the rest fails first.
  printed.catch(() => {});
  const tree = new Map<string, string>();
  const code = (path: string, text: string): void => void tree.set(`${path}.ts`, text);
  const common = [service.name, service.specFolder, command, runtime, memo.key([...files])];
  /** A file that is as it was while `parts` are. */
  const kept = (path: string, parts: readonly unknown[], print: () => string): void =>
    code(path, memo.file(`${path}.ts`, [memo.print([path, common, ...parts], print)]));

  const names = exportsOf(service, resources);
  kept(indexFile, [[...names]], () => emitIndex(context, names));
  const { typeName, title, root } = service;
  kept(clientFile, [typeName, title, root.children.map(outline)], () => emitClient(context, service));
  code(transportFile, emitTransport(context, service));
  if (service.recording !== undefined) code(recordFile, emitRecord(context, service, service.recording));
  if (pagers.size > 0) code(pagersFile, emitPagers(context, pagers));
  const declared = byFile(service.declarations);
  for (const resource of resources) {
    const waits = waitsOf(resource, service.lifecycles);
    const parts = [outline(resource), resource.description, resource.children.map(outline)];
    const waiting = waits.map(({ operation, waiter, lifecycle }) => [memo.key(operation), waiter, memo.key(lifecycle)]);
    const called = resource.operations.map((operation) => memo.key(operation));
    kept(resource.file, [...parts, called, waiting], () => emitResource(context, resource, waits));
    for (const operation of resource.operations) {
      const declarations = declared.get(operation.file) ?? [];
      declared.delete(operation.file);
      const pagerName = pagerNameOf(operation, pagers);
      const input = { service: service.name, operation, declarations, pagerName };
      kept(operation.file, [memo.key(operation), declarations, pagerName], () => emitOperation(context, input));
    }
    for (const file of new Set(waits.map(({ waiter }) => waiter.file))) {
      const inside = waits.filter(({ waiter }) => waiter.file === file);
      code(file, emitWaits(context, service.name, file, inside));
    }
  }
  for (const [file, declarations] of declared) {
    kept(file, [declarations], () => emitDeclarations(context, file, declarations));
  }
  if (service.webhooks !== undefined) code(webhooksFile, emitWebhooks(context, service, service.webhooks));
  if (extras) code(documentFile, emitDocument(document, service.specFolder));
  tree.set(referenceFile, emitReference(service, document, command, memo));
  tree.set(schemaFile, (await printed).text);
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
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

/** What others have to know of a resource. */
function outline({ name, path, className, file }: Resource): readonly unknown[] {
  return [name, path, className, file];
}

function waitsOf({ operations }: Resource, lifecycles: readonly Lifecycle[]): readonly Wait[] {
  return operations.flatMap((operation) => waitersOf(lifecycles, operation).map((each) => ({ operation, ...each })));
}
