// Files that several plug-ins need. Each is printed once for all of them.

import type { Service } from "../model/types/service.js";
import { schemaFile } from "../print/http.js";
import { documentSource } from "../print/machine-document.js";
import type { PluginContext, PluginFile } from "./plugin.js";
import { printContext, printFile } from "./print-files.js";

/** The types of openapi-typescript: of the document as it is on the wire. */
export const wireTypes = printedOnce(async ({ document, banner, warn }): Promise<PluginFile> => {
  // Imported only here, because it loads a compiler.
  const { printSchema } = await import("../print/schema/schema.js");
  const { text, problems } = printSchema(document, banner);
  for (const problem of problems) warn(problem);
  return { path: `${schemaFile}.ts`, text };
});

/** The document as data. */
export const machineDocument = printedOnce((context, service) =>
  printFile(documentSource(printContext(service, context), context.document), context),
);

function printedOnce<T>(print: (context: PluginContext, service: Service) => T): typeof print {
  const printed = new WeakMap<PluginContext, T>();
  return (context, service) => {
    const file = printed.get(context) ?? print(context, service);
    printed.set(context, file);
    return file;
  };
}
