// The public face of a service: every name a caller may import, listed.

import { waitersOf } from "../model/types/lifecycle.js";
import { namesOf } from "../model/types/node.js";
import type { Resource, Service } from "../model/types/service.js";
import { clientFile } from "./client.js";
import { transportFile } from "./transport.js";
import { type Context, printFile } from "./typescript/file.js";
import { compare, moduleNames } from "./typescript/imports.js";
import { webhookFunctions, webhooksFile } from "./webhooks.js";

interface Exports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

export const indexFile = "index";

/** What others may import, by file. */
export function exportsOf(service: Service, resources: readonly Resource[]): ReadonlyMap<string, Exports> {
  const { typeName, declarations, lifecycles, webhooks } = service;
  const files = new Map<string, Exports>([
    [clientFile, { values: [typeName, `create${typeName}`], types: [] }],
    [transportFile, { values: [`create${typeName}Transport`], types: [`${typeName}Options`] }],
    ["schema", { values: [], types: ["components", "operations", "paths"] }],
  ]);
  const add = (file: string, values: readonly string[], types: readonly string[]): void => {
    const before = files.get(file) ?? { values: [], types: [] };
    files.set(file, { values: [...before.values, ...values], types: [...before.types, ...types] });
  };
  for (const { file, className, operations } of resources) {
    add(file, [className], []);
    for (const operation of operations) {
      add(operation.file, [operation.functionName], [operation.resultName]);
      for (const { waiter } of waitersOf(lifecycles, operation)) add(waiter.file, [waiter.functionName], []);
    }
  }
  for (const declaration of declarations) add(declaration.file, [], namesOf(declaration));
  if (webhooks !== undefined) {
    files.set(webhooksFile, { values: webhookFunctions(webhooks), types: [webhooks.unionName] });
  }
  return files;
}

export function emitIndex(context: Context, files: ReadonlyMap<string, Exports>): string {
  return printFile(context, indexFile, ({ statements }) => {
    const sorted = [...files].sort(([a], [b]) => compare(`${a}.js`, `${b}.js`));
    statements.push(
      sorted.map(([file, { values, types }]) => moduleNames("export", `./${file}.js`, types, values)).join(""),
    );
  });
}
