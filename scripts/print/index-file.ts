// index.ts of a service: a list of every name that a caller may import.

import { waitersOf } from "../model/types/lifecycle.js";
import { namesOf } from "../model/types/node.js";
import type { Resource, Service } from "../model/types/service.js";
import { browserFlowsFile } from "./browser-flow.js";
import { clientFile } from "./client.js";
import { transportFile } from "./transport.js";
import { moduleNames } from "./typescript/imports.js";
import { morph } from "./typescript/morph.js";
import { type Context, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { webhookFunctions, webhooksFile, webhookTypes } from "./webhooks.js";

interface Exports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const indexFile = "index";

/** Exports by file. */
export function exportsOf(service: Service, resources: readonly Resource[]): ReadonlyMap<string, Exports> {
  const { typeName, declarations, lifecycles, webhooks } = service;
  const files = new Map<string, Exports>([
    [clientFile, { values: [typeName, `create${typeName}`], types: [] }],
    [transportFile, { values: [`create${typeName}Transport`], types: [`${typeName}Options`] }],
  ]);
  const add = (file: string, values: readonly string[], types: readonly string[]): void => {
    const before = files.get(file) ?? { values: [], types: [] };
    files.set(file, { values: [...before.values, ...values], types: [...before.types, ...types] });
  };
  for (const { file, className, operations, downloads = [] } of resources) {
    add(file, [className], []);
    for (const download of downloads) add(download.file, [download.functionName], []);
    for (const operation of operations) {
      add(operation.file, [operation.functionName], [operation.resultName]);
      const { sync } = operation;
      if (sync !== undefined) add(sync.file, [sync.functionName], [sync.inputName]);
      for (const { waiter } of waitersOf(lifecycles, operation)) add(waiter.file, [waiter.functionName], []);
    }
  }
  for (const declaration of declarations) add(declaration.file, [], namesOf(declaration));
  for (const { urlName, readName, inputName, returnName } of service.browserFlows) {
    add(browserFlowsFile, [urlName, readName], [inputName, returnName]);
  }
  if (webhooks !== undefined) {
    files.set(webhooksFile, { values: webhookFunctions(webhooks), types: webhookTypes(webhooks) });
  }
  return files;
}

export function indexSource(context: Context, files: ReadonlyMap<string, Exports>): SourceFile {
  return sourceFile(context, indexFile, ({ statements }) => {
    for (const [file, { values, types }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      statements.push({
        kind: morph.StructureKind.ExportDeclaration,
        moduleSpecifier: `./${file}.js`,
        ...moduleNames("namedExports", types, values),
      });
    }
  });
}
