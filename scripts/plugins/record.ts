// `record`: what records and replays exchanges, and the document as data, which it reads.

import { documentSource } from "../print/machine-document.js";
import { recordSource } from "../print/record.js";
import type { Plugin } from "./plugin.js";
import { printContext, printFile } from "./print-files.js";

export const record: Plugin = {
  name: "record",
  files(service, context) {
    const shared = printContext(service, context);
    return [documentSource(shared, context.document), recordSource(shared, service)].map((file) =>
      printFile(file, context),
    );
  },
};
