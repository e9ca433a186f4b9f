// `http`: an openapi-fetch client, and the types of openapi-typescript for it.

import { httpSource } from "../print/http.js";
import type { Plugin } from "./plugin.js";
import { printContext, printFile } from "./print-files.js";
import { wireTypes } from "./shared-files.js";

export const http: Plugin = {
  name: "http",
  async files(service, context) {
    return [printFile(httpSource(printContext(service, context), service), context), await wireTypes(context, service)];
  },
};
