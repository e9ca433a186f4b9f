// The types of openapi-typescript, which several plug-ins print their files beside.

import { schemaFile } from "../print/http.js";
import type { PluginContext, PluginFile } from "./plugin.js";

/** Printed once for a run, however many plug-ins ask for them. */
const printed = new WeakMap<PluginContext, Promise<PluginFile>>();

export function wireTypes(context: PluginContext): Promise<PluginFile> {
  const file = printed.get(context) ?? print(context);
  printed.set(context, file);
  return file;
}

async function print({ document, banner, warn }: PluginContext): Promise<PluginFile> {
  // Imported late, because it brings a compiler along.
  const { printSchema } = await import("../print/schema/schema.js");
  const { text, problems } = printSchema(document, banner);
  for (const problem of problems) warn(problem);
  return { path: `${schemaFile}.ts`, text };
}
