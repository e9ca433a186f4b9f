// Model → files: a map of path to text, relative to the service's folder.

import {
  type Declaration,
  namesOf,
  type Operation,
  operationsOf,
  type Resource,
  type Service,
} from "../model/types.js";
import { clientFile, emitClient } from "./client.js";
import { type Data, dataLayout } from "./data.js";
import { documentFile, emitDocument } from "./document.js";
import { type Context, createProject, printFile } from "./file.js";
import { emitIndex } from "./index-file.js";
import { print } from "./layout.js";
import { pagerData, pagersFile, wordsOf } from "./pager.js";
import { emitRecord, recordFile } from "./record.js";
import { emitReference } from "./reference.js";
import { emitResource } from "./resource.js";
import { printSchema } from "./schema-thread.js";
import { emitTransport, transportFile } from "./transport.js";
import { emitDeclarations } from "./type-file.js";
import { emitWebhooks, webhooksFile } from "./webhooks.js";

export interface EmitOptions {
  /** Module specifier of the runtime; a relative one is seen from the service's folder. */
  readonly runtime?: string;
  /** What to run for these files, as their first lines say. Default: `npm run generate`. */
  readonly command?: string;
  /** Also document.ts, for the sandbox, and record.ts, which need more than the runtime. Default: true. */
  readonly extras?: boolean;
}

export async function emitService(
  service: Service,
  document: unknown,
  { runtime = "../../src/index", command, extras = true }: EmitOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const files = new Map(service.declarations.flatMap((each) => namesOf(each).map((name) => [name, each.file])));
  const context: Context = { specFolder: service.specFolder, command, runtime, files, project: createProject() };
  const resources = resourcesOf(service.root);
  const pagers = pagersOf(service);
  const schema = printSchema(document, service.specFolder, command);
  // Reported where it is awaited, also if printing the rest fails first.
  schema.catch(() => {});
  const tree = new Map<string, string>();
  const code = (path: string, text: string): void => void tree.set(`${path}.ts`, text);

  code("index", emitIndex(context, service, resources));
  code(clientFile, emitClient(context, service));
  code(transportFile, emitTransport(context, service));
  if (extras) code(recordFile, emitRecord(context, service));
  if (pagers.size > 0) code(pagersFile, emitPagers(context, pagers));
  const declared = byFile(service.declarations);
  const pagerName = ({ pager, decode }: Operation): string | undefined =>
    pager && pagers.get(keyOf(pager, decode))?.name;
  for (const resource of resources) {
    const declarations = declared.get(resource.file) ?? [];
    declared.delete(resource.file);
    const { name, lifecycles } = service;
    code(resource.file, emitResource(context, { service: name, resource, declarations, lifecycles, pagerName }));
  }
  for (const [file, declarations] of declared) code(file, emitDeclarations(context, file, declarations));
  if (service.webhooks !== undefined) code(webhooksFile, emitWebhooks(context, service, service.webhooks));
  if (extras) code(documentFile, emitDocument(document, service.specFolder));
  tree.set("schema.ts", await schema);
  tree.set("reference.md", emitReference(service, document, command));
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

interface NamedPager {
  readonly name: string;
  readonly pager: NonNullable<Operation["pager"]>;
  readonly decode: Operation["decode"];
}

/** Every way of paging in the service, once, under a name. */
function pagersOf(service: Service): ReadonlyMap<string, NamedPager> {
  const pagers = new Map<string, NamedPager>();
  const counts = new Map<string, number>();
  for (const { pager, decode } of operationsOf(service.root)) {
    if (pager === undefined || pagers.has(keyOf(pager, decode))) continue;
    const base = `${pager.kind}Pager`;
    const same = (counts.get(base) ?? 0) + 1;
    counts.set(base, same);
    pagers.set(keyOf(pager, decode), { name: same === 1 ? base : `${base}${same}`, pager, decode });
  }
  return pagers;
}

function keyOf(pager: NamedPager["pager"], decode: string): string {
  return JSON.stringify([pager, decode]);
}

function emitPagers(context: Context, pagers: ReadonlyMap<string, NamedPager>): string {
  return printFile(context, pagersFile, (file) => {
    for (const { name, pager, decode } of pagers.values()) {
      const type = file.imports.runtime(wordsOf[pager.kind].type);
      const data: Data = pagerData(pager, decode, file);
      file.statements.push(
        `export const ${name} = ${print(dataLayout(data, true), { column: 0, indent: 0 })} satisfies ${type};\n`,
      );
    }
  });
}
