// The public face of a service: every name a caller may import, listed.

import { namesOf, type Resource, type Service, waitersOf } from "../model/types.js";
import { clientFile } from "./client.js";
import { type Context, printFile } from "./file.js";
import { compare, moduleNames } from "./imports.js";
import { transportFile } from "./transport.js";
import { webhookFunctions, webhooksFile } from "./webhooks.js";

interface Exports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

export function emitIndex(context: Context, service: Service, resources: readonly Resource[]): string {
  const { typeName, declarations, lifecycles, webhooks } = service;
  const files = new Map<string, Exports>([
    [clientFile, { values: [typeName, `create${typeName}`], types: [] }],
    [transportFile, { values: [`create${typeName}Transport`], types: [`${typeName}Options`] }],
    ["schema", { values: [], types: ["components", "operations", "paths"] }],
  ]);
  for (const resource of resources) {
    const waiters = resource.operations.flatMap((operation) => waitersOf(lifecycles, operation));
    files.set(resource.file, {
      values: [
        resource.className,
        ...resource.operations.map(({ functionName }) => functionName),
        ...waiters.map(({ waiter }) => waiter.functionName),
      ],
      types: [
        ...declarations.filter(({ file }) => file === resource.file).map(({ name }) => name),
        ...resource.operations.map(({ resultName }) => resultName),
      ],
    });
  }
  const own = declarations.filter(({ file }) => !files.has(file));
  for (const file of new Set(own.map((declaration) => declaration.file))) {
    files.set(file, { values: [], types: own.filter((each) => each.file === file).flatMap(namesOf) });
  }
  if (webhooks !== undefined) {
    files.set(webhooksFile, { values: webhookFunctions(webhooks), types: [webhooks.unionName] });
  }
  return printFile(context, "index", ({ statements }) => {
    const sorted = [...files].sort(([a], [b]) => compare(`${a}.js`, `${b}.js`));
    statements.push(
      sorted.map(([file, { values, types }]) => moduleNames("export", `./${file}.js`, types, values)).join(""),
    );
  });
}
