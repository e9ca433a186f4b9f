// `http`: an openapi-fetch client, and the types of openapi-typescript for it.

import { httpSource, schemaFile } from "../print/http.js";
import type { Plugin } from "./plugin.js";
import { printContext, printFile } from "./print-files.js";

export const http: Plugin = {
  name: "http",
  async files(service, context) {
    // It brings a compiler along.
    const { printSchema } = await import("../print/schema/schema.js");
    const { text, problems } = printSchema(context.document, context.banner);
    for (const problem of problems) context.warn(problem);
    return [
      printFile(httpSource(printContext(service, context), service), context),
      { path: `${schemaFile}.ts`, text },
    ];
  },
};
